import Crypto
import Proceedings

/// A bag read back, complete and with every byte as its manifests have it (RFC 8493, 3: complete and valid).
///
/// What it says of itself: who signed its statement is for the caller to check.
package struct PackedBag: Sendable {
    /// By their names in the bag.
    package let files: [String: [UInt8]]
    /// What a signature of it is over; `nil` where `bag-info.txt` names no record.
    package let statement: String?
    /// The signed note beside the manifests.
    package let signature: String?
    /// The line of the key that should have signed it, as the bag says.
    package let signer: String?

    /// - Parameter files: By their paths; all in one folder, or the bag's own at the top.
    package init(_ files: [String: [UInt8]]) throws(BagError) {
        let files = try Self.inOneFolder(files)
        guard files["bagit.txt"] == Array(Bag.declaration.utf8) else { throw .noBag }
        let payload = Set(files.keys.filter { $0.hasPrefix("data/") })
        let listed = try Self.check(Bag.manifest, of: files)
        guard listed.isSubset(of: payload) else { throw .malformed(Bag.manifest, line: 1) }
        if let name = payload.subtracting(listed).min() { throw .unlisted(name) }
        let tags = try Self.check(Bag.tagManifest, of: files)
        let known = tags.union([Bag.tagManifest, Bag.signature]).union(payload)
        if let name = Set(files.keys).subtracting(known).min() { throw .unlisted(name) }
        for name in ["bagit.txt", "bag-info.txt", Bag.manifest] where !tags.contains(name) { throw .unlisted(name) }
        let info = try Self.info(in: files)
        let found = "\(payload.reduce(0) { $0 + (files[$1]?.count ?? 0) }).\(payload.count)"
        if let said = info["Payload-Oxum"], said != found { throw .otherSize(said: said, found: found) }
        self.files = files
        statement = info["External-Identifier"].map {
            Bag.statement(of: SHA256.hash(data: files[Bag.tagManifest] ?? []).hex, origin: $0)
        }
        signer = info["Verifier-Key"]
        signature = files[Bag.signature].map { String(decoding: $0, as: UTF8.self) }
    }

    /// A bag in an archive, packed as this house packs: of one that only looks so a byte was changed.
    package init(_ archive: ZipArchive) throws(BagError) {
        if let byte = archive.oddByte { throw .packed(byte: byte) }
        try self.init(Dictionary(uniqueKeysWithValues: archive.files.map { ($0.name, $0.bytes) }))
    }

    /// The entries, by the name of their file; a bag of this house has one.
    package var entries: (name: String, bytes: [UInt8])? {
        files.filter { $0.key.hasPrefix("data/") && !$0.key.dropFirst(5).contains("/") && $0.key.hasSuffix(".jsonl") }
            .min { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// By their names below `data/papers/`.
    package var papers: [String: [UInt8]] {
        let papers = files.filter { $0.key.hasPrefix("data/papers/") }
        return Dictionary(uniqueKeysWithValues: papers.map { (String($0.key.dropFirst(12)), $0.value) })
    }

    /// Whether files look like a bag at all.
    package static func isOne(_ names: some Sequence<String>) -> Bool {
        names.contains { $0 == "bagit.txt" || ($0.hasSuffix("/bagit.txt") && $0.count { $0 == "/" } == 1) }
    }

    private static func inOneFolder(_ files: [String: [UInt8]]) throws(BagError) -> [String: [UInt8]] {
        if files["bagit.txt"] != nil { return files }
        guard let first = files.keys.min(), let slash = first.firstIndex(of: "/") else { throw .noBag }
        let folder = first[...slash]
        if let other = files.keys.filter({ !$0.hasPrefix(folder) }).min() { throw .unlisted(other) }
        return Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(folder.count)), $0.value) })
    }

    /// - Returns: The names the manifest lists, all there and unchanged.
    private static func check(_ manifest: String, of files: [String: [UInt8]]) throws(BagError) -> Set<String> {
        var listed: Set<String> = []
        for (number, line) in try lines(of: manifest, in: files).enumerated() {
            let digest = line.prefix(64)
            let name = unescaped(line.dropFirst(66))
            guard line.dropFirst(64).hasPrefix("  "), digest.count == 64, !name.isEmpty,
                digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
                listed.insert(name).inserted
            else { throw .malformed(manifest, line: number + 1) }
            guard let bytes = files[name] else { throw .missing(name) }
            guard SHA256.hash(data: bytes).hex.utf8.elementsEqual(digest.utf8) else { throw .changed(name) }
        }
        return listed
    }

    /// Labels in any case are one; of several values the first is taken.
    private static func info(in files: [String: [UInt8]]) throws(BagError) -> [String: String] {
        var info: [String: String] = [:]
        for (number, line) in try lines(of: "bag-info.txt", in: files).enumerated() where line.first?.isSpace != true {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed("bag-info.txt", line: number + 1) }
            let label = String(line[..<colon])
            if info[label] == nil { info[label] = String(line[line.index(after: colon)...]).trimmingSpace }
        }
        return info
    }

    private static func lines(of name: String, in files: [String: [UInt8]]) throws(BagError) -> [Substring] {
        guard let bytes = files[name] else { throw .missing(name) }
        guard let text = String(validating: bytes, as: UTF8.self), text.utf8.last == 0x0A else {
            throw .malformed(name, line: bytes.count { $0 == 0x0A } + 1)
        }
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: true).map { Substring($0) }
    }

    private static func unescaped(_ name: Substring) -> String {
        String(name).replacing("%0A", with: "\n").replacing("%0D", with: "\r").replacing("%25", with: "%")
    }
}
