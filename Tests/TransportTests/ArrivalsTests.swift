import Testing

@testable import Transport

@Suite struct `What waits for the program` {
    private static let message = Arrival.said(Peer(number: 1), [0x61], isText: true)

    @Test func `is bounded, and sooner for who says more than people do`() {
        // Given more than a crowd
        var arrivals = Arrivals()
        let first = (0...Arrivals.crowd).map { _ in arrivals.offer(Self.message) }
        arrivals.flush()
        // Then who is loud is turned away, and others are not
        let loud = arrivals.offer(Self.message, isLoud: true)
        let quiet = arrivals.offer(Self.message)
        #expect(first.allSatisfy(\.self) && !loud && quiet)
        // And where it is full, nobody is taken
        for _ in Arrivals.crowd...Arrivals.limit { _ = arrivals.offer(Self.message) }
        arrivals.flush()
        let last = arrivals.offer(Self.message)
        #expect(!last)
    }
}
