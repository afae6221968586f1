/// The books of a reel: what is put on it is owed to every peer there, and what peers have not got yet is taken off
/// when somebody asks. So the fan-out itself counts nothing.
extension Reel {
    /// A peer comes with all after `offset` before it.
    func owe(from offset: UInt64, of ring: Ring) { owed += ring.volume(from: offset) }

    /// A peer goes: what it has not got it is not owed any more.
    func forgive(_ cursor: Cursor, of ring: Ring) { owed -= ring.volume(from: cursor.offset) }

    /// What all peers together have not got yet.
    func outstanding() -> Readings.Volume {
        var sum = Readings.Volume()
        forEachCursor { cursor, ring in
            if cursor.offset != ring.head { sum += ring.volume(from: cursor.offset) }
        }
        return sum
    }

    func extend(_ lag: inout Readings.Lag) {
        forEachCursor { cursor, ring in
            if cursor.isChoked { lag.choked += 1 }
            guard cursor.offset != ring.head else { return }
            lag.behind += 1
            lag.bytes = max(lag.bytes, Int(ring.head - cursor.offset))
        }
    }

    private func forEachCursor(_ body: (Cursor, Ring) -> Void) {
        for place in 0..<sockets.count { body(sockets.cursors[place], ring) }
        guard let streamRing else { return }
        for place in 0..<streams.count { body(streams.cursors[place], streamRing) }
    }
}

extension Ring {
    /// From `offset` to the end. Frames that are no longer here are estimated by the length of all there have been.
    func volume(from offset: UInt64) -> Readings.Volume {
        let gone = offset < tail && head > 0 ? Double(tail - offset) * Double(made) / Double(head) : 0
        return Readings.Volume(frames: frames(from: max(offset, tail)) + Int(gone.rounded()), bytes: Int(head - offset))
    }
}

extension Readings.Volume {
    static func += (sum: inout Self, more: Self) {
        sum.frames += more.frames
        sum.bytes += more.bytes
    }

    static func -= (sum: inout Self, less: Self) {
        sum.frames -= less.frames
        sum.bytes -= less.bytes
    }

    static func * (volume: Self, times: Int) -> Self {
        Self(frames: volume.frames * times, bytes: volume.bytes * times)
    }
}
