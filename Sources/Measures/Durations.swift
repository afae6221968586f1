/// How long something took, each time: counted in buckets as Prometheus has them.
package struct Durations: Hashable, Sendable {
    /// Upper ends of the buckets, seconds; a last one has no end.
    package static let bounds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
    ]

    /// By bucket, each without those before it; one more than there are bounds.
    package private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// Seconds in all.
    package private(set) var sum = 0.0

    package init() {}

    /// The upper end of the bucket in which this share of them, smallest first, is complete; nil where there are none, and
    /// infinite beyond the last bound.
    package func bound(of share: Double) -> Double? {
        let all = counts.reduce(0, +)
        guard all > 0 else { return nil }
        var count = 0
        for (bound, more) in zip(Self.bounds, counts) {
            count += more
            if Double(count) >= Double(all) * share { return bound }
        }
        return .infinity
    }

    package mutating func add(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
        sum += seconds
    }
}
