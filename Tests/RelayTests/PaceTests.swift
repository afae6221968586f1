import Testing

@testable import Relay

@Suite struct Paces {
    private let start = Moment.now

    private func at(_ milliseconds: Int) -> Moment { start + .milliseconds(milliseconds) }

    @Test func `so many at once, and then so many a minute`() {
        // Given five a minute
        var pace = Pace(perMinute: 5, at: at(0))
        let first = (0..<6).map { _ in pace.take(at: at(0)) }
        #expect(first == [true, true, true, true, true, false])
        // Then one comes back every twelve seconds, and no more than five are saved up
        let soon = [11_999, 12_001, 12_002].map { pace.take(at: at($0)) }
        #expect(soon == [false, true, false])
        let later = (0..<6).map { _ in pace.take(at: at(10_000_000)) }
        #expect(later == [true, true, true, true, true, false])
    }

    @Test func `who has rested need not be remembered`() {
        var pace = Pace(perMinute: 60, at: at(0))
        #expect(pace.isRested(at: at(0)))
        for _ in 0..<10 { _ = pace.take(at: at(0)) }
        #expect(!pace.isRested(at: at(0)))
        #expect(pace.isRested(at: at(10_000)))
    }

    @Test func `wrong codes are counted by network, and right ones not at all`() async {
        // Given ten wrong guesses from one network
        let desk = JoinDesk(guesses: 10)
        for host in 1...10 {
            #expect(await desk.mayTry("192.0.2.\(host)", at: at(0)))
        }
        // Then that network waits and others do not
        #expect(await !desk.mayTry("192.0.2.200", at: at(0)))
        #expect(await desk.mayTry("192.0.3.1", at: at(0)))
        #expect(await desk.mayTry("192.0.2.200", at: at(61_000)))
        // And a right guess is given back
        for _ in 0..<50 {
            #expect(await desk.mayTry("198.51.100.1", at: at(0)))
            await desk.wasRight("198.51.100.1")
        }
    }

    @Test func `one network of IPv6 is its first 56 bits, however written`() async {
        let desk = JoinDesk(guesses: 10)
        for host in 1...10 { _ = await desk.mayTry("2001:db8:0:1::\(host)", at: at(0)) }
        #expect(await !desk.mayTry("2001:db8:0:ff:ffff::1", at: at(0)))
        #expect(await desk.mayTry("2001:db8:0:100::1", at: at(0)))
        for host in 1...10 { _ = await desk.mayTry("2001:db9::\(host)", at: at(0)) }
        #expect(await !desk.mayTry("2001:db9::1:2:3:4", at: at(0)))
        for host in 1...10 { _ = await desk.mayTry("::ffff:192.0.2.\(host)", at: at(0)) }
        #expect(await !desk.mayTry("192.0.2.99", at: at(0)))
        #expect(await desk.mayTry("::ffff:192.0.3.1", at: at(0)))
    }

    @Test func `a failing disk is tried again with growing pauses, at most ten seconds`() {
        var retry = Retry()
        var tries: [Int] = []
        for quarter in 0..<400 where retry.mayTry(at: at(quarter * 250)) { tries.append(quarter * 250) }
        let pauses = zip(tries, tries.dropFirst()).map { $1 - $0 }
        #expect(pauses.prefix(7) == [250, 500, 1000, 2000, 4000, 8000, 10_000])
        #expect(pauses.dropFirst(7).allSatisfy { $0 == 10_000 })
    }
}
