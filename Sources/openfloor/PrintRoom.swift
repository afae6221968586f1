import Foundation

/// Threads for printing whole records, as many as there are CPUs. The system shares those between them and the threads on
/// which meetings run, where a line would else wait for all that was queued before it.
final class PrintRoom: TaskExecutor {
    private let queue = OperationQueue()

    init() {
        queue.maxConcurrentOperationCount = ProcessInfo.processInfo.activeProcessorCount
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
