import Foundation
package import Proceedings

/// A publication of entries (`.jsonl`) read back, so that anyone can verify it offline.
package struct EntryFile: Hashable, Sendable {
    package let head: Head
    /// In the order of the file; bytes exactly as sealed.
    package let sealed: [SealedEntry]
    package let foot: Foot

    package var record: RecordID { RecordID(head.record) }
    /// The signed note; `nil` where the record had none yet.
    package var checkpoint: String? { foot.checkpoint }
    /// As the publication gives it: compare it with the key known from elsewhere.
    package var verifierKey: String? { head.verifierKey }

    /// The first line: which record this is.
    package struct Head: Hashable, Sendable, Decodable {
        let format: String
        package let record: String
        package let origin, address, verifierKey, site: String?
        package let edition: String?
        /// "organiser" where nothing that is kept was left out.
        package let copy: String?
        /// How many supported a question, by its number.
        package let support: [String: Int]?
    }

    /// The last line: how far it goes.
    package struct Foot: Hashable, Sendable, Decodable {
        package let size: Int
        package let checkpoint: String?
    }

    package init(_ bytes: [UInt8]) throws(EntryFileError) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 3 else { throw lines.count < 2 ? .notEntries(lineNumber: 1) : .cutShort(lineNumber: 2) }
        head = try Self.head(lines[0])
        guard lines[lines.count - 1].isEmpty else { throw .cutShort(lineNumber: lines.count) }
        foot = try Self.foot(lines[lines.count - 2], lineNumber: lines.count - 1)
        var sealed: [SealedEntry] = []
        sealed.reserveCapacity(lines.count)
        for place in 1..<(lines.count - 2) { sealed.append(try Self.row(lines[place], lineNumber: place + 1)) }
        self.sealed = sealed
    }

    /// Whether a file begins as one of these does.
    package static func isOne(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array(#"{"format":"openfloor-entries/"#.utf8))
    }

    /// - Parameter line: The file's first.
    package static func head(_ line: ArraySlice<UInt8>) throws(EntryFileError) -> Head {
        let head: Head
        do { head = try JSONDecoder().decode(Head.self, from: Data(line)) } catch { throw .notEntries(lineNumber: 1) }
        guard head.format == "openfloor-entries/1" else { throw .notEntries(lineNumber: 1) }
        return head
    }

    /// - Parameter line: The file's last.
    package static func foot(_ line: ArraySlice<UInt8>, lineNumber: Int) throws(EntryFileError) -> Foot {
        do {
            return try JSONDecoder().decode(Foot.self, from: Data(line))
        } catch {
            throw .cutShort(lineNumber: lineNumber)
        }
    }

    /// - Parameter line: One between the two.
    package static func row(_ line: ArraySlice<UInt8>, lineNumber: Int) throws(EntryFileError) -> SealedEntry {
        do throws(JSONScanner.Fault) {
            var row = Row()
            var scanner = JSONScanner(line)
            try scanner.members { key, value throws(JSONScanner.Fault) in try row.take(key, &value) }
            try scanner.end()
            guard let entry = row.entry else { throw JSONScanner.Fault(offset: 0) }
            return entry
        } catch {
            throw .notEntries(lineNumber: lineNumber)
        }
    }

    private struct Row {
        private var position: Int?
        private var header, salt, body: [UInt8]?

        var entry: SealedEntry? {
            guard let position, position > 0, let header else { return nil }
            return SealedEntry(position: Position(position), header: header, salt: salt, body: body)
        }

        /// Each member once, and no others: a changed key must not go unseen.
        mutating func take(_ key: ArraySlice<UInt8>, _ value: inout JSONScanner) throws(JSONScanner.Fault) {
            if position == nil, key.elementsEqual("position".utf8) {
                position = try value.integer()
            } else if header == nil, key.elementsEqual("header".utf8) {
                header = try value.string()
            } else if salt == nil, key.elementsEqual("salt".utf8) {
                salt = try Self.decoded(&value)
            } else if body == nil, key.elementsEqual("body".utf8) {
                body = try value.string()
            } else if header == nil, key.elementsEqual("header64".utf8) {
                header = try Self.decoded(&value)
            } else if body == nil, key.elementsEqual("body64".utf8) {
                body = try Self.decoded(&value)
            } else {
                throw JSONScanner.Fault(offset: 0)
            }
        }

        private static func decoded(_ value: inout JSONScanner) throws(JSONScanner.Fault) -> [UInt8] {
            guard let bytes = Base64.bytes(try value.string()[...]) else { throw JSONScanner.Fault(offset: 0) }
            return bytes
        }
    }
}

package enum EntryFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case notEntries(lineNumber: Int)
    /// The file ends here, without its last line.
    case cutShort(lineNumber: Int)
    case unsigned

    package var description: String {
        switch self {
        case .notEntries(let number):
            "line \(number) is not what a publication of entries has there; this copy is damaged or altered: fetch the file again"
        case .unsigned: "the file holds no checkpoint; only the record of a closed meeting can be verified"
        case .cutShort(let number):
            "the file ends at line \(number), and that is not the last one, which holds the checkpoint: it was cut short "
                + "or altered; fetch the file again"
        }
    }
}
