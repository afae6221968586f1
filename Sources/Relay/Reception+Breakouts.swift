import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Breakout groups: their board, and the report as its rapporteur writes it.
extension Reception {
    func breakoutsPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        var view = try await breakoutsView(of: listing, for: participant)
        view.said = request.query("said") != nil
        return .page(pages.breakouts(view))
    }

    /// Forms groups and calls them; with `do=invite`, makes a rapporteur's link, which is shown this once. An attendee
    /// joins a group and leaves it.
    func breakoutsForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: role)
        if role == .attendee { return try await groupChosen(form, by: participant, request, in: listing) }
        let problem: Problem?
        if form["do"] == "invite", role.leads {
            do throws(Problem) { return try await rapporteurInvited(form, to: listing, by: participant) } catch {
                problem = error
            }
        } else {
            problem = await refusal(of: form, from: participant, by: request, to: listing)
        }
        guard let problem else { return .seeOther("/m/\(listing.slug)/breakouts?as=\(role.rawValue)&said=ok") }
        return try await breakoutsRefused(form, problem, to: participant, in: listing)
    }

    /// Who has no token yet is given one, so that one press is enough.
    private func groupChosen(
        _ form: FormFields, by visitor: Participant, _ request: Request, in listing: Listing
    ) async throws(Problem) -> Response {
        let (participant, device) = await known(visitor, by: request, with: form, in: listing)
        if let problem = await refusal(of: form, from: participant, by: request, to: listing) {
            return keeping(device, in: try await breakoutsRefused(form, problem, to: participant, in: listing))
        }
        let group = try await hub.floor(of: listing).counted.groups[participant.id]
        let place = group.map { "#breakout\($0)" } ?? ""
        return keeping(device, in: .seeOther("/m/\(listing.slug)/breakouts?said=ok\(place)"))
    }

    private func breakoutsRefused(
        _ form: FormFields, _ problem: Problem, to participant: Participant, in listing: Listing
    ) async throws(Problem) -> Response {
        var view = try await breakoutsView(of: try await hub.listing(of: listing.slug), for: participant)
        view.refusal = problem
        view.kept = form
        return .page(pages.breakouts(view), refusedBy: problem)
    }

    private func rapporteurInvited(
        _ form: FormFields, to listing: Listing, by participant: Participant
    ) async throws(Problem) -> Response {
        let number = form["number"].flatMap { Int($0) }
        let link = try await invite(Role.rapporteur.rawValue, of: number, named: form["name"], to: listing)
        var view = try await breakoutsView(of: listing, for: participant)
        view.made = number.map { ($0, link) }
        return .page(pages.breakouts(view), status: .created)
    }

    func reportPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .rapporteur)
        var view = try await reportView(of: listing, for: participant)
        view.said = request.query("said") != nil
        return desk(pages.report(view))
    }

    /// A line of the report, its change, or the group's word that it is done. What is refused is given back as typed.
    func reportForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .rapporteur)
        guard let problem = await refusal(of: form, from: participant, by: request, to: listing) else {
            let place = form["prompt"].flatMap { Int($0) }.map { "#prompt\($0)" } ?? ""
            return .seeOther("/m/\(listing.slug)/report\(Self.query(for: participant))&said=ok\(place)")
        }
        var view = try await reportView(of: try await hub.listing(of: listing.slug), for: participant)
        view.refusal = problem
        view.kept = form
        return .page(pages.report(view), refusedBy: problem)
    }

    private static func query(for participant: Participant) -> String {
        "?as=\(Role.rapporteur.rawValue)" + (participant.breakout.map { "&breakout=\($0)" } ?? "")
    }

    private func breakoutsView(
        of listing: Listing, for participant: Participant
    ) async throws(Problem) -> BreakoutsView {
        BreakoutsView(meeting: try await view(of: listing, for: participant), formID: { Secret.make() })
    }

    private func reportView(of listing: Listing, for participant: Participant) async throws(Problem) -> ReportView {
        let meeting = try await view(of: listing, for: participant)
        guard let breakout = participant.breakout.flatMap({ meeting.minutes.breakouts[$0] }) else {
            throw Problem(.unknownBreakout, "This link is for no group of this meeting. Ask the organiser for another.")
        }
        return ReportView(meeting: meeting, breakout: breakout, formID: { Secret.make() })
    }
}
