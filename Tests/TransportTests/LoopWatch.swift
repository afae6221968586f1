import Foundation
import Glibc
import Transport

/// Looks at the loop from its own thread.
actor LoopWatch {
    private let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Processor time the loop's thread has used.
    func processorSeconds() -> Double {
        var used = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used)
        return Double(used.tv_sec) + Double(used.tv_nsec) / 1_000_000_000
    }
}

extension House {
    /// Processor time the loop's thread uses while half a second goes by in which nobody says anything.
    func processorSecondsWhileQuiet() async throws -> Double {
        let watch = LoopWatch(loop: loop)
        let before = await watch.processorSeconds()
        let quiet = try RawClient(port: port)
        await quiet.waitInSilence(milliseconds: 500)
        return await watch.processorSeconds() - before
    }
}

extension RawClient {
    /// Returns when the time is over, or at once when bytes come.
    func waitInSilence(milliseconds: Int32) async {
        await onThread { [descriptor] in
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, milliseconds)
        }
    }
}
