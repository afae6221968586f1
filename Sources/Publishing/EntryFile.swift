import Foundation
package import Proceedings

/// A publication of entries (`.jsonl`) read back, so that anyone can verify it offline.
package struct EntryFile: Hashable, Sendable {
    package let record: RecordID
    /// In the order of the file; bytes exactly as sealed.
    package let sealed: [SealedEntry]
    /// The signed note; `nil` where the record had none yet.
    package let checkpoint: String?
    /// As the publication gives it: compare it with the key known from elsewhere.
    package let verifierKey: String?

    package init(_ bytes: [UInt8]) throws(EntryFileError) {
        let lines = bytes.split(separator: 0x0A)
        guard let first = lines.first, let last = lines.last, lines.count >= 2 else { throw .notEntries(lineNumber: 1) }
        let head: Head = try Self.read(first, lineNumber: 1)
        guard head.format == "openfloor-entries/1" else { throw .notEntries(lineNumber: 1) }
        let foot: Foot = try Self.read(last, lineNumber: lines.count)
        var sealed: [SealedEntry] = []
        for (place, line) in lines.enumerated().dropFirst().dropLast() {
            let row: Row = try Self.read(line, lineNumber: place + 1)
            guard let entry = row.entry else { throw .notEntries(lineNumber: place + 1) }
            sealed.append(entry)
        }
        record = RecordID(head.record)
        self.sealed = sealed
        checkpoint = foot.checkpoint
        verifierKey = head.verifierKey
    }

    private static func read<Shape: Decodable>(
        _ line: ArraySlice<UInt8>, lineNumber: Int
    ) throws(EntryFileError) -> Shape {
        do {
            return try JSONDecoder().decode(Shape.self, from: Data(line))
        } catch {
            throw .notEntries(lineNumber: lineNumber)
        }
    }

    private struct Head: Decodable {
        let format: String
        let record: String
        let verifierKey: String?
    }

    private struct Foot: Decodable {
        let size: Int
        let checkpoint: String?
    }

    private struct Row: Decodable {
        let position: Int
        let header: String?
        let header64: Data?
        let salt: Data?
        let body: String?
        let body64: Data?

        var entry: SealedEntry? {
            guard let header = header.map({ Array($0.utf8) }) ?? header64.map(Array.init) else { return nil }
            return SealedEntry(
                position: Position(position), header: header, salt: salt.map(Array.init),
                body: body.map { Array($0.utf8) } ?? body64.map(Array.init))
        }
    }
}

package enum EntryFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case notEntries(lineNumber: Int)

    package var description: String {
        switch self {
        case .notEntries(let number):
            "line \(number) is not what a publication of entries has there; this copy is damaged or altered: fetch the file again"
        }
    }
}
