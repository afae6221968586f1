/// How often which length of time was seen, to 1.6 %.
struct Histogram {
    /// 64 steps to each power of two of nanoseconds.
    private var counts = [Int](repeating: 0, count: 64 * 64)
    private(set) var total = 0
    private(set) var most: UInt64 = 0

    mutating func add(_ nanoseconds: UInt64) {
        counts[Self.step(of: nanoseconds)] += 1
        total += 1
        most = max(most, nanoseconds)
    }

    /// - Parameter share: 0.99 for the 99th percentile.
    /// - Returns: Milliseconds; 0 where nothing was seen.
    func percentile(_ share: Double) -> Double {
        let rank = Int((Double(total) * share).rounded(.up))
        var seen = 0
        for (step, count) in counts.enumerated() where count > 0 {
            seen += count
            if seen >= rank { return Double(min(Self.end(of: step), most)) / 1e6 }
        }
        return 0
    }

    private static func step(of value: UInt64) -> Int {
        guard value >= 64 else { return Int(value) }
        let power = 63 - value.leadingZeroBitCount
        return (power - 5) * 64 + Int(value >> UInt64(power - 6)) - 64
    }

    /// The largest value of a step.
    private static func end(of step: Int) -> UInt64 {
        guard step >= 64 else { return UInt64(step) }
        return (UInt64(step % 64) + 65) << UInt64(step / 64 - 1) - 1
    }
}
