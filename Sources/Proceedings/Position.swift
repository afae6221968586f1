/// Where an entry stands in its record: 1, 2, 3 … without a gap. Also the token a reader resumes from.
package struct Position: Hashable, Sendable, Comparable {
    /// 0 is the start, before the first entry; entries count from 1.
    package let number: Int

    package static let start = Position(0)

    package init(_ number: Int) {
        self.number = number
    }

    package var next: Position { Position(number + 1) }

    package static func < (one: Position, other: Position) -> Bool { one.number < other.number }
}

extension Position: Codable {
    /// - Throws: Where it is before the start.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        number = try container.decode(Int.self)
        guard number >= 0 else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a position is not negative")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
