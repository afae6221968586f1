/// When to look at which peer again: one bucket a second, so neither joining nor a pong walks a list.
struct Wheel {
    private var buckets = [[UInt64]](repeating: [], count: 64)
    /// Seconds since the listener opened.
    private(set) var now = 0

    /// To be looked at in `delay` seconds, 1...63.
    mutating func add(_ peer: UInt64, in delay: Int) {
        buckets[(now + delay) % buckets.count].append(peer)
    }

    /// One second later: those to look at, some of them long gone.
    mutating func turn() -> [UInt64] {
        now += 1
        let due = buckets[now % buckets.count]
        buckets[now % buckets.count] = []
        return due
    }
}
