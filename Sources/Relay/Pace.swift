import Proceedings

/// How often somebody may still do something: so many times a minute, and no more than that at once.
struct Pace {
    private let perMinute: Int
    private var left: Double
    private var asOf: Instant

    init(perMinute: Int, at now: Instant) {
        self.perMinute = perMinute
        left = Double(perMinute)
        asOf = now
    }

    /// As much is left as at first: nothing is known that must be kept.
    func isRested(at now: Instant) -> Bool {
        var copy = self
        _ = copy.take(at: now)
        return copy.left >= Double(perMinute - 1)
    }

    /// Undoes a `take` that was allowed.
    mutating func giveBack() { left = min(Double(perMinute), left + 1) }

    /// - Returns: `false` where it was done too often; nothing is taken then.
    mutating func take(at now: Instant) -> Bool {
        let passed = Double(max(0, now.milliseconds - asOf.milliseconds))
        left = min(Double(perMinute), left + passed * Double(perMinute) / 60_000)
        asOf = now
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
