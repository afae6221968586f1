import Crypto
import Proceedings

/// Fresh names that cannot be guessed, from the system's random source.
package enum Secret {
    /// Crockford's base 32, lower case: no letter that is mistaken for a digit.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    static let length = 26

    /// 26 characters, 130 random bits: more than W3C's TAG asks of a capability URL (RFC 4086's 120).
    static func make() -> String {
        String((0..<length).map { _ in alphabet[Int.random(in: 0..<32)] })
    }

    /// The same for the same code, of which each byte gives a letter.
    static func make(of code: HMAC<SHA256>.MAC) -> String {
        String(code.prefix(length).map { alphabet[Int($0 & 31)] })
    }

    /// Whether `make` could have made it.
    static func isShaped(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.allSatisfy { alphabet.contains($0) }
    }

    static func recordID() -> RecordID { RecordID(make()) }

    /// The same for the same form. Record ids are public, and whoever founds a record gets links to it, so this way
    /// cannot be gone backwards.
    static func recordID(ofForm id: String) -> RecordID {
        RecordID(digest(of: id).prefix(16).hex)
    }

    /// Six digits, the first not 0, so that it can be typed as a number.
    static func joinCode() -> String { String(Int.random(in: 100_000...999_999)) }

    /// What is stored of a secret.
    package static func digest(of secret: String) -> [UInt8] {
        [UInt8](SHA256.hash(data: Array(secret.utf8)))
    }

    /// A participant's id in one record, the same whenever the same grant is shown there.
    static func participant(of digest: [UInt8], in record: RecordID) -> Participant.ID {
        let code = HMAC<SHA256>.authenticationCode(for: Array(record.text.utf8), using: SymmetricKey(data: digest))
        return Participant.ID(code.prefix(16).hex)
    }
}
