import Foundation
import HTTPTypes
import Transport

// What the demo asks of its server, by the control socket.
extension SampleSeries {
    func make<Answer: Decodable>(_ path: String, _ wish: some Encodable) async throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(try await ask(path, [UInt8](try JSONEncoder().encode(wish)))))
    }

    @discardableResult
    func order(_ order: Order, of slug: String = live) async throws -> [UInt8] {
        let body = [UInt8](try JSONEncoder().encode(order))
        return try await ask("/api/v1/meetings/\(slug)/commands?as=organiser", body)
    }

    func linkPerson() async throws -> String {
        struct Invited: Decodable { let link: String }
        let wish = [UInt8](try JSONEncoder().encode(["role": "link-person", "name": "Nia Roberts"]))
        let answer = try await ask("/api/v1/series/\(Self.slug)/invitations?as=organiser", wish)
        return try JSONDecoder().decode(Invited.self, from: Data(answer)).link
    }

    @discardableResult
    func say(_ order: SeriesOrder) async throws -> [UInt8] {
        try await ask(
            "/api/v1/series/\(Self.slug)/commands?as=organiser", [UInt8](try JSONEncoder().encode(order)))
    }

    func ask(_ path: String, _ body: [UInt8]) async throws -> [UInt8] {
        try await ask(.post, path, body)
    }

    func ask(_ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = []) async throws -> [UInt8] {
        let response = try await caller.send(method, path, body: body, to: control)
        guard response.status.kind == .successful else { throw Office.Refused(response.body) }
        return response.body
    }

    func secret(of role: String, in founded: Founded) throws -> (secret: String, link: String) {
        guard let link = founded.links[role], let secret = link.split(separator: "/").last else {
            throw Office.Refused(words: "no link for the \(role) was made")
        }
        return (String(secret), link)
    }
}
