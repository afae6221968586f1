import Glibc
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
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else {
            return address.split(separator: ".").prefix(3).joined(separator: ".")
        }
        let isIPv4 = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
        return isIPv4 ? bytes[12...14].map(String.init).joined(separator: ".") : bytes.prefix(8).hex
    }
}
