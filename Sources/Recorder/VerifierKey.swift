import Crypto
import Foundation
import Proceedings

/// A public key and the name it signs under, as in C2SP signed-note: `name+hash+base64`.
package struct VerifierKey: Hashable, Sendable {
    package let name: String
    /// Ed25519, 32 bytes.
    let publicKey: [UInt8]

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// - Returns: `nil` unless the line is well formed, the key Ed25519 and its hash right.
    package init?(_ line: String) {
        let parts = line.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, Self.isName(parts[0]), let bytes = Data(base64Encoded: parts[2]),
            bytes.count == 33, bytes.first == Self.ed25519, bytes.base64EncodedString() == parts[2]
        else { return nil }
        self.init(name: parts[0], publicKey: Array(bytes.dropFirst()))
        guard parts[1] == hexID else { return nil }
    }

    /// The line to publish.
    package var line: String {
        "\(name)+\(hexID)+\(Data([Self.ed25519] + publicKey).base64EncodedString())"
    }

    /// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)[:4].
    var id: [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.ed25519] + publicKey).prefix(4))
    }

    func accepts(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        do {
            return try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
                .isValidSignature(signature, for: text)
        } catch {
            return false  // not a point of the curve: it signed nothing
        }
    }

    /// Not empty, neither blanks, control characters nor plus.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            }
    }

    private var hexID: String { id.hex }

    private static let ed25519: UInt8 = 0x01
}
