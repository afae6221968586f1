import Testing

@testable import Transport

@Suite struct `The ring` {
    private func text(_ ring: Ring, from offset: UInt64) -> String {
        var bytes: [UInt8] = []
        var offset = offset
        while offset < ring.head {
            let piece = ring.bytes(from: offset, to: ring.head)
            bytes += UnsafeBufferPointer(start: piece.start, count: piece.count)
            offset += UInt64(piece.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `frames are found by the position before them, gaps or not`() throws {
        let ring = Ring(capacity: 64, past: 10)
        for (position, frame) in [(12, "twelve "), (15, "fifteen "), (16, "sixteen")] {
            ring.append(Array(frame.utf8), at: position)
        }
        #expect(ring.offset(after: 9) == nil)
        #expect(text(ring, from: try #require(ring.offset(after: 10))) == "twelve fifteen sixteen")
        #expect(text(ring, from: try #require(ring.offset(after: 13))) == "fifteen sixteen")
        #expect(text(ring, from: try #require(ring.offset(after: 15))) == "sixteen")
        #expect(ring.offset(after: 16) == ring.head && ring.offset(after: 99) == ring.head)
    }

    @Test func `the newest frames push out the oldest, round and round`() throws {
        let ring = Ring(capacity: 30, past: 0)
        for position in 1...1000 {
            ring.append(Array("<\(position)>".utf8), at: position)
            #expect(ring.head - ring.tail <= 30)
            let oldest = ring.past + 1
            #expect(text(ring, from: ring.tail) == (oldest...position).map { "<\($0)>" }.joined())
            #expect(ring.offset(after: oldest - 1) == ring.tail)
            #expect(oldest == 1 || ring.offset(after: oldest - 2) == nil)
        }
        var kept: [Int] = []
        ring.forEachFrame { position, frame in
            kept.append(position)
            #expect(frame == Array("<\(position)>".utf8))
        }
        #expect(kept == Array(996...1000))
    }

    @Test func `the end of the frame at any byte is known`() {
        let ring = Ring(capacity: 64, past: 0)
        for (position, size) in [(1, 5), (2, 3), (3, 8)] {
            ring.append([UInt8](repeating: 0, count: size), at: position)
        }
        #expect(
            (0..<16).map { ring.endOfFrame(holding: $0) } == [5, 5, 5, 5, 5, 8, 8, 8] + Array(repeating: 16, count: 8))
        #expect(ring.endOfFrames(from: 0, atMost: 10) == 8 && ring.endOfFrames(from: 8, atMost: 10) == 16)
    }

    @Test func `a frame larger than the ring leaves everyone behind`() {
        let ring = Ring(capacity: 8, past: 0)
        ring.append([1, 2, 3], at: 1)
        let before = ring.head
        ring.append([UInt8](repeating: 0, count: 9), at: 2)
        #expect(before < ring.tail && ring.offset(after: 1) == nil && ring.offset(after: 2) == ring.head)
        ring.append([4], at: 3)
        #expect(ring.offset(after: 2) == ring.tail)
    }

    @Test func `the wheel turns each peer up once, in its second`() {
        var wheel = Wheel()
        for delay in 1...63 { wheel.add(UInt64(delay), in: delay) }
        for second in 1...63 { #expect(wheel.turnASecond().flatMap(\.self) == [UInt64(second)]) }
        #expect(wheel.turnASecond().flatMap(\.self).isEmpty)
        #expect(wheel.now == 64 && wheel.isAtSecond)
    }

    @Test func `the wheel spreads those who came together over the ticks`() {
        var wheel = Wheel()
        for peer in 1...6_000 as ClosedRange<UInt64> { wheel.add(peer, within: 22...28) }
        let turns = (1...29).flatMap { _ in wheel.turnASecond() }
        let (first, last) = (22 * Wheel.ticksPerSecond - 1, 28 * Wheel.ticksPerSecond)
        #expect(turns[..<first].allSatisfy(\.isEmpty) && turns[last...].allSatisfy(\.isEmpty))
        #expect(turns.map(\.count).reduce(0, +) == 6_000)
        #expect((turns.map(\.count).max() ?? 0) < 2 * 6_000 / (last - first))
    }

    @Test(arguments: [0, 125, 126, 65_535, 65_536, 100_000])
    func `a frame of any size gives its payload back`(size: Int) {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        #expect(Array(Framing.payload(of: Framing.webSocket(payload))) == payload)
    }
}

extension Wheel {
    /// Whom each tick of the next second turns up.
    fileprivate mutating func turnASecond() -> [[UInt64]] {
        (1...Self.ticksPerSecond).map { _ in turn() }
    }
}
