import Crypto
import HTTPTypes
import Proceedings
import Transport

/// The token by which a device is one participant: who holds it asked what it asked, and counts once. Nothing is stored
/// of it until it is used; a browser keeps it in a cookie no script can read, a program shows it as a bearer's secret.
struct DeviceCookie {
    let token: String

    private static let name = "openfloor-device"
    /// Told from a grant's secret by its first letter and length.
    private static let mark = "d"

    /// One that nobody has yet.
    init() { token = Self.mark + Secret.make() }

    /// The same for the same form, which a page made for one reader: sent twice it makes one device.
    init(ofForm id: String, by key: SymmetricKey) {
        token = Self.mark + Secret.make(of: HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: key))
    }

    init?(token: String) {
        guard token.hasPrefix(Self.mark), Secret.isShaped(token.dropFirst(Self.mark.count)) else { return nil }
        self.token = token
    }

    /// The one a browser or program shows.
    init?(in request: Request) {
        if let bearer = request.bearer {
            self.init(token: bearer)
        } else if let value = request.cookie(Self.name) {
            self.init(token: value)
        } else {
            return nil
        }
    }

    /// Whom it makes its holder in one meeting.
    func participant(in record: RecordID) -> Participant.ID {
        Secret.participant(of: Secret.digest(of: token), in: record)
    }

    func header(isSecure: Bool) -> String {
        "\(Self.name)=\(token); Path=/; Max-Age=\(GrantsCookie.lifetime); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}

extension Request {
    /// The secret of `Authorization: Bearer`; "" where another scheme is used.
    var bearer: String? {
        // RFC 9110 §11.1: the scheme's name is case-insensitive.
        headers[.authorization].map { $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : "" }
    }

    func cookie(_ name: String) -> String? {
        // libwebsockets joins repeated Cookie headers by blanks, browsers by "; ".
        let pairs = (headers[.cookie] ?? "").split(whereSeparator: { $0 == ";" || $0 == " " })
        let value = pairs.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
        // RFC 6265 §4.1.1: a value has no control characters, and none would be sent back as it came.
        return value.flatMap { $0.utf8.contains { $0 < 0x20 || $0 == 0x7F } ? nil : $0 }
    }
}
