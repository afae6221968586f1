/// A moment on the server's clock. A client's clock is never recorded.
package struct Instant: Hashable, Sendable, Comparable {
    /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let milliseconds: Int64

    /// The years 1 to 9999: no calendar prints others well, and between any two of these there is a time.
    package static let printable =
        Instant(milliseconds: -62_135_596_800_000)...Instant(milliseconds: 253_402_300_799_999)

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package func advanced(byMilliseconds step: Int64) -> Instant {
        Instant(milliseconds: milliseconds + step)
    }

    /// When what follows `entry` in its record is accepted at this time of the wall clock: times in a record never go
    /// back, whatever that clock does.
    package func following(_ entry: Entry?) -> Instant { entry.map { max(self, $0.acceptedAt) } ?? self }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }
}

extension Instant: Codable {
    /// - Throws: Where it is not `printable`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        milliseconds = try container.decode(Int64.self)
        guard Self.printable.contains(self) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no year from 1 to 9999 has it")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
