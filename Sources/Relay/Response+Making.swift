import Crypto
import HTTPTypes
import Proceedings
import Transport
import Wire

extension HTTPField.Name {
    /// RFC 8288; HTTPTypes does not name it.
    static let related = known("Link")

    private static func known(_ token: String) -> Self {
        guard let name = Self(token) else { preconditionFailure("not a header name: \(token)") }
        return name
    }
}

extension Response {
    /// Nothing of a private answer may stay in a shared cache.
    static let isPrivate = "private, no-store"
    /// Only what everyone may read.
    static let isPublic = "public, max-age=60, must-revalidate"

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, cache: String = isPrivate) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: cache],
            body: bytes)
    }

    /// With an ETag of its bytes; 304 without them where the request shows that it has them (RFC 9110 §13.1.2).
    func unlessKnown(to request: Request) -> Response {
        let etag = "\"" + SHA256.hash(data: body).prefix(16).hex + "\""
        var response = self
        response.headers[.eTag] = etag
        guard request.knows(etag) else { return response }
        response.status = .notModified
        response.headers[.contentDisposition] = nil
        response.body = []
        return response
    }

    static func page(_ html: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: isPrivate], body: html)
    }

    static func plain(_ words: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: isPrivate],
            body: Array(words.utf8))
    }

    /// What HEAD is told of an event stream, which itself would never end.
    static var eventStreamHead: Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"])
    }

    static func seeOther(_ location: String) -> Response {
        Response(status: .seeOther, headers: [.location: location, .cacheControl: isPrivate])
    }

    /// RFC 9457.
    static func problem(_ problem: Problem, on site: Site, for request: Request, by pages: Pages) -> Response {
        struct Body: Encodable {
            let type, title, code, detail, request: String
            let status: Int
            let limit, length: Int?
        }
        let body = Body(
            type: "\(site.publicURL)/problems/\(problem.code.rawValue)", title: problem.title,
            code: problem.code.rawValue, detail: pages.advice(problem),
            request: request.mark, status: problem.code.status, limit: problem.limit, length: problem.length)
        var response = Response(
            status: .init(code: problem.code.status),
            headers: [.contentType: "application/problem+json", .cacheControl: isPrivate], body: JSON.bytes(body))
        response.headers[.retryAfter] = problem.retryAfter.map { "\($0)" }
        return response
    }
}

extension Request {
    /// Whether it names the tag among those it has (RFC 9110 §13.1.2): in a list, or weakened by a proxy that squeezed.
    fileprivate func knows(_ etag: String) -> Bool {
        guard let known = headers[.ifNoneMatch] else { return false }
        return known.split(separator: ",").contains { word in
            let tag = word.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == etag
        }
    }
}

extension Problem {
    /// The code as words: "text too long".
    var title: String {
        let words = code.rawValue.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
