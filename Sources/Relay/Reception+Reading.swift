import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// GET of what is there: meetings, state, entries, blocks of lines.
extension Reception {
    /// The listed ones; all of them for the operator.
    func meetings(_ request: Request) async throws(Problem) -> Response {
        struct Body: Encodable { let meetings: [ListedMeeting] }
        let listed = try await hub.listings().filter { $0.visibility == .listed || request.entrance == .control }
        return .json(JSON.bytes(Body(meetings: listed.map { ListedMeeting($0, on: site) })))
    }

    func state(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        return .json(try await hub.answer(to: .state, for: participant, of: listing))
    }

    /// Plain GET, or long poll where `wait` says for how many seconds.
    func entries(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        var (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        let position = request.position ?? .start
        let limit = try request.number("limit", in: 1...1000, otherwise: 500)
        let wait = try request.number("wait", in: 0...60, otherwise: 0)
        if wait > 0, listing.phase != .closed {
            let sitting = try await hub.sitting(of: listing)
            await hub.wait(
                request.peer, in: sitting, after: position, as: participant,
                until: .now + .seconds(wait))
            // Its link may have ended while it waited.
            participant = try await hub.admission.participant(for: request, as: role, in: listing, at: now())
        }
        let wish = Encodings.Wish.reading(after: position, limit: limit)
        return .json(try await hub.answer(to: wish, for: participant, of: listing))
    }

    /// A block of lines as they stand now, oldest first.
    func lines(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        let before = try request.number("before", in: 1...Int(Int32.max), otherwise: Int(Int32.max))
        let limit = try request.number("limit", in: 1...100, otherwise: 100)
        let wish = Encodings.Wish.block(before: Position(before), limit: limit)
        let isForAll = participant.role.onlyReads && listing.visibility != .invited
        // What one group hears before others is in no cache that others are given from.
        let mayBeMember = isForAll && participant.id != ""
        let isForGroup = mayBeMember ? try await hub.floor(of: listing).reader(participant).group != nil : false
        let cache = isForAll && !isForGroup ? Response.isPublic : Response.isPrivate
        return Response.json(
            try await hub.answer(to: wish, for: participant, of: listing), cache: cache
        ).unlessKnown(to: request)
    }
}

/// A meeting in a list.
struct ListedMeeting: Encodable {
    let slug, title, address: String
    let phase: Meeting.Phase
    let visibility: Meeting.Visibility
    let startsAt, closedAt: Instant?

    init(_ listing: Listing, on site: Site) {
        slug = listing.slug
        title = listing.title
        address = site.address(ofMeeting: listing.slug)
        phase = listing.phase
        visibility = listing.visibility
        startsAt = listing.startsAt
        closedAt = listing.closedAt
    }
}
