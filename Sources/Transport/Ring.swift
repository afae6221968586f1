/// Ready frames, one after another in a fixed piece of memory; the oldest make room for the newest.
///
/// Offsets count bytes since the ring was made and never wrap, so a reader is one number.
/// Plain memory, for it is walked once per delivery; used on the event loop's thread only.
final class Ring {
    private struct Mark {
        let position: Int
        let end: UInt64
    }

    let capacity: Int
    private let memory: UnsafeMutablePointer<UInt8>
    private var marks: [Mark] = []
    /// Index of the oldest mark still valid.
    private var first = 0
    /// Frames ever put here.
    private(set) var made = 0
    /// Where the next frame will start.
    private(set) var head: UInt64 = 0
    /// Where the oldest frame still here starts.
    private(set) var tail: UInt64 = 0
    /// The position the past ends at: everything after it is here.
    private(set) var past: Int

    init(capacity: Int, past: Int) {
        self.capacity = capacity
        self.past = past
        memory = .allocate(capacity: capacity)
    }

    deinit {
        memory.deallocate()
    }

    /// Adds a frame; its position is higher than every earlier one.
    func append(_ frame: [UInt8], at position: Int) {
        made += 1
        guard frame.count <= capacity else { return forget(through: position) }
        while first < marks.count, head + UInt64(frame.count) - tail > UInt64(capacity) {
            dropFirst()
        }
        frame.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let start = Int(head % UInt64(capacity))
            let count = min(bytes.count, capacity - start)
            (memory + start).update(from: base, count: count)
            memory.update(from: base + count, count: bytes.count - count)
        }
        head += UInt64(frame.count)
        marks.append(Mark(position: position, end: head))
    }

    /// Where a reader starts who has everything up to `position`; nil when some of the rest is no longer here.
    func offset(after position: Int) -> UInt64? {
        guard position >= past else { return nil }
        let index = firstMark { $0.position > position }
        return index == first ? tail : marks[index - 1].end
    }

    /// The end of the frame that holds the byte at `offset`.
    func endOfFrame(holding offset: UInt64) -> UInt64 {
        let index = firstMark { $0.end > offset }
        return index < marks.count ? marks[index].end : head
    }

    /// The last end of a frame that is at most `limit`, or else of the frame that holds `offset`.
    func endOfFrames(from offset: UInt64, atMost limit: UInt64) -> UInt64 {
        let index = firstMark { $0.end > limit }
        let end = index > first ? marks[index - 1].end : offset
        return end > offset ? end : endOfFrame(holding: offset)
    }

    /// How many frames end after `offset`, which is not before the tail.
    func frames(from offset: UInt64) -> Int { marks.count - firstMark { $0.end > offset } }

    /// The bytes from `offset` on, at most up to `end`; fewer where the memory turns round.
    @inline(__always)
    func bytes(from offset: UInt64, to end: UInt64) -> (start: UnsafePointer<UInt8>, count: Int) {
        let start = Int(offset % UInt64(capacity))
        return (UnsafePointer(memory + start), min(Int(end - offset), capacity - start))
    }

    /// Hands over each frame still here, oldest first, with its position.
    func forEachFrame(_ body: (Int, [UInt8]) -> Void) {
        var start = tail
        for mark in marks[first...] {
            var frame: [UInt8] = []
            while start < mark.end {
                let piece = bytes(from: start, to: mark.end)
                frame += UnsafeBufferPointer(start: piece.start, count: piece.count)
                start += UInt64(piece.count)
            }
            body(mark.position, frame)
        }
    }

    /// Lets the frames up to `position` go before their time, as when what they say must not be told again.
    func drop(through position: Int) {
        while first < marks.count, marks[first].position <= position { dropFirst() }
    }

    private func dropFirst() {
        tail = marks[first].end
        past = marks[first].position
        first += 1
        if first > 1024, first > marks.count / 2 {
            marks.removeFirst(first)
            first = 0
        }
    }

    /// Everything is gone: readers fall behind.
    private func forget(through position: Int) {
        marks = []
        first = 0
        // One byte that is never read, so that readers at the old head are behind the tail.
        head += 1
        tail = head
        past = position
    }

    private func firstMark(where isAfter: (Mark) -> Bool) -> Int {
        var low = first
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if isAfter(marks[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
