import Proceedings

/// The house's pulse: four to a second.
struct Beat: Sendable {
    let number: Int

    static let pause = Duration.milliseconds(250)

    var isSecond: Bool { number % 4 == 0 }
    /// Whole seconds since the house opened.
    var second: Int { number / 4 }
    var isMinute: Bool { number % 240 == 0 }
}

/// When to try again what failed: pauses from a quarter of a second, doubling to ten.
struct Retry {
    private var pause: Int64 = 250  // milliseconds
    private var next = Instant(milliseconds: 0)

    /// - Returns: `false` while the pause lasts. Each `true` doubles the next pause.
    mutating func mayTry(at now: Instant) -> Bool {
        // A clock set back does not put it off.
        guard now >= next || now.advanced(byMilliseconds: 10_000) < next else { return false }
        next = now.advanced(byMilliseconds: pause)
        pause = min(pause * 2, 10_000)
        return true
    }
}
