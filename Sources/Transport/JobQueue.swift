import Synchronization

/// Jobs that wait for the loop's thread. The loop keeps it alive until its thread ends.
final class JobQueue: Sendable {
    private struct Waiting {
        var jobs: [UnownedJob] = []
        var executor: UnownedSerialExecutor?
    }

    private let waiting = Mutex(Waiting())

    /// - Returns: Whether the loop must be woken: it is the first job since the last drain.
    func add(_ job: UnownedJob, for executor: UnownedSerialExecutor) -> Bool {
        waiting.withLock { waiting in
            waiting.executor = executor
            waiting.jobs.append(job)
            return waiting.jobs.count == 1
        }
    }

    /// Runs what waits, on the loop's thread and outside any callback of libwebsockets.
    func drain() {
        let taken = waiting.withLock { waiting in
            defer { waiting.jobs = [] }
            return (waiting.jobs, waiting.executor)
        }
        guard let executor = taken.1 else { return }
        for job in taken.0 {
            job.runSynchronously(on: executor)
        }
    }
}
