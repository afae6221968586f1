import CLWS

/// One libev loop with its libwebsockets context and its thread; the executor of every `Listener` and `Caller`
/// on it. Everything of libwebsockets runs on that thread, whether it enters from C or as a Swift job.
package final class EventLoop: SerialExecutor, Sendable {
    private let jobs: JobQueue
    /// Set once before the thread exists; C keeps it valid until `clws_loop_release`.
    nonisolated(unsafe) let handle: OpaquePointer

    package init() throws(TransportError) {
        let jobs = JobQueue()
        // The C loop owns one reference until its thread ends, so a late wake-up finds the queue alive.
        let owner = Unmanaged.passRetained(jobs)
        let events = clws_loop_events(
            drain: { Unmanaged<JobQueue>.fromOpaque($0).takeUnretainedValue().drain() },
            ended: { Unmanaged<JobQueue>.fromOpaque($0).release() })
        guard let handle = clws_loop_make(owner.toOpaque(), events) else {
            owner.release()
            throw TransportError(.noEventLoop, at: "event loop")
        }
        self.jobs = jobs
        self.handle = handle
    }

    deinit {
        clws_loop_release(handle)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        // Once the job is in, the loop may run it and with it the last owner of us may go: hold on until the wake-up.
        let keeper = Unmanaged.passUnretained(self).retain()
        if jobs.add(UnownedJob(job), for: asUnownedSerialExecutor()) {
            clws_wake(handle)
        }
        keeper.release()
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    package func checkIsolated() {
        precondition(clws_is_on_loop(handle), "entered the event loop's actor from another thread")
    }

    package func isIsolatingCurrentContext() -> Bool? {
        clws_is_on_loop(handle)
    }

    /// Ends the context: every connection is cut and every call that needs the network says `gone` from now on.
    /// Close listeners first, so that peers hear goodbye. Jobs that come later still run on the same thread,
    /// which ends when the last owner lets the loop go. Without it a loop that has listened is never freed.
    package func stop() async {
        await LoopCloser(loop: self).close()
    }
}

/// Gets onto the loop's thread, where the context may be destroyed.
private actor LoopCloser {
    private let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    func close() {
        clws_loop_close(loop.handle)
    }
}
