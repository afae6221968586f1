import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Series: what each has come to, its schedule, and forms that ask something of it.
extension Reception {
    func seriesPage(
        _ request: Request, _ match: Route.Match, _ page: SeriesPage
    ) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        let role = try request.role()
        let reader = try await hub.whom(request, in: file, as: role)
        var view = try await seriesView(of: file, as: role, for: request)
        view.said = request.query("said") != nil
        view.saying = try saying(request, of: file, by: reader)
        if let point = request.query("reopen").flatMap({ Int($0) }),
            let meeting = request.query("meeting").flatMap({ Int($0) })
        {
            view.reopening = (point, meeting)
        }
        return .page(pages.series(view, page))
    }

    /// Lines of one meeting that may become points of the board, for whoever facilitates it.
    func positionsPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let role = try request.role()
        guard role.leads else { return .seeOther("/m/\(try await hub.listing(of: match.part("slug")).slug)") }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: role)
        guard let file = try await hub.series(withMeeting: listing.record) else {
            throw Problem(
                .unknownSeries, "This meeting is on no series’ schedule. The organiser of a series enters it there.")
        }
        var view = try await positionsView(of: listing, in: file, as: role, for: request)
        view.series.said = request.query("said") != nil
        return .page(pages.positions(view))
    }

    /// What a form asks of a series; the page it came from says what became of it.
    func seriesForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let role = try form.role()
        let file = try await hub.series(at: match.part("series"))
        if form["do"] == "invite", role == .organiser {
            return try await linkPersonInvited(form, to: file, by: request)
        }
        // Who acts by a link is no device.
        let device = role == .attendee ? await device(of: request, sending: form) : nil
        let problem: Problem
        do throws(Problem) {
            try await give(try form.seriesFrame, to: file, as: role, by: request, with: device)
            let address = form.seriesPage == .glossary ? glossaryAddress(after: form, in: file) : nil
            return keeping(device, in: .seeOther(address ?? self.address(after: form, in: file, as: role)))
        } catch { problem = error }
        await hub.refusals.note(problem.code)
        if let slug = form["positions"] {
            let listing = try await hub.listing(of: slug)
            _ = try await hub.whom(request, in: slug, as: role)
            var view = try await positionsView(of: listing, in: file, as: role, for: request)
            (view.series.refusal, view.series.kept) = (problem, form)
            return .page(pages.positions(view), refusedBy: problem)
        }
        let reader = try await author(request, in: file, as: role, with: device)
        var view = try await seriesView(of: file, as: role, for: request)
        (view.refusal, view.kept) = (problem, form)
        view.saying = try saying(request, of: file, by: reader)
        view.saying.subject = form.subject
        return keeping(device, in: .page(pages.series(view, form.seriesPage), refusedBy: problem))
    }

    /// The series of an address, for who may read it.
    func readable(_ request: Request, _ match: Route.Match) async throws(Problem) -> SeriesFile {
        let file = try await hub.series(at: match.part("series"))
        _ = try await hub.whom(request, in: file, as: .attendee)
        return file
    }

    func newSeriesPage(_ request: Request) async throws(Problem) -> Response {
        try await hub.admission.requireSiteOrganiser(request, at: now())
        return .page(pages.newSeries(SeriesFormView(formID: Secret.make())))
    }

    /// A double submit makes one series.
    func newSeriesForm(_ request: Request) async throws(Problem) -> Response {
        try await hub.admission.requireSiteOrganiser(request, at: now())
        let form = try FormFields(request)
        let record = form["id"].map { Secret.recordID(ofForm: $0) } ?? Secret.recordID()
        let problem: Problem
        do throws(Problem) {
            let founded = try await found(
                SeriesFounding(
                    slug: form["slug"], visibility: form["visibility"], series: SeriesPlan(try form.plannedSeries)),
                record: record)
            return .page(pages.createdSeries(founded, titled: form["title"] ?? ""), status: .created)
        } catch { problem = error }
        var view = SeriesFormView(formID: Secret.make())
        view.values = form.all
        view.refusal = problem
        return .page(pages.newSeries(view), refusedBy: problem)
    }

    func seriesView(
        of file: SeriesFile, as role: Role, for request: Request
    ) async throws(Problem) -> SeriesPageView {
        let held = try await hub.held(in: file)
        var view = SeriesPageView(
            slug: file.listing.slug, address: site.address(ofSeries: file.listing.slug), ledger: file.ledger,
            held: held, role: role, now: now(), formID: { Secret.make() })
        view.isListed = file.listing.visibility == .listed
        view.grants = await hub.admission.roles(
            shownBy: request, inSeries: file.listing, with: file.ledger.standingRecords,
            at: now())
        return view
    }

    private func positionsView(
        of listing: Listing, in file: SeriesFile, as role: Role, for request: Request
    ) async throws(Problem) -> PositionsView {
        PositionsView(
            meeting: try await view(of: listing, as: role),
            series: try await seriesView(of: file, as: role, for: request),
            number: file.ledger.number(of: listing.record) ?? 0)
    }

    private func address(after form: FormFields, in file: SeriesFile, as role: Role) -> String {
        let after = form.placeAfterSaying
        let tail = "?as=\(role.rawValue)&said=\(after?.said ?? "ok")"
        if let slug = form["positions"].flatMap(Slug.checked) { return "/m/\(slug)/positions" + tail }
        return "/s/\(file.listing.slug)" + (after?.page ?? form.seriesPage).path + tail
    }
}
