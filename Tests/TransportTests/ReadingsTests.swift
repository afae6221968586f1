import Testing

@testable import Transport

@Suite struct `The books of a reel` {
    private func frames(_ positions: ClosedRange<Int>) -> [Reel.Frame] {
        positions.map { Reel.Frame(position: $0, text: Array("entry \($0)".utf8)) }
    }

    private func join(_ reel: Reel, at offset: UInt64, peer: UInt64) -> Int {
        reel.owe(from: offset, of: reel.ring)
        return reel.sockets.add(Cursor(offset: offset, peer: peer, descriptor: -1, isChoked: false))
    }

    private func given(_ reel: Reel) -> Int { reel.owed.frames - reel.outstanding().frames }

    @Test func `each frame counts once for each peer that has it`() {
        // Given two peers, one of which has everything and one nothing
        let reel = Reel(past: 0, capacity: 4096)
        reel.append(frames(1...3))
        let first = join(reel, at: 0, peer: 1)
        let second = join(reel, at: reel.ring.head, peer: 2)
        #expect(given(reel) == 0)
        // When both are given all of five frames
        reel.append(frames(4...5))
        for place in [first, second] { reel.sockets.cursors[place].offset = reel.ring.head }
        // Then it is five and two, and the bytes likewise
        #expect(given(reel) == 7)
        #expect(reel.owed.bytes == 7 * Int(reel.ring.head) / 5)
        // And what nobody has yet does not count
        reel.append(frames(6...6))
        #expect(given(reel) == 7 && reel.outstanding().frames == 2)
    }

    @Test func `what a peer leaves unread was not given`() {
        let reel = Reel(past: 0, capacity: 4096)
        let place = join(reel, at: 0, peer: 1)
        reel.append(frames(1...4))
        reel.forgive(reel.sockets.cursors[place], of: reel.ring)
        _ = reel.sockets.remove(at: place)
        #expect(given(reel) == 0 && reel.owed.bytes == 0)
    }

    @Test func `frames that fell off the ring before a peer had them were not given`() {
        // Given a ring that holds a few frames of the same length, and a peer that stalls
        let reel = Reel(past: 10, capacity: 64)
        _ = join(reel, at: 0, peer: 1)
        reel.append(frames(11...99))
        #expect(reel.ring.tail > 0)
        #expect(given(reel) == 0 && reel.outstanding().frames == 89)
        var lag = Readings.Lag()
        reel.extend(&lag)
        #expect(lag.behind == 1 && lag.bytes == Int(reel.ring.head) && lag.choked == 0)
    }
}
