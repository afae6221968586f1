/// A moment on the server's clock. A client's clock is never recorded.
package struct Instant: Hashable, Sendable, Comparable {
    /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package func advanced(byMilliseconds step: Int64) -> Instant {
        Instant(milliseconds: milliseconds + step)
    }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
