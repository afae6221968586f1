import Glibc
import Proceedings

/// Holds guessing of join codes to ten wrong ones a minute from one address prefix: a code opens only what a public
/// link opens, but nobody should find meetings by trying.
actor JoinDesk {
    /// By prefix. Those without a wrong guess in the last six seconds go where there are too many.
    private var paces: [String: Pace] = [:]

    private static let guesses = 10
    /// Seconds until there is one guess more.
    static let patience = 60 / guesses
    private static let prefixes = 10_000

    /// Counts the guess before it is known to be wrong: many may come at once.
    ///
    /// - Returns: `false` where this prefix has guessed wrong too often; it may try again in a minute.
    func mayTry(_ address: String, at now: Instant) -> Bool {
        if paces.count >= Self.prefixes { paces = paces.filter { !$0.value.isRested(at: now) } }
        return paces[Self.prefix(of: address), default: Pace(perMinute: Self.guesses, at: now)].take(at: now)
    }

    /// A right guess counts for nothing: a whole department may share a prefix.
    func wasRight(_ address: String) {
        paces[Self.prefix(of: address)]?.giveBack()
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
