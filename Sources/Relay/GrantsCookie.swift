import HTTPTypes
import Transport

/// The one cookie, holding every grant of this browser: HttpOnly, SameSite=Lax, never read by a script.
struct GrantsCookie {
    private(set) var secrets: [String]

    private static let name = "openfloor"
    /// Older ones are left out: a cookie holds about 4 KiB.
    private static let most = 40
    static let lifetime = 400 * 86_400  // seconds; RFC 6265bis allows no more

    init(in request: Request) {
        secrets = request.cookie(Self.name).map { $0.split(separator: ".").map(String.init) } ?? []
    }

    mutating func add(_ secret: String) {
        secrets = Array(([secret] + secrets.filter { $0 != secret }).prefix(Self.most))
    }

    func header(isSecure: Bool) -> String {
        "\(Self.name)=\(secrets.joined(separator: ".")); Path=/; Max-Age=\(Self.lifetime); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}
