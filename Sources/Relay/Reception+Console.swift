import HTTPTypes
import Proceedings
import Recorder
import Transport
import Wire

// The facilitator's console.
extension Reception {
    func consolePage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        let listing = try await hub.listing(of: match.part("slug"))
        guard role == .facilitator || role == .organiser else { return .seeOther("/m/\(listing.slug)") }
        _ = try await hub.whom(request, in: listing.slug, as: role)
        var view = try await consoleView(of: listing, as: role)
        view.said = request.query("said") != nil
        return .page(pages.console(view))
    }

    /// A decision without a program. What is refused is given back as typed.
    func consoleForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        let problem: Problem
        do throws(Problem) {
            switch try await give(form.frame, from: participant, at: request.address, to: listing) {
            case .accepted: return .seeOther("/m/\(listing.slug)/console?as=\(role.rawValue)&said=ok")
            case .refused(_, let refused): problem = refused
            }
        } catch { problem = error }
        await hub.refusals.note(problem.code)
        var view = try await consoleView(of: try await hub.listing(of: listing.slug), as: role)
        view.refusal = (problem.code.rawValue, problem.detail)
        view.kept = form
        return .page(pages.console(view), status: .init(code: problem.code.status))
    }

    private func consoleView(of listing: Listing, as role: Role) async throws(Problem) -> ConsoleView {
        ConsoleView(meeting: try await view(of: listing, as: role), formID: { Secret.make() }, now: now())
    }
}
