import Crypto
package import Proceedings

/// A record with everything of it in one archive: a BagIt 1.0 bag (RFC 8493) with SHA-256 manifests and, beside what
/// BagIt asks for, one signature over all of it.
///
/// The same record gives the same bytes: its dates are those of the record.
package struct Bag: Sendable {
    /// The folder all of it is in, and its file's name before the dot.
    package let name: String
    /// All but the signature, in the order of the archive, by their names within the bag.
    package let items: [Item]
    /// To be signed, as the text of a signed note.
    package let statement: String
    /// Printed with what is made here.
    package let at: Instant

    package struct Item: Sendable {
        package let name: String
        package let content: Content
        /// SHA-256, 64 hexadecimal digits.
        package let digest: String
        /// Bytes.
        package let size: Int

        package init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            content = .bytes(bytes)
            digest = SHA256.hash(data: bytes).hex
            size = bytes.count
        }

        /// A file that is kept elsewhere until the archive goes out.
        ///
        /// - Parameter name: Below `data/`.
        package init(kept name: String, digest: String, size: Int, crc: UInt32, at instant: Instant) {
            self.name = "data/" + name
            content = .kept(crc: crc, at: instant)
            self.digest = digest
            self.size = size
        }
    }

    package enum Content: Sendable {
        case bytes([UInt8])
        case kept(crc: UInt32, at: Instant)
    }

    static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    package static let manifest = "manifest-sha256.txt"
    package static let tagManifest = "tagmanifest-sha256.txt"
    package static let signature = "tagmanifest-sha256.sig"

    /// - Parameters:
    ///   - payload: Named below `data/`, each once.
    ///   - origin: The record's, `HOST/RECORD-ID`.
    ///   - about: Labels and values of `bag-info.txt`; the size of the payload is added.
    init(name: String, payload: [Item], origin: String, about: [(String, String)], at instant: Instant) {
        self.name = name
        at = instant
        let payload = payload.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let sum = payload.reduce(0) { $0 + $1.size }
        let info = (about + [("Payload-Oxum", "\(sum).\(payload.count)")])
            .map { "\($0.0): \(Self.oneLine($0.1))\n" }.joined()
        let tags = [
            Item("bagit.txt", Array(Self.declaration.utf8)), Item("bag-info.txt", Array(info.utf8)),
            Item(Self.manifest, Self.sums(of: payload)),
        ]
        let tagManifest = Item(Self.tagManifest, Self.sums(of: tags))
        items = tags + [tagManifest] + payload
        statement = Self.statement(of: tagManifest.digest, origin: origin)
    }

    /// Says nothing else, and can be taken for no checkpoint: its second line is no number.
    package static func statement(of tagManifest: String, origin: String) -> String {
        "openfloor-bag/1\n\(origin)\nsha256 \(tagManifest)\n"
    }

    /// As a manifest has it: what would break its lines is percent-encoded (RFC 8493, 2.1.3).
    static func escaped(_ name: String) -> String {
        name.replacing("%", with: "%25").replacing("\n", with: "%0A").replacing("\r", with: "%0D")
    }

    private static func sums(of items: [Item]) -> [UInt8] {
        Array(items.map { "\($0.digest)  \(escaped($0.name))\n" }.joined().utf8)
    }

    private static func oneLine(_ words: String) -> String {
        let plain = words.unicodeScalars.map { $0.isPrintable && $0 != "\n" && $0 != "\t" ? $0 : " " }
        return String(String.UnicodeScalarView(plain)).split(separator: " ").joined(separator: " ")
    }
}
