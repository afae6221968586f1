import Proceedings
import Testing

@Suite struct `Positions` {
    @Test func `count on from the start without a gap`() {
        #expect(Position.start.next == Position(1))
        #expect(Position(41).next > Position(41))
    }
}
