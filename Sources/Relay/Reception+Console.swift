import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// The facilitator's console, and the voice's page.
extension Reception {
    func consolePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await deskPage(request, match, for: [.facilitator, .organiser]) { pages.console($0) }
    }

    /// A decision without a program. What is refused is given back as typed.
    func consoleForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await deskForm(request, match, at: "console") { pages.console($0) }
    }

    func voicePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await deskPage(request, match, for: [.voice, .facilitator, .organiser]) { pages.voice($0) }
    }

    func voiceForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        try await deskForm(request, match, at: "voice") { pages.voice($0) }
    }

    private func deskPage(
        _ request: Request, _ match: Route.Match, for roles: Set<Role>, _ page: (ConsoleView) -> [UInt8]
    ) async throws(Problem) -> Response {
        let role = try request.role()
        let listing = try await hub.listing(of: match.part("slug"))
        guard roles.contains(role) else { return .seeOther("/m/\(listing.slug)") }
        _ = try await hub.whom(request, in: listing.slug, as: role)
        var view = try await consoleView(of: listing, as: role, for: request)
        view.said = request.query("said") != nil
        return .page(page(view))
    }

    private func deskForm(
        _ request: Request, _ match: Route.Match, at desk: String, _ page: (ConsoleView) -> [UInt8]
    ) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        guard let problem = await refusal(of: form, from: participant, by: request, to: listing) else {
            return .seeOther("/m/\(listing.slug)/\(desk)?as=\(role.rawValue)&said=ok")
        }
        var view = try await consoleView(of: try await hub.listing(of: listing.slug), as: role, for: request)
        view.refusal = problem
        view.kept = form
        return .page(page(view), refusedBy: problem)
    }

    private func consoleView(
        of listing: Listing, as role: Role, for request: Request
    ) async throws(Problem) -> ConsoleView {
        ConsoleView(
            meeting: try await deskView(of: listing, as: role, for: request), formID: { Secret.make() }, now: now())
    }
}
