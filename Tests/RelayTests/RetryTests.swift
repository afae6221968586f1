import Testing

@testable import Relay

@Suite struct `Trying again what failed` {
    @Test func `pauses double, and end after ten seconds`() {
        var retry = Retry()
        var now = Moment.now
        for pause in [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000] {
            let isFirst = retry.mayTry(at: now)
            let isSecond = retry.mayTry(at: now + .milliseconds(pause - 1))
            #expect(isFirst && !isSecond)
            now += .milliseconds(pause)
        }
    }
}
