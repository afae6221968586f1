import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// POST of what changes something.
extension Reception {
    /// One frame to a request; the same frames as by WebSocket.
    func command(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        switch try await give(request.body, from: participant, at: request.address, to: listing) {
        case .accepted(let id, let positions): return .json(ServerFrame.accepted(id: id, positions).bytes)
        case .refused(_, let problem): throw problem
        }
    }

    /// Hands a frame to the sitting and waits until it is on disk, or refused.
    ///
    /// - Parameter address: As in `Request.address`.
    func give(
        _ bytes: [UInt8], from author: Participant, at address: String, to listing: Listing
    ) async throws(Problem) -> Outcome {
        let submission = try Submission(try ReceivedFrame(bytes), from: author)
        try await hub.requirePace(of: author, from: address)
        try await hub.requireRoom(for: submission, from: address)
        guard listing.phase != .closed else {
            return try await hub.lateOutcome(of: submission, in: listing)
        }
        return await (try hub.sitting(of: listing)).outcome(of: submission)
    }

    func createMeeting(_ request: Request) async throws(Problem) -> Response {
        try await hub.admission.requireSiteOrganiser(request, at: now())
        let wish = try JSON.read(Founding.self, request.body)
        let founded = try await found(wish, for: request)
        return .json(JSON.bytes(founded), status: .created)
    }

    /// What the rules have against a founding, before anything is done for it.
    func check(_ wish: Founding) throws(Problem) {
        _ = try Meeting.Visibility(checked: wish.visibility)
        if let slug = wish.slug, Slug.checked(slug) == nil { throw .badSlug }
        let meeting = try wish.meeting.meeting()
        let breakouts = try wish.meeting.formedBreakouts()
        do throws(Refusal) {
            _ = try Chamber.founding(
                meeting, speakers: wish.meeting.namedSpeakers(), breakouts: breakouts,
                watched: wish.meeting.watchedWords ?? [], by: .organiser)
        } catch { throw Problem(error) }
    }

    /// Founds a meeting and makes one link to a staff role.
    ///
    /// - Parameter record: Given where the same founding must not happen twice; the second gets fresh links to the
    ///   meeting of the first, whose answer nobody may have seen.
    func found(_ wish: Founding, for request: Request, record: RecordID? = nil) async throws(Problem) -> Founded {
        let visibility = try Meeting.Visibility(checked: wish.visibility)
        var plan = wish.meeting
        if let slug = wish.like {
            let (model, _) = try await self.model(at: slug, for: request)
            plan = plan.filled(from: model)
        }
        let listing = try await hub.found(
            try plan.meeting(), speakers: plan.namedSpeakers(), breakouts: try plan.formedBreakouts(),
            watched: plan.watchedWords ?? [], slug: wish.slug, visibility: visibility, by: .organiser,
            record: record ?? Secret.recordID())
        var links: [String: String] = [:]
        for role in [Role.scribe, .facilitator, .voice, .organiser] {
            links[role.rawValue] = try await link(to: listing.record, as: role, named: nil)
        }
        if visibility == .invited {
            links[Role.attendee.rawValue] = try await link(to: listing.record, as: .attendee, named: nil)
        }
        return Founded(
            slug: listing.slug, record: listing.record, address: site.address(ofMeeting: listing.slug),
            joinCode: listing.joinCode, links: links)
    }

    /// A meeting that another is planned like: all of it for its own organiser, for others what everyone may read.
    func model(at slug: String, for request: Request) async throws(Problem) -> (Minutes, Meeting.Visibility) {
        let listing = try await hub.listing(of: slug)
        let roles = await hub.admission.roles(shownBy: request, in: listing.record, at: now())
        let isOrganiser = request.entrance == .control || roles.contains(.organiser)
        if listing.visibility == .invited, !isOrganiser {
            _ = try await hub.whom(request, in: slug, as: .organiser)
        }
        let floor = try await hub.floor(of: listing)
        return (isOrganiser ? floor.minutes : floor.publicMinutes, listing.visibility)
    }

    func invitation(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Wish: Decodable {
            let role: String
            let name: String?
            let breakout: Int?
        }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        let wish = try JSON.read(Wish.self, request.body)
        let link = try await invite(wish.role, of: wish.breakout, named: wish.name, to: listing)
        return .json(JSON.bytes(Invitation(role: wish.role, link: link)), status: .created)
    }

    /// - Parameter breakout: The group a rapporteur reports for; of no other role.
    func invite(
        _ word: String, of breakout: Int? = nil, named name: String?, to listing: Listing
    ) async throws(Problem) -> String {
        guard let role = Role(rawValue: word), role != .siteOrganiser else {
            throw Problem(
                .badValue, "“role” must be attendee, screen, scribe, rapporteur, facilitator, voice or organiser.")
        }
        if let name, !name.isEmpty { try require(name: name) }
        if role == .rapporteur { try await require(breakout, in: listing) }
        return try await link(to: listing.record, as: role, of: role == .rapporteur ? breakout : nil, named: name)
    }

    /// For whom a link is, as it is printed.
    func require(name: String) throws(Problem) {
        do throws(Refusal) { try Limit.title(name, field: "name") } catch { throw Problem(error) }
    }

    func siteInvitation() async throws(Problem) -> Response {
        let link = try await link(to: nil, as: .siteOrganiser, named: nil)
        return .json(JSON.bytes(Invitation(role: Role.siteOrganiser.rawValue, link: link)), status: .created)
    }

    /// Takes a link's power away and sends away whoever uses it now.
    func revocation(_ request: Request) async throws(Problem) -> Response {
        struct Wish: Decodable { let link: String }
        let secret = try JSON.read(Wish.self, request.body).link.split(separator: "/").last.map(String.init) ?? ""
        let grant: Grant?
        do throws(RecorderError) { grant = try await hub.admission.revoke(secret, at: now()) } catch {
            throw await hub.unreadable(error)
        }
        guard let grant else {
            throw Problem(.noGrant, "No link with this secret is in force. Check that it is whole.")
        }
        await hub.sendAway(grant)
        return .json(JSON.bytes(Revocation(role: grant.role.rawValue, name: grant.name)))
    }

    /// A rapporteur’s link is for a group that is there.
    private func require(_ breakout: Int?, in listing: Listing) async throws(Problem) {
        guard let breakout else { throw Problem(.badFrame, "A rapporteur’s link needs “breakout”, a group’s number.") }
        guard try await hub.floor(of: listing).minutes.breakouts[breakout] != nil else {
            throw Problem(Refusal.unknownBreakout(breakout))
        }
    }

    func link(
        to record: RecordID?, as role: Role, of breakout: Int? = nil, named name: String?
    ) async throws(Problem) -> String {
        do throws(RecorderError) {
            return site.address(
                ofSecret: try await hub.admission.invite(to: record, as: role, of: breakout, named: name, at: now()))
        } catch { throw await hub.unreadable(error) }
    }
}

struct Revocation: Encodable {
    let role: String
    let name: String?
}

/// The body of `POST /api/v1/meetings`.
struct Founding: Decodable {
    let slug: String?
    let visibility: String?
    /// The address of a meeting held before, from which what `meeting` leaves out is taken.
    var like: String?
    let meeting: Plan
}

/// A meeting just founded, with links that are shown this once.
struct Founded: Encodable {
    let slug: String
    let record: RecordID
    let address: String
    let joinCode: String?
    /// By role.
    let links: [String: String]
}

struct Invitation: Encodable {
    let role: String
    let link: String
}
