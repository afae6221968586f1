import Foundation

/// A text and who signed it (C2SP signed-note).
struct SignedNote: Hashable, Sendable {
    /// Ends with a newline; the newline is signed too.
    let text: String
    let signatures: [Signature]

    struct Signature: Hashable, Sendable {
        let name: String
        /// 4 bytes.
        let keyID: [UInt8]
        let bytes: [UInt8]
    }

    /// What is published: text, an empty line, a line for each signature.
    var encoded: String {
        text + "\n"
            + signatures.map { signature in
                "\(Self.dash)\(signature.name) \(Data(signature.keyID + signature.bytes).base64EncodedString())\n"
            }.joined()
    }

    init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// - Returns: `nil` unless well formed, with 1...100 signatures.
    init?(_ encoded: String) {
        let isPlain = encoded.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }
        guard isPlain, encoded.utf8.last == 0x0A,
            let gap = encoded.range(of: "\n\n", options: [.backwards, .literal])
        else { return nil }
        let lines = encoded[gap.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let signatures = lines.compactMap { Self.signature(String($0)) }
        guard (1...100).contains(lines.count), signatures.count == lines.count else { return nil }
        self.init(text: String(encoded[..<gap.lowerBound]) + "\n", signatures: signatures)
    }

    /// The first signature under this name and key id decides, as in Go's `note.Open`.
    func isSigned(by key: VerifierKey) -> Bool {
        let own = signatures.first { $0.name.utf8.elementsEqual(key.name.utf8) && $0.keyID == key.id }
        return own.map { key.accepts($0.bytes, of: Array(text.utf8)) } ?? false
    }

    private static func signature(_ line: String) -> Signature? {
        guard line.hasPrefix(dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, VerifierKey.isName(parts[0]), let bytes = Data(base64Encoded: parts[1]),
            bytes.count > 4, bytes.base64EncodedString() == parts[1]
        else { return nil }
        return Signature(name: parts[0], keyID: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }

    private static let dash = "\u{2014} "
}
