/// When to look at which peer again: one bucket a second, so neither joining nor a pong walks a list.
struct Wheel {
    private var buckets = [[UInt64]](repeating: [], count: 64)
    /// Seconds since the listener opened.
    private(set) var now = 0

    private var chance: UInt64 = 1

    /// At a time by chance, so that those who came together are not looked at together. Plain arithmetic: the system's
    /// chance costs a call, and there are thousands to draw for.
    mutating func add(_ peer: UInt64, within delay: ClosedRange<Int>) {
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407  // Knuth's MMIX
        add(peer, in: delay.lowerBound + Int(chance >> 33) % delay.count)
    }

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
