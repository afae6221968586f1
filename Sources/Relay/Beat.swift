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
    private var pause = Duration.milliseconds(250)
    private var next: Moment?

    private static let longest = Duration.seconds(10)

    /// - Returns: `false` while the pause lasts. Each `true` doubles the next pause.
    mutating func mayTry(at now: Moment) -> Bool {
        if let next, now < next { return false }
        next = now + pause
        pause = min(pause * 2, Self.longest)
        return true
    }
}
