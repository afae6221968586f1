import HTTPTypes
import Proceedings
import Transport
import Wire

// Text without anything else.
extension Reception {
    /// The newest lines, or those before or after one.
    func textPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        func position(_ name: String) -> Position? { request.query(name).flatMap { Int($0) }.map(Position.init) }
        let part: TextView.Part =
            position("after").map { .after($0) } ?? position("before").map { .before($0) } ?? .newest
        var view = TextView(meeting: try await view(of: listing, for: participant), part: part)
        view.refreshes = part == .newest && request.query("refresh") == "on"
        return .page(pages.text(view))
    }
}
