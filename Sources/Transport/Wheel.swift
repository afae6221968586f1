/// When to look at which peer again: one bucket a tick, so neither joining nor a pong walks a list, and what is due is
/// spread over the second.
struct Wheel {
    static let ticksPerSecond = 10

    private var buckets = [[UInt64]](repeating: [], count: 64 * ticksPerSecond)
    private var ticks = 0

    private var chance: UInt64 = 1

    /// Seconds since the listener opened.
    var now: Int { ticks / Self.ticksPerSecond }

    /// The last turn began a second.
    var isAtSecond: Bool { ticks % Self.ticksPerSecond == 0 }

    /// At a time by chance, so that those who came together are not looked at together. Plain arithmetic: the system's
    /// chance costs a call, and there are thousands to draw for.
    ///
    /// - Parameter delay: Seconds, 1...63.
    mutating func add(_ peer: UInt64, within delay: ClosedRange<Int>) {
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407  // Knuth's MMIX
        let span = (delay.upperBound - delay.lowerBound) * Self.ticksPerSecond + 1
        add(peer, inTicks: delay.lowerBound * Self.ticksPerSecond + Int(chance >> 33) % span)
    }

    /// To be looked at in `delay` seconds, 1...63.
    mutating func add(_ peer: UInt64, in delay: Int) {
        add(peer, inTicks: delay * Self.ticksPerSecond)
    }

    private mutating func add(_ peer: UInt64, inTicks delay: Int) {
        buckets[(ticks + delay) % buckets.count].append(peer)
    }

    /// One tick later: those to look at, some of them long gone.
    mutating func turn() -> [UInt64] {
        ticks += 1
        let due = buckets[ticks % buckets.count]
        buckets[ticks % buckets.count] = []
        return due
    }
}
