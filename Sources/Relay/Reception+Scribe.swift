import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The scribe's page as a plain form, and the organiser's invitations.
extension Reception {
    func scribePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        guard Command.Kind.write.permitted.contains(role) else {
            return .seeOther("/m/\(try await hub.listing(of: match.part("slug")).slug)")
        }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: role)
        var view = try await scribeView(of: listing, as: role, for: request)
        view.said = request.query("said") != nil
        return desk(pages.scribe(view))
    }

    /// A page that its browser keeps, and shows again where there is no network.
    func desk(_ html: [UInt8]) -> Response {
        var response = Response.page(html)
        response.headers[.contentSecurityPolicy] = SecurityHeaders.ofDesks(publicURL: site.publicURL)
        return response
    }

    /// A line or a control, as the protocol's frame of the same name. A refused line is given back as typed.
    func scribeForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        guard let problem = await refusal(of: form, from: participant, by: request, to: listing) else {
            return .seeOther("/m/\(listing.slug)/scribe?as=\(role.rawValue)&said=ok#compose")
        }
        var view = try await scribeView(of: try await hub.listing(of: listing.slug), as: role, for: request)
        view.refusal = problem
        view.keptText = form["text"] ?? ""
        return .page(pages.scribe(view), refusedBy: problem)
    }

    func invitePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        return .page(pages.invite(try await inviteView(of: listing)))
    }

    func inviteForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        var view = try await inviteView(of: listing)
        let word = form["role"] ?? ""
        let link = try await invite(word, named: form["name"], to: listing)
        view.made = Role(rawValue: word).map { ($0, link) }
        return .page(pages.invite(view), status: .created)
    }

    private func inviteView(of listing: Listing) async throws(Problem) -> InviteView {
        var view = InviteView(meeting: try await view(of: listing, as: .organiser), formID: Secret.make())
        view.embed =
            listing.visibility == .invited ? nil : site.embedCode(of: view.meeting.base, titled: listing.title)
        return view
    }

    private func scribeView(
        of listing: Listing, as role: Role, for request: Request
    ) async throws(Problem) -> ScribeView {
        ScribeView(
            meeting: try await deskView(of: listing, as: role, for: request),
            formIDs: (0..<4).map { _ in Secret.make() })
    }
}

extension FormFields {
    /// The form as a client frame, so that a form and a program say the same thing in the same words.
    var frame: [UInt8] {
        struct Frame: Encodable {
            let `do`: String
            let id, text, language, name, organisation, behalf, reason, place, owner, due, moderation: String?
            let kind, about, remark, from, sector, screen, strand, setting, why, until, participant: String?
            let number, line, into, seconds, option, prompt, turn: Int?
            let really, on, named: Bool?
            let parts, options, words: [String]?
            let counts: [Int]?
        }
        func number(_ field: String) -> Int? { self[field].flatMap { Int($0) } }
        func isSet(_ field: String) -> Bool? { self[field].map { $0 == "true" } }
        func several(_ field: String) -> [String]? { lines(field).isEmpty ? nil : lines(field) }
        return JSON.bytes(
            Frame(
                do: self["do"] ?? "write", id: self["id"], text: self["text"], language: self["language"],
                name: self["name"], organisation: self["organisation"], behalf: self["behalf"], reason: self["reason"],
                place: self["place"], owner: self["owner"], due: self["due"], moderation: self["moderation"],
                kind: self["kind"], about: self["about"], remark: self["remark"], from: self["from"],
                sector: self["sector"], screen: self["screen"], strand: self["strand"],
                setting: self["setting"], why: self["why"], until: self["until"], participant: self["participant"],
                number: number("number"), line: number("line"), into: number("into"), seconds: number("seconds"),
                option: number("option"), prompt: number("prompt"), turn: number("turn"), really: isSet("really"),
                on: isSet("on"), named: isSet("named"), parts: several("parts"), options: several("options"),
                words: several("words"), counts: counts))
    }

    /// `count1`, `count2` …, as many as there are; one left empty is 0.
    private var counts: [Int]? {
        let counts = (1...Limit.options.upperBound).prefix { all["count\($0)"] != nil }.map { place in
            // What is no number is no count, and the rules say so.
            self["count\(place)"].map { Int($0) ?? -1 } ?? 0
        }
        return counts.isEmpty ? nil : counts
    }
}
