/// One who listens, and where in the record it is. Plain memory: there are ten thousand.
struct Reader {
    enum Phase: UInt8 { case away, connecting, asking, reading, stalled }

    let meeting: Int32
    var phase = Phase.away
    /// It has been welcomed at least once.
    var isSeated = false
    var socket: Int32 = -1
    /// The position it has everything up to.
    var held = 0
    /// The positions of the last gap: what comes from there after all is late, not double.
    var missing = 0..<0
    var tries: UInt8 = 0
    /// When it last voted.
    var voted: UInt64 = 0
    /// When it began to connect.
    var began: UInt64 = 0
    /// The start of a frame whose end is still to come.
    var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    init(meeting: Int) { self.meeting = Int32(meeting) }

    /// Takes an entry into account.
    mutating func take(after: Int, position: Int, into faults: inout Faults) {
        if after == held {
            held = position
        } else if after > held {
            faults.lost += after - held
            missing = held + 1..<after + 1
            held = position
        } else if missing.contains(position) {
            faults.lost -= 1
            faults.disordered += 1
        } else {
            faults.duplicates += 1
        }
    }

    mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        rest = .allocate(byteCount: bytes.count, alignment: 1)
        rest.copyMemory(from: bytes)
    }

    /// Moves what was kept to the front of `room`.
    ///
    /// - Returns: How many bytes that were.
    mutating func release(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard rest.count > 0 else { return 0 }
        let count = rest.count
        room.copyMemory(from: UnsafeRawBufferPointer(rest))
        rest.deallocate()
        rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        return count
    }
}
