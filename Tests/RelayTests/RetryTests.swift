import Proceedings
import Testing

@testable import Relay

@Suite struct `Trying again what failed` {
    @Test func `pauses double, and end after ten seconds`() {
        var retry = Retry()
        var now = Instant(milliseconds: 1_800_000_000_000)
        for pause: Int64 in [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
            let isFirst = retry.mayTry(at: now)
            let isSecond = retry.mayTry(at: now.advanced(byMilliseconds: pause - 1))
            #expect(isFirst && !isSecond)
            now = now.advanced(byMilliseconds: pause)
        }
    }

    @Test func `a clock set back an hour does not put off the next try`() {
        // Given a try that failed
        var retry = Retry()
        let now = Instant(milliseconds: 1_800_000_000_000)
        _ = retry.mayTry(at: now)
        // When the clock is set back, then it is tried again, and paused as before
        let earlier = now.advanced(byMilliseconds: -3_600_000)
        let isFirst = retry.mayTry(at: earlier)
        let isSecond = retry.mayTry(at: earlier.advanced(byMilliseconds: 499))
        #expect(isFirst && !isSecond)
    }
}
