import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// Pages and the forms on them.
extension Reception {
    func page(_ request: Request, at match: Route.Match) async throws(Problem) -> Response? {
        switch match.route {
        case .home: .page(pages.home(try await home(request)))
        case .joinPage: .page(pages.join(JoinView(formID: Secret.make())))
        case .join: try await join(request, code: try FormFields(request)["code"] ?? "")
        case .joinByCode: try await join(request, code: match.part("code"))
        case .roleLink: try await enter(request, with: match.part("secret"))
        case .meetingPage: try await meetingPage(request, match)
        case .textPage: try await textPage(request, match)
        case .linePage: try await linePage(request, match)
        case .lineProofPage: try await lineProofPage(request, match)
        case .suggestionPage: try await suggestionPage(request, match)
        case .correctionsPage: try await correctionsPage(request, match)
        case .correctionsForm: try await correctionsForm(request, match)
        case .screenPage: try await screenPage(request, match)
        case .questionsPage: try await questionsPage(request, match)
        case .questionsForm: try await questionsForm(request, match)
        case .ownQuestionsPage: try await ownQuestionsPage(request, match)
        case .questionPage: try await questionPage(request, match)
        case .deviceLink: try await devicePage(request, match)
        case .deviceForm: try await enterDevice(request, match)
        case .consolePage: try await consolePage(request, match)
        case .consoleForm: try await consoleForm(request, match)
        case .voicePage: try await voicePage(request, match)
        case .voiceForm: try await voiceForm(request, match)
        case .statusPage: try await statusPage(request)
        case .meetingStatusPage: try await meetingStatusPage(request, match)
        case .breakoutsPage: try await breakoutsPage(request, match)
        case .breakoutsForm: try await breakoutsForm(request, match)
        case .reportPage: try await reportPage(request, match)
        case .reportForm: try await reportForm(request, match)
        case .scribePage: try await scribePage(request, match)
        case .scribeForm: try await scribeForm(request, match)
        case .organisePage: try await organisePage(request, match)
        case .organiseForm: try await organiseForm(request, match)
        case .sheetPage: try await sheetPage(request, match)
        case .invitePage: try await invitePage(request, match)
        case .inviteForm: try await inviteForm(request, match)
        case .erasePage: try await erasePage(request, match)
        case .eraseForm: try await eraseForm(request, match)
        case .recordPage: try await recordPage(request, match)
        case .summaryPage: try await summaryPage(request, match)
        case .seriesPage: try await seriesPage(request, match, .overview)
        case .boardPage: try await seriesPage(request, match, .board)
        case .schedulePage: try await seriesPage(request, match, .schedule)
        case .actionsPage: try await seriesPage(request, match, .actions)
        case .feedbackPage: try await seriesPage(request, match, .feedback)
        case .commentsPage: try await seriesPage(request, match, .comments)
        case .peoplePage: try await seriesPage(request, match, .people)
        case .glossaryPage: try await glossaryPage(request, match)
        case .planPage: try await seriesPage(request, match, .plan)
        case .papersPage: try await seriesPage(request, match, .papers)
        case .papersForm: try await papersForm(request, match)
        case .seriesForm: try await seriesForm(request, match)
        case .positionsPage: try await positionsPage(request, match)
        case .newSeriesPage: try await newSeriesPage(request)
        case .newSeriesForm: try await newSeriesForm(request)
        case .searchPage: try await searchPage(request)
        case .speakersPage: try await speakersPage(request)
        case .speakerPage: try await speakerPage(request, match)
        case .embeddedMeeting: try await embeddedMeeting(request, match)
        case .embeddedLine: try await embeddedLine(request, match)
        case .embeddedBoard: try await embeddedBoard(request, match)
        case .createPage: try await createPage(request)
        case .createForm: try await createForm(request)
        case .problemPage: problemPage(request, code: match.part("code"))
        case .settingsPage: settingsPage(request)
        case .accessibilityPage: .page(pages.accessibility())
        case .lineByLinePage: try await lineByLinePage(request, match)
        default: notFound(request)
        }
    }

    private func home(_ request: Request) async throws(Problem) -> HomeView {
        let listed = try await hub.listings().filter { $0.visibility == .listed }
        func summaries(_ listings: some Sequence<Listing>) async throws(Problem) -> [MeetingSummary] {
            var summaries: [MeetingSummary] = []
            for listing in listings.prefix(Self.listed) {
                guard let floor = try await hub.floorIfSound(of: listing) else { continue }
                summaries.append(MeetingSummary(slug: listing.slug, floor.publicMinutes))
            }
            return summaries
        }
        let far = Instant(milliseconds: .max)
        var view = HomeView(
            live: try await summaries(listed.filter { $0.phase == .open || $0.phase == .paused }),
            next: try await summaries(
                listed.filter { $0.phase == .planned }.sorted { ($0.startsAt ?? far) < ($1.startsAt ?? far) }),
            records: try await summaries(
                listed.filter { $0.phase == .closed }.sorted {
                    ($0.startsAt ?? $0.closedAt ?? far) > ($1.startsAt ?? $1.closedAt ?? far)
                }),
            formID: Secret.make())
        let series = try await hub.allSeries().filter { $0.listing.visibility == .listed }
        view.scheduled = series.flatMap { file in
            file.ledger.meetings.filter { $0.meeting.record == nil && $0.isToCome(at: now()) }
                .map { (SeriesSummary(file, on: site), $0, file.ledger.series.timeZone) }
        }.sorted { ($0.1.meeting.startsAt ?? far) < ($1.1.meeting.startsAt ?? far) }.prefix(Self.listed).map(\.self)
        view.series = series.suffix(Self.listed).reversed().map {
            (SeriesSummary($0, on: site), $0.ledger.next(at: now()), $0.ledger.series.timeZone)
        }
        view.offeredLanguage = languages.preferred(by: request.headers[.acceptLanguage])
        view.mayCreate = await hub.admission.isSiteOrganiser(request, at: now())
        return view
    }

    /// Meetings of each kind on the front page.
    static let listed = 20

    private func join(_ request: Request, code: String) async throws(Problem) -> Response {
        let digits = code.filter { !$0.isWhitespace }
        var view = JoinView(formID: Secret.make())
        view.value = code
        let isShaped = digits.count == 6 && digits.allSatisfy { $0.isASCII && $0.isNumber }
        if !isShaped {
            view.refusal = .shape
        } else if await !desk.mayTry(request.address, at: .now) {
            view.refusal = .tooFast
            await hub.refusals.note(.tooFast)
        } else if let listing = try await hub.listing(withCode: digits) {
            await desk.wasRight(request.address)
            return .seeOther("/m/\(listing.slug)")
        } else {
            view.refusal = .unknown
        }
        let status: HTTPResponse.Status = view.refusal == .tooFast ? .tooManyRequests : .notFound
        var response = Response.page(pages.join(view), status: isShaped ? status : .badRequest)
        if view.refusal == .tooFast { response.headers[.retryAfter] = "\(desk.patience)" }
        return response
    }

    /// Keeps the grant of a role link in the browser and leaves the secret's address at once.
    private func enter(_ request: Request, with secret: String) async throws(Problem) -> Response {
        guard let grant = await hub.admission.grant(for: secret, at: now()) else {
            // A right one is never held up: nobody finds 130 bits by trying, and who tries may share a network with staff.
            guard await linkDesk.mayTry(request.address, at: .now) else {
                throw Problem(
                    .tooFast, "At most \(linkDesk.guesses) wrong links a minute come from one network.",
                    limit: linkDesk.guesses, retryAfter: linkDesk.patience)
            }
            return .page(pages.problem(ProblemView(code: "wrong-link")), status: .notFound)
        }
        var cookie = GrantsCookie(in: request)
        cookie.add(secret)
        var response = Response.seeOther(try await address(for: grant))
        response.headers[.setCookie] = cookie.header(isSecure: site.isSecure)
        return response
    }

    private func address(for grant: Grant) async throws(Problem) -> String {
        guard let record = grant.record else { return "/new" }
        if let file = try await hub.series(of: record) {
            let place = grant.role == .linkPerson ? SeriesPage.glossary.path : ""
            return "/s/\(file.listing.slug)\(place)" + (grant.role.onlyReads ? "" : "?as=\(grant.role.rawValue)")
        }
        let slug = try await hub.listing(of: record).slug
        if grant.role == .screen { return "/m/\(slug)/screen" }
        guard let desk = grant.role.desk else { return "/m/\(slug)" }
        return "/m/\(slug)/\(desk)?as=\(grant.role.rawValue)" + (grant.breakout.map { "&breakout=\($0)" } ?? "")
    }

    private func meetingPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        var view = try await explaining(try await view(of: listing, for: participant), of: listing)
        view.askFormID = Secret.make()
        view.order = pages.reading.chosen["order"].flatMap(MeetingView.Order.init(rawValue:))
        view.before = request.query("before").flatMap { Int($0) }.map(Position.init)
        view.grants = await hub.admission.roles(shownBy: request, in: listing.record, at: now())
            .filter { $0.desk != nil }.sorted { $0.rawValue < $1.rawValue }
        return .page(pages.meeting(view))
    }

    private func screenPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .screen)
        return .page(pages.screen(try await view(of: listing, for: participant)))
    }

    private func recordPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, participant) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard listing.phase == .closed else {
            return .page(pages.recordAwaited(try await view(of: listing, for: participant)))
        }
        return try await record(of: listing, as: .html, isServed: true, for: request)
    }

    /// A meeting as one role sees it who is in no group.
    func view(of listing: Listing, as role: Role) async throws(Problem) -> MeetingView {
        try await view(of: listing, for: Participant(id: "", role: role))
    }

    /// A meeting as a reader sees it, ready for a page.
    func view(of listing: Listing, for participant: Participant) async throws(Problem) -> MeetingView {
        let floor = try await hub.floor(of: listing)
        let reader = floor.reader(participant)
        var view = MeetingView(
            slug: listing.slug, address: site.address(ofMeeting: listing.slug), minutes: floor.minutes(for: reader),
            epoch: ServerFrame.text(of: floor.epoch))
        view.role = reader.role
        view.ownGroup = participant.role == .attendee ? floor.counted.groups[participant.id] : participant.breakout
        view.support = floor.allSupport
        if let sitting = await hub.liveSitting(listing.record) {
            view.followers = await sitting.followers()
            view.surroundings = await sitting.surroundings
        }
        view.surroundings.voted = floor.counted.ballots.voted
        view.surroundings.members = floor.counted.groups.counts
        let file =
            reader.role.isStaff
            ? try await hub.series(withMeeting: listing.record) : try await hub.series(toldBy: listing)
        view.series = file.map { SeriesLink($0, of: listing.record) }
        view.joinCode = listing.phase == .open || listing.phase == .paused ? listing.joinCode : nil
        return view
    }
}
