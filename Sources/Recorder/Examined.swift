package import Proceedings

/// What an entry says by itself: all of a check that needs no other entry, so that many are examined at once.
package struct Examined: Hashable, Sendable {
    package let position: Position
    /// Of the tree; 32 bytes.
    let leaf: [UInt8]
    let record: RecordID?
    let headerFault: Fault.Kind?
    let wordsFault: Fault.Kind?
    let hasWords: Bool

    package init(_ sealed: SealedEntry) {
        position = sealed.position
        leaf = MerkleTree.leaf(sealed.header)
        hasWords = sealed.body != nil
        let header = EntryHeader(sealed.header)
        record = header?.meeting
        headerFault = header == nil ? .headerDamaged : header?.position == sealed.position ? nil : .gap
        wordsFault = header.flatMap { Self.wordsFault(of: sealed, $0) }
    }

    /// The tiles of the lowest level, as a tree of these entries has them: 256 hashes each, the last fewer.
    package static func tiles(of entries: [SealedEntry]) -> [[UInt8]] {
        stride(from: 0, to: entries.count, by: 256).map { start in
            entries[start..<min(start + 256, entries.count)].flatMap { MerkleTree.leaf($0.header) }
        }
    }

    /// In the order given; in parts side by side.
    static func each(of entries: [SealedEntry]) async -> [Examined] {
        let parts = stride(from: 0, to: entries.count, by: 1_000).map { entries[$0..<min($0 + 1_000, entries.count)] }
        return await withTaskGroup(of: (Int, [Examined]).self) { group in
            for (place, part) in parts.enumerated() { group.addTask { (place, part.map { Examined($0) }) } }
            var examined = [[Examined]](repeating: [], count: parts.count)
            for await (place, part) in group { examined[place] = part }
            return examined.flatMap(\.self)
        }
    }

    private static func wordsFault(of sealed: SealedEntry, _ header: EntryHeader) -> Fault.Kind? {
        guard sealed.salt != nil || sealed.body != nil else { return nil }
        guard let salt = sealed.salt, let body = sealed.body, Sealer.commitment(salt, body) == header.commitment else {
            return .wordsChanged
        }
        if let sketch = LineSketch(body) { return sketch.kind == header.kind ? nil : .kindChanged }
        do {
            let line = try Sealer().line(of: sealed)
            return line.flatMap { $0.audience == .everyone ? $0.kind : nil } == header.kind ? nil : .kindChanged
        } catch {
            return .wordsChanged  // committed to, but no line: written by something else
        }
    }
}

/// The kind of a line as its header may tell it, read without the rest.
private struct LineSketch {
    /// `nil` where not everyone may read the line.
    let kind: Line.Kind?

    /// - Returns: `nil` where the bytes are not such as this house writes a line; they may be one all the same.
    init?(_ body: [UInt8]) {
        var found: Line.Kind?
        var isForEveryone = true
        var scanner = JSONScanner(body[...])
        do throws(JSONScanner.Fault) {
            try scanner.members { key, value throws(JSONScanner.Fault) in
                if key.elementsEqual("kind".utf8) {
                    found = Line.Kind(rawValue: String(decoding: try value.string(), as: UTF8.self))
                } else if key.elementsEqual("audience".utf8) {
                    isForEveryone = try value.string().elementsEqual("everyone".utf8)
                } else {
                    try value.skip()
                }
            }
            try scanner.end()
        } catch {
            return nil
        }
        guard let found else { return nil }
        kind = isForEveryone ? found : nil
    }
}
