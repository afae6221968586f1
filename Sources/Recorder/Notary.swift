import Crypto
import Foundation
import Proceedings

/// What signed notes say, for who has them from elsewhere.
package enum Notary {
    /// A tree as a checkpoint states it.
    package struct Statement: Hashable, Sendable {
        package let origin: String
        package let size: Int
        /// 32 bytes.
        package let root: [UInt8]
    }

    /// - Parameter note: Others may have cosigned it.
    /// - Returns: What a checkpoint states; `nil` unless it is one, signed by the key under the tree's own name.
    package static func statement(of note: String, by key: VerifierKey) -> Statement? {
        guard let note = SignedNote(note), let head = TreeHead(note.text), head.origin == key.name,
            note.isSigned(by: key)
        else { return nil }
        return Statement(origin: head.origin, size: head.size, root: head.root)
    }

    /// Whether a note is this very text, signed by the key.
    package static func isSigned(_ note: String, saying text: String, by key: VerifierKey) -> Bool {
        guard let note = SignedNote(note), note.text == text else { return false }
        return note.isSigned(by: key)
    }

    /// Whether a tree goes on from an earlier one (RFC 9162 §2.1.4.2); any tree does from an empty one.
    package static func isConsistent(
        _ former: (size: Int, root: [UInt8]), with later: (size: Int, root: [UInt8]), by path: [[UInt8]]
    ) -> Bool {
        former.size == 0
            ? path.isEmpty : MerkleTree.isConsistent(former, with: later, by: path)
    }
}

/// Signs checkpoints it has seen go on from one another (C2SP tlog-cosignature, `cosignature/v1`).
package struct Cosigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    package let name: String
    private static let algorithm: UInt8 = 0x04

    /// A key of its own, from the system's random source.
    ///
    /// - Returns: `nil` where the name may not stand in a signed note.
    package init?(name: String) {
        guard VerifierKey.isName(name) else { return nil }
        self.name = name
        key = Curve25519.Signing.PrivateKey()
    }

    /// - Parameter secret: As `secret` gives it.
    package init?(secret: String) {
        let parts = secret.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", VerifierKey.isName(parts[2]),
            let bytes = Base64.bytes(Array(parts[4].utf8)[...]), bytes.count == 33, bytes[0] == Self.algorithm
        else { return nil }
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst())
        } catch {
            return nil
        }
        name = parts[2]
        guard id.hex == parts[3] else { return nil }
    }

    /// For the file it is kept in: `PRIVATE+KEY+name+hash+base64`.
    package var secret: String {
        let bytes = [Self.algorithm] + Array(key.rawRepresentation)
        return "PRIVATE+KEY+\(name)+\(id.hex)+\(Data(bytes).base64EncodedString())"
    }

    /// For who relies on it: `name+hash+base64`.
    package var verifierLine: String {
        "\(name)+\(id.hex)+\(Data([Self.algorithm] + publicKey).base64EncodedString())"
    }

    /// The note with the cosignature as its last line.
    ///
    /// - Parameters:
    ///   - note: A checkpoint that was checked.
    ///   - seconds: Now, since 1970.
    /// - Returns: `nil` unless it is a signed note.
    package func cosigned(_ note: String, at seconds: UInt64) throws -> String? {
        guard let known = SignedNote(note) else { return nil }
        let signature = try key.signature(for: Data("cosignature/v1\ntime \(seconds)\n\(known.text)".utf8))
        let stamp = (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> (8 * $0)) }
        let own = SignedNote.Signature(name: name, keyID: id, bytes: stamp + Array(signature))
        return SignedNote(text: known.text, signatures: known.signatures.filter { $0.name != name } + [own]).encoded
    }

    private var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    private var id: [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.algorithm] + publicKey).prefix(4))
    }
}
