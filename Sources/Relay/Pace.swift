/// How often somebody may still do something: so many times a minute, and no more than that at once.
struct Pace {
    private let perMinute: Int
    private var left: Double
    private var asOf: Moment

    init(perMinute: Int, at now: Moment) {
        self.perMinute = perMinute
        left = Double(perMinute)
        asOf = now
    }

    /// As much is left as at first: nothing is known that must be kept.
    func isRested(at now: Moment) -> Bool {
        var copy = self
        _ = copy.take(at: now)
        return copy.left >= Double(perMinute - 1)
    }

    /// Undoes a `take` that was allowed.
    mutating func giveBack() { left = min(Double(perMinute), left + 1) }

    /// - Returns: `false` where it was done too often; nothing is taken then.
    mutating func take(at now: Moment) -> Bool {
        left = min(Double(perMinute), left + (now - asOf) / .seconds(60) * Double(perMinute))
        asOf = now
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
