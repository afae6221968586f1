import Crypto
import Foundation
import HTTPTypes
import Proceedings
import Transport

/// One whom the operator has told of what happens: a program at an address, or a person by mail.
package struct Outlet: Sendable {
    /// Its kind and address, as the operator's log has it: what may be secret in an address is not in it.
    package let id: String
    let way: Way

    enum Way: Sendable {
        case webhook(Webhook)
        case mail(Mail)
    }

    package init(_ webhook: Webhook) {
        id = webhook.id
        way = .webhook(webhook)
    }

    package init(_ mail: Mail) {
        id = "mail \(mail.to)"
        way = .mail(mail)
    }
}

/// An address that is told by POST, signed as Standard Webhooks 1.0 has it.
package struct Webhook: Sendable {
    let id: String
    private let address: Address
    private let path: String
    private let secret: [UInt8]

    /// - Parameters:
    ///   - text: `https://example.org/hooks/minutes`; plain HTTP is for receivers on the same machine or network.
    ///   - secret: At least 16 bytes; `whsec_` and base 64, or the bytes themselves.
    /// - Returns: `nil` where the address is none, or carries a password.
    package init?(_ text: String, secret: [UInt8]) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.fragment == nil, (1...65_535).contains(parts.port ?? 443),
            !text.unicodeScalars.contains(where: { $0.value <= 0x20 || !$0.isASCII })
        else { return nil }
        let isSecure = scheme == "https"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        address = .tcp(host: bare, port: parts.port ?? (isSecure ? 443 : 80), secure: isSecure)
        let place = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        path = place + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        // Some addresses carry their secret after the question mark; two of one path are still two.
        let mark = parts.percentEncodedQuery.map { " (\(SHA256.hash(data: Data($0.utf8)).prefix(4).hex))" } ?? ""
        id = "webhook \(address)\(place)\(mark)"
        self.secret = secret
    }

    /// - Returns: The bytes to sign with; `nil` where they are too few to keep anybody out.
    package static func secret(from file: [UInt8]) -> [UInt8]? {
        let words = String(decoding: file, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let secret = words.hasPrefix("whsec_") ? Data(base64Encoded: String(words.dropFirst(6))) : Data(words.utf8)
        return secret.flatMap { $0.count >= 16 ? Array($0) : nil }
    }

    /// One try; redirects are not followed.
    ///
    /// - Returns: The status.
    func send(_ body: [UInt8], id: String, at now: Instant, by caller: Caller) async throws(TransportError) -> Int {
        let stamp = String(now.milliseconds / 1000)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(stamp).".utf8) + Data(body), using: SymmetricKey(data: Data(secret)))
        var headers: HTTPFields = [.contentType: "application/json", .userAgent: "openfloor"]
        for (name, value) in [
            ("webhook-id", id), ("webhook-timestamp", stamp),
            ("webhook-signature", "v1,\(Data(code).base64EncodedString())"),
        ] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return try await caller.send(.post, path, headers: headers, body: body, to: address, timeout: Self.patience)
            .status
            .code
    }

    private static let patience = Duration.seconds(15)
}

/// A person who is told by mail.
package struct Mail: Sendable {
    let to: String
    let from: String
    /// Hands a letter to whoever sends it on.
    let post: @Sendable ([UInt8]) async throws -> Void

    package init(to: String, from: String, post: @escaping @Sendable ([UInt8]) async throws -> Void) {
        self.to = to
        self.from = from
        self.post = post
    }
}
