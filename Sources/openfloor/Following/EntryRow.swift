import Foundation
import Proceedings

/// An entry as a server sends it.
struct EntryRow: Decodable {
    let position: Position
    let at: Instant
    /// `nil` where its words are gone, or a newer server says what this program does not know.
    let line: Line?
    let kind: Line.Kind?

    private enum Key: String, CodingKey { case position, at, line, kind }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        position = try container.decode(Position.self, forKey: .position)
        at = try container.decode(Instant.self, forKey: .at)
        (line, kind) = Self.content(of: container)
    }

    private static func content(of container: KeyedDecodingContainer<Key>) -> (Line?, Line.Kind?) {
        do {
            let line = try container.decodeIfPresent(Line.self, forKey: .line)
            return (line, try line?.kind ?? container.decodeIfPresent(Line.Kind.self, forKey: .kind))
        } catch {
            return (nil, nil)
        }
    }
}

/// Entries after a position, and the epoch they are of.
struct EntryBatch: Decodable {
    let epoch: String
    /// The newest of the record.
    let last: Position
    let entries: [EntryRow]

    /// The entries of an answer, each on a line of its own, in order.
    static func jsonLines(in answer: [UInt8]) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any]
        return try (object?["entries"] as? [Any] ?? []).map { entry in
            let text = try JSONSerialization.data(
                withJSONObject: entry, options: [.sortedKeys, .withoutEscapingSlashes])
            return Terminal.escaped(String(decoding: text, as: UTF8.self))
        }
    }
}
