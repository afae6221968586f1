import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Transport

/// Where a meeting is read, and as whom.
struct MeetingDoor: Sendable {
    let address: Address
    /// What stands before `/m/SLUG` and `/api`, without a slash at its end.
    let root: String
    let slug: String
    let role: String
    /// The group a rapporteur reports for.
    let breakout: String?
    let secret: String?

    var headers: HTTPFields {
        secret.map { [.authorization: "Bearer \($0)"] } ?? [:]
    }

    /// The state, or entries: `/entries`.
    ///
    /// - Parameter wait: Seconds to wait for something to be there.
    func path(_ end: String = "", after position: Position? = nil, wait: Int = 0) -> String {
        let query =
            [("as", role), ("breakout", breakout), ("after", position.map { "\($0.number)" })]
            + [("wait", wait > 0 ? "\(wait)" : nil)]
        let tail = query.compactMap { name, value in value.map { "\(name)=\($0.percentEncoded)" } }
        return "\(root)/api/v1/meetings/\(slug.percentEncoded)\(end)?\(tail.joined(separator: "&"))"
    }

    /// A meeting that has moved is where its old address says.
    func moved(to location: String?) -> MeetingDoor? {
        guard let location, let slug = Self.slug(in: location), slug != self.slug else { return nil }
        return MeetingDoor(address: address, root: root, slug: slug, role: role, breakout: breakout, secret: secret)
    }

    /// - Throws: `ValidationError` where the words lead to no meeting.
    static func found(at words: String, by caller: Caller) async throws -> MeetingDoor {
        let refusal = ValidationError(
            "“\(Terminal.printable(words.prefix(200)))” is no address of a meeting; it looks like https://HOST/m/third."
        )
        guard let place = try WebPlace(words) else { throw refusal }
        if let link = try await MeetingDoor(link: place, by: caller) { return link }
        guard let slug = slug(in: place.path) else { throw refusal }
        return MeetingDoor(
            address: place.address, root: root(of: place.path), slug: slug, role: "attendee", breakout: nil,
            secret: nil)
    }

    private init(address: Address, root: String, slug: String, role: String, breakout: String?, secret: String?) {
        self.address = address
        self.root = root
        self.slug = slug
        self.role = role
        self.breakout = breakout
        self.secret = secret
    }

    /// The link's own page says which meeting it is for, and which role.
    private init?(link place: WebPlace, by caller: Caller) async throws {
        let words = place.path.split(separator: "/")
        guard words.count >= 2, words[words.count - 2] == "k", let secret = words.last else { return nil }
        let answer = try await caller.send(.get, place.path, to: place.address)
        let location = answer.headers[.location] ?? ""
        guard let slug = Self.slug(in: location) else { throw ValidationError("This link no longer works.") }
        let query = URLComponents(string: location)?.queryItems ?? []
        address = place.address
        root = words.dropLast(2).map { "/\($0)" }.joined()
        self.slug = slug
        role =
            query.first { $0.name == "as" }?.value
            ?? (location.hasSuffix("/m/\(slug.percentEncoded)/screen") ? "screen" : "attendee")
        breakout = query.first { $0.name == "breakout" }?.value
        self.secret = String(secret)
    }

    private static func slug(in path: String) -> String? {
        let words = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map(String.init)
        guard let place = words.firstIndex(where: { $0 == "m" || $0 == "meetings" }), place + 1 < words.count
        else { return nil }
        return words[place + 1].removingPercentEncoding
    }

    private static func root(of path: String) -> String {
        let words = path.split(separator: "/")
        return words.prefix { !["m", "api", "embed"].contains($0) }.map { "/\($0)" }.joined()
    }
}
