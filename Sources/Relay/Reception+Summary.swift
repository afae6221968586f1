import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// "Where we have got to": one page of what a meeting came to.
extension Reception {
    func summaryPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let listing = try await summarised(request, match)
        let transcript = try await hub.transcript(of: listing)
        let summary = try printing { () throws(PublishingError) in press.summary(of: try press.set(transcript)) }
        return .page(pages.summary(summary, of: listing.slug))
    }

    /// The same for a blog.
    func summaryFile(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await record(of: try await summarised(request, match), as: .summary, for: request)
    }

    private func summarised(_ request: Request, _ match: Route.Match) async throws(Problem) -> Listing {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard listing.phase == .closed else {
            throw Problem(.notClosed, "The summary comes out when the meeting closes. Until then follow it live.")
        }
        return listing
    }
}
