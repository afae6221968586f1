import Proceedings

/// Holds guessing of join codes to ten wrong ones a minute from one address prefix: a code opens only what a public
/// link opens, but nobody should find meetings by trying.
actor JoinDesk {
    private var wrong: [String: Pace] = [:]

    private static let guesses = 10
    private static let prefixes = 10_000

    /// - Returns: `false` where this prefix has guessed wrong too often; it may try again in a minute.
    func mayTry(_ address: String, at now: Instant) -> Bool {
        var pace = wrong[Self.prefix(of: address)] ?? Pace(perMinute: Self.guesses, at: now)
        return pace.take(at: now)
    }

    func wasWrong(_ address: String, at now: Instant) {
        if wrong.count >= Self.prefixes { wrong = wrong.filter { !$0.value.isRested(at: now) } }
        _ = wrong[Self.prefix(of: address), default: Pace(perMinute: Self.guesses, at: now)].take(at: now)
    }

    /// IPv4 /24, IPv6 /64: who holds one address of these may hold them all.
    private static func prefix(of address: String) -> String {
        if address.contains(":") {
            return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
        }
        return address.split(separator: ".").prefix(3).joined(separator: ".")
    }
}
