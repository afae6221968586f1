/// Names a record for ever: 1...64 lower-case letters, digits and hyphens. Random, or made of what the record was made
/// of where making it twice must give one. Never shown as an address; that is the slug.
package struct RecordID: Hashable, Sendable, Codable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// An entry as stored and hashed: the bytes a verifier needs, never re-encoded.
package struct SealedEntry: Hashable, Sendable {
    package let position: Position
    /// The Merkle leaf: canonical JSON of meeting, position, time, kind and commitment.
    package let header: [UInt8]
    /// 32 bytes; `nil` where the body is withheld or erased.
    package let salt: [UInt8]?
    /// The line as JSON; `SHA-256(salt ‖ body)` is the header's commitment.
    package let body: [UInt8]?

    package init(position: Position, header: [UInt8], salt: [UInt8]?, body: [UInt8]?) {
        self.position = position
        self.header = header
        self.salt = salt
        self.body = body
    }
}

/// The signed statement that a record had `size` entries whose tree has this root (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    package let size: Int
    /// The signed note, text and signature lines, as published.
    package let note: String

    package init(size: Int, note: String) {
        self.size = size
        self.note = note
    }
}
