import Proceedings
import Transport

/// One WebSocket or event stream in a meeting.
struct Seat {
    let sitting: Sitting
    let participant: Participant
}

/// How many commands a participant may still give: so many a minute, and no more than that at once.
struct Pace {
    private let perMinute: Int
    private var left: Double
    private var asOf: Instant

    init(perMinute: Int, at now: Instant) {
        self.perMinute = perMinute
        left = Double(perMinute)
        asOf = now
    }

    /// As much is left as at first: nothing is known of this participant that must be kept.
    func isRested(at now: Instant) -> Bool {
        var copy = self
        _ = copy.take(at: now)
        return copy.left >= Double(perMinute - 1)
    }

    /// - Returns: `false` where the participant has been too fast.
    mutating func take(at now: Instant) -> Bool {
        let passed = Double(max(0, now.milliseconds - asOf.milliseconds))
        left = min(Double(perMinute), left + passed * Double(perMinute) / 60_000)
        asOf = now
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
