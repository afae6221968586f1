import Glibc

/// An IP address; one of IPv4 is kept as IPv6 writes it, `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Parameter bytes: Sixteen, the most significant first.
    init(_ bytes: UnsafePointer<UInt8>) {
        func word(at start: Int) -> UInt64 {
            (start..<start + 8).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        }
        self.init(high: word(at: 0), low: word(at: 8))
    }

    /// - Parameter text: Without port, brackets or zone.
    package init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }  // C would not see what stands after it
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(bytes)
        } else if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + bytes.prefix(4))
        } else {
            return nil
        }
    }

    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Who holds one address of these may hold them all: an IPv4 address by itself, an IPv6 /64.
    var household: IPAddress { isIPv4 ? self : IPAddress(high: high, low: 0) }

    /// Whom one wrong guess is held against: IPv4 /24, IPv6 /56, which is what a site is commonly given (RFC 6177).
    package var neighbourhood: IPAddress {
        isIPv4 ? IPAddress(high: high, low: low & ~0xFF) : IPAddress(high: high & ~0xFF, low: 0)
    }

    package var description: String {
        if isIPv4 { return (0..<4).map { String(low >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".") }
        var bytes = (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * ($0 % 8))) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            guard let start = inet_ntop(AF_INET6, &bytes, text.baseAddress, socklen_t(text.count)) else { return "" }
            return String(cString: start)
        }
    }
}

/// Addresses that begin alike: `192.0.2.0/24`, `2001:db8::/32`, or one alone.
package struct Subnet: Hashable, Sendable {
    private let base: IPAddress
    /// Of 128.
    private let length: Int

    /// - Returns: `nil` where it is none, or has bits after its length.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let base = IPAddress(parts[0]) else { return nil }
        let isShort = !parts[0].contains(":")
        var length = 128
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...(isShort ? 32 : 128)).contains(given) else { return nil }
            length = isShort ? given + 96 : given
        }
        self.base = base
        self.length = length
        guard Self.beginning(of: base, length) == base else { return nil }
    }

    package func contains(_ address: IPAddress) -> Bool { Self.beginning(of: address, length) == base }

    private static func beginning(of address: IPAddress, _ length: Int) -> IPAddress {
        IPAddress(
            high: address.high & ~(UInt64.max >> UInt64(min(length, 64))),
            low: address.low & ~(UInt64.max >> UInt64(max(length - 64, 0))))
    }
}
