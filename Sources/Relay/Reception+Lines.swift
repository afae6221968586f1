import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// One line at its permanent address: for readers, for programs, and how it is cited.
extension Reception {
    func linePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard let line = Int(match.part("line")).map({ Position($0) }) else { return notFound(request) }
        let view = try await view(of: listing, for: participant)
        // What was read in a group first is now where everyone reads it.
        if let copy = view.minutes.breakouts.copy(of: line) { return .seeOther("\(view.base)/lines/\(copy.number)") }
        guard let cited = try await citation(of: line, in: view, of: listing) else { return notFound(request) }
        let place = "\(view.base)/lines/\(line.number)"
        let embed = listing.visibility == .invited ? nil : site.embedCode(of: place, titled: listing.title)
        return .page(pages.line(cited, in: view, embed: embed))
    }

    func lineByLinePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let asked = request.query("at").flatMap { Int($0) }.map { Position($0) }
        return .page(pages.lineByLine(try await view(of: listing, for: participant), at: asked))
    }

    func line(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let view = try await view(of: listing, for: participant)
        guard let asked = Int(match.part("line")).map({ Position($0) }),
            let cited = try await citation(of: view.minutes.breakouts.copy(of: asked) ?? asked, in: view, of: listing)
        else { throw Problem(.unknownLine, "No note has this number.") }
        // What one group hears before others is in no cache.
        let isForAll =
            listing.visibility != .invited && view.minutes.note(cited.line)?.audience == .everyone
            && participant.id == ""
        return Response.json(JSON.bytes(cited), cache: isForAll ? Response.isPublic : Response.isPrivate)
            .unlessKnown(to: request)
    }

    /// - Returns: `nil` where no note is at `line`.
    func citation(
        of line: Position, in view: MeetingView, of listing: Listing
    ) async throws(Problem) -> LineCitation? {
        var checkpoint: CheckpointView?
        if listing.phase == .closed {
            let last = try await hub.floor(of: listing).minutes.position
            do throws(RecorderError) {
                checkpoint = try await hub.finalCheckpoint(of: listing.record, at: last)?.view
            } catch { throw await hub.unreadable(error) }
        }
        return LineCitation(line, in: view, checkpoint: checkpoint, on: site, pages.phrases)
    }
}
