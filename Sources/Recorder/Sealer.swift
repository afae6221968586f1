import Crypto
import Foundation
import Proceedings

/// Turns entries into the bytes that are hashed and stored, and back.
struct Sealer {
    private let encoder: JSONEncoder
    private let decoder = JSONDecoder()

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// A fresh salt from the system's random source for each entry.
    func seal(_ entry: Entry, _ line: Line, in record: RecordID) throws -> SealedEntry {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<4).flatMap { _ in
            let word: UInt64 = random.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        let body = [UInt8](try encoder.encode(line))
        let header = EntryHeader(
            meeting: record, position: entry.position, time: entry.acceptedAt,
            kind: line.audience == .everyone ? line.kind : nil, commitment: Self.commitment(salt, body))
        return SealedEntry(position: entry.position, header: header.bytes, salt: salt, body: body)
    }

    /// - Returns: `withheld` where the body is gone and the header does not tell its kind.
    func open(_ sealed: SealedEntry) throws -> Entry {
        guard let header = EntryHeader(sealed.header) else {
            throw Reason("the header at position \(sealed.position.number) is damaged")
        }
        let content: Entry.Content =
            if let line = try line(of: sealed) { .present(line) } else { header.kind.map { .erased($0) } ?? .withheld }
        return Entry(position: sealed.position, acceptedAt: header.time, content: content)
    }

    /// - Returns: `nil` where the body is withheld or erased.
    func line(of sealed: SealedEntry) throws -> Line? {
        try sealed.body.map { try decoder.decode(Line.self, from: Data($0)) }
    }

    static func commitment(_ salt: [UInt8], _ body: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: salt + body))
    }
}
