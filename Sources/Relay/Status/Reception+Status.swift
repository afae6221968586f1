import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// How the house does, for its operator and for the staff of a meeting.
extension Reception {
    func statusPage(_ request: Request) async throws(Problem) -> Response {
        guard await hub.admission.isSiteOrganiser(request, at: now()) else {
            throw Problem(
                .noGrant,
                "Only a site organiser sees how the server does. `openfloor invite --site-organiser --data FOLDER` prints a link; staff of a meeting have /m/SLUG/status?as=ROLE."
            )
        }
        return .page(pages.status(StatusView(await hub.status(), address: "/status", request, on: site)))
    }

    func meetingStatusPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = request.query("as") == nil ? .organiser : try request.role()
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: role)
        guard role.isStaff else {
            throw Problem(.notPermitted, "How the server does is for the meeting's staff.")
        }
        var view = StatusView(
            await hub.status(of: listing), address: "/m/\(listing.slug)/status?as=\(role.rawValue)", request,
            on: site)
        view.followers = await hub.liveSitting(listing.record)?.followers()
        return .page(pages.status(view))
    }
}

extension StatusView {
    fileprivate init(_ status: HouseStatus, address: String, _ request: Request, on site: Site) {
        self.init(status: status, address: address, version: site.version)
        isStill = request.query("still") != nil
    }
}
