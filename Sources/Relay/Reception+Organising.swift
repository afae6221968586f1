import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The organiser's way from a plan to a published record, and what is printed for the door.
extension Reception {
    func organisePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        var view = try await organiseView(of: listing, for: participant)
        view.said = request.query("said") != nil
        return .page(pages.organise(view))
    }

    /// A command of the organiser's, or the wish for a rehearsal.
    func organiseForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .organiser)
        if form["do"] == "rehearse" {
            let founded = try await rehearse(listing, for: request)
            return .page(pages.created(rehearsalView(founded, of: listing)), status: .created)
        }
        guard let problem = await refusal(of: form, from: participant, by: request, to: listing) else {
            return .seeOther("/m/\(listing.slug)/organise?as=organiser&said=ok")
        }
        var view = try await organiseView(of: try await hub.listing(of: listing.slug), for: participant)
        view.refusal = problem
        return .page(pages.organise(view), refusedBy: problem)
    }

    /// To put up in the room and to hand out: where everybody follows. Of a meeting by invitation there is none.
    func sheetPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard listing.visibility != .invited else { return notFound(request) }
        return .page(pages.sheet(try await view(of: listing, for: participant)))
    }

    private func organiseView(of listing: Listing, for participant: Participant) async throws(Problem) -> OrganiseView {
        OrganiseView(
            meeting: try await view(of: listing, for: participant), visibility: listing.visibility,
            formID: { Secret.make() })
    }

    /// A copy of a meeting that plays itself. Its own organiser may make it, for it is on no list and closes by itself;
    /// while one is open there is no other.
    private func rehearse(_ listing: Listing, for request: Request) async throws(Problem) -> Founded {
        let held = try await hub.floor(of: listing).minutes
        let title = pages.phrases.say("rehearsal_title", ["title": held.meeting.title])
        let slug = Slug.make(of: "\(listing.slug.prefix(Self.rehearsedSlug))-rehearsal")
        let founded = try await found(
            Founding(
                slug: slug, visibility: Meeting.Visibility.unlisted.rawValue,
                meeting: Plan(titled: String(title.prefix(Limit.title)), like: held)),
            for: request, record: try await freeRehearsal(of: listing.record))
        rehearsals.begin(founded.record, script.steps(in: held.meeting.language))
        return founded
    }

    /// The record of the rehearsal that is open, else of the next. No other meeting can have it, so no link to another's
    /// is ever given.
    private func freeRehearsal(of record: RecordID) async throws(Problem) -> RecordID {
        var number = 1
        while true {
            let id = Secret.recordID(ofForm: "rehearsal \(number) of \(record)")
            guard try await hub.listingIfAny(of: id)?.phase == .closed else { return id }
            number += 1
        }
    }

    private static let rehearsedSlug = 48

    private func rehearsalView(_ founded: Founded, of listing: Listing) -> CreatedView {
        var view = createdView(founded, titled: pages.phrases.say("rehearsal_title", ["title": listing.title]))
        view.isRehearsal = true
        return view
    }
}
