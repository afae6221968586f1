import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The record put right: its versions, what readers suggest, and who decides.
extension Reception {
    func correctionsPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        var view = try await correctionsView(of: listing, for: participant, by: request)
        view.said = request.query("said") != nil
        return .page(pages.corrections(view))
    }

    /// A suggestion of a reader's, or what those decide who answer for the record. What is refused is given back as typed.
    func correctionsForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let (listing, visitor) = try await hub.whom(request, in: match.part("slug"), as: role)
        guard role == .attendee else { return try await decided(form, by: visitor, request, in: listing) }
        let (participant, device) = await known(visitor, by: request, with: form, in: listing)
        let problem = await refusal(of: form, from: participant, by: request, to: listing)
        guard let problem else { return keeping(device, in: .seeOther("/m/\(listing.slug)/corrections?said=ok#own")) }
        let line = form["line"].flatMap { Int($0) }.map { Position($0) }
        guard var view = try await suggestionView(of: line, in: listing, for: participant) else { throw problem }
        view.refusal = problem
        view.kept = form
        return keeping(device, in: .page(pages.suggestion(view), refusedBy: problem))
    }

    func suggestionPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let line = Int(match.part("line")).map { Position($0) }
        guard let view = try await suggestionView(of: line, in: listing, for: participant) else {
            return notFound(request)
        }
        return .page(pages.suggestion(view))
    }

    private func decided(
        _ form: FormFields, by participant: Participant, _ request: Request, in listing: Listing
    ) async throws(Problem) -> Response {
        let problem: Problem?
        if form["do"] == "move" {
            do throws(Problem) {
                let moved = try await move(listing, to: form["slug"] ?? "", by: participant)
                return .seeOther("/m/\(moved.slug)/corrections?as=\(participant.role.rawValue)&said=ok")
            } catch { problem = error }
        } else {
            problem = await refusal(of: form, from: participant, by: request, to: listing)
        }
        guard let problem else {
            return .seeOther("/m/\(listing.slug)/corrections?as=\(participant.role.rawValue)&said=ok")
        }
        var view = try await correctionsView(of: listing, for: participant, by: request)
        view.refusal = problem
        view.kept = form
        return .page(pages.corrections(view), refusedBy: problem)
    }

    private func correctionsView(
        of listing: Listing, for participant: Participant, by request: Request
    ) async throws(Problem) -> CorrectionsView {
        let floor = try await hub.floor(of: listing)
        var view = CorrectionsView(
            meeting: try await view(of: listing, for: participant), formID: { Secret.make() })
        if participant.role == .attendee, participant.id != "" {
            view.own = floor.minutes.editing.suggestions.all(of: participant.id)
        }
        view.deciders = await hub.admission.roles(shownBy: request, in: listing.record, at: now())
            .filter { $0.leads && $0 != participant.role }.sorted { $0.rawValue < $1.rawValue }
        return view
    }

    /// - Returns: `nil` where no words that everyone reads stand there.
    private func suggestionView(
        of line: Position?, in listing: Listing, for participant: Participant
    ) async throws(Problem) -> SuggestionView? {
        let view = try await view(of: listing, for: participant)
        guard let line, let note = view.minutes.note(view.minutes.breakouts.copy(of: line) ?? line),
            note.kind.isNote, note.body != nil, note.audience == .everyone
        else { return nil }
        return SuggestionView(meeting: view, note: note, formID: Secret.make())
    }
}

// The address of a meeting, which may change while its record's id does not.
extension Reception {
    /// The organiser's word that a meeting is found elsewhere from now on; its old addresses lead there.
    func moveMeeting(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Wish: Decodable { let slug: String }
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        let wish = try JSON.read(Wish.self, request.body)
        let moved = try await move(listing, to: wish.slug, by: participant)
        return .json(JSON.bytes(ListedMeeting(moved, on: site)))
    }

    private func move(
        _ listing: Listing, to slug: String, by participant: Participant
    ) async throws(Problem) -> Listing {
        guard participant.role == .organiser else {
            throw Problem(.notPermitted, "Only an organiser of the meeting may change its address.")
        }
        return try await hub.move(listing, to: slug)
    }

    /// Where a request goes whose address a meeting had once; `nil` where no meeting had it.
    func forwarding(_ request: Request) async -> Response? {
        guard case .found(let match) = Route.match(request.method, request.path), let slug = match.parts["slug"]
        else { return nil }
        do throws(RecorderError) {
            guard let listing = try await hub.store.listing(formerly: slug) else { return nil }
            // Where it is now is nobody's business who was not invited.
            let roles = await hub.admission.roles(shownBy: request, in: listing.record, at: now())
            guard listing.visibility != .invited || request.entrance == .control || !roles.isEmpty else { return nil }
            let words = request.path.split(separator: "/")
            let place = words.indices.dropFirst().first { place in
                words[place] == slug && ["m", "meetings"].contains(words[place - 1])
            }
            guard let place else { return nil }
            let path = (words[..<place] + [Substring(listing.slug)] + words[(place + 1)...])
                .map { "/" + String($0).escaped }.joined()
            let query = request.query.map { "\($0.name.escaped)=\($0.value.escaped)" }
            return Response(
                status: .permanentRedirect,
                headers: [
                    .location: path + (query.isEmpty ? "" : "?" + query.joined(separator: "&")),
                    .cacheControl: Response.isPrivate,
                ])
        } catch {
            await hub.note(error)
            return nil
        }
    }
}

extension String {
    /// For a segment of an address, or a part of its query.
    fileprivate var escaped: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? self
    }
}
