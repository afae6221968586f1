import HTTPTypes
package import Proceedings
package import Publishing
package import Transport
import Wire

/// Answers requests: finds the route, asks the hub, and says it as a page or as JSON.
package struct Reception: Sendable {
    let hub: Hub
    let site: Site
    let pages: Pages
    let press: Press
    let desk = JoinDesk(guesses: 10)
    /// For wrong links to roles.
    let linkDesk = JoinDesk(guesses: 60)
    let now: @Sendable () -> Instant

    var similar: Similar { hub.similar }
    var wordsUsed: WordsUsed { hub.wordsUsed }

    package init(
        for hub: Hub, of site: Site, pages: Pages, press: Press, now: @escaping @Sendable () -> Instant
    ) {
        self.hub = hub
        self.site = site
        self.pages = pages
        self.press = press
        self.now = now
    }

    package func answer(_ request: Request) async {
        let response: Response?
        do throws(Problem) {
            response = try await self.response(to: request)
        } catch let error where error.code == .unknownMeeting {
            response = await forwarding(request) ?? refused(request, error)
        } catch {
            await hub.refusals.note(error.code)
            response = refused(request, error)
        }
        if let response { await hub.listener.answer(request.peer, with: response) }
    }

    /// - Returns: `nil` where the request became an event stream.
    private func response(to request: Request) async throws(Problem) -> Response? {
        switch Route.match(request.method, request.path) {
        case .unknown: return notFound(request)
        case .otherMethod(let methods): return otherMethod(request, methods)
        case .found(let match):
            if match.route.isControlOnly, request.entrance != .control { return notFound(request) }
            return try await response(to: request, at: match)
        }
    }

    private func response(to request: Request, at match: Route.Match) async throws(Problem) -> Response? {
        switch match.route {
        case .live: return .plain("live\n")
        case .ready: return await ready()
        case .meetings: return try await meetings(request)
        case .createMeeting: return try await createMeeting(request)
        case .meeting: return try await state(request, match)
        case .meetingAddress: return try await moveMeeting(request, match)
        case .entries: return try await entries(request, match)
        case .lines: return try await lines(request, match)
        case .questions: return try await questions(request, match)
        case .ownQuestions: return try await ownQuestions(request, match)
        case .stream: return try await stream(request)
        case .command: return try await command(request, match)
        case .invitation: return try await invitation(request, match)
        case .siteInvitation: return try await siteInvitation()
        case .revocation: return try await revocation(request)
        case .oldGround: return try await oldGround(request, match)
        case .words: return try await words(request, match)
        case .search: return try await search(request)
        case .allSeries: return try await allSeries(request)
        case .createSeries: return try await createSeries(request)
        case .series: return try await series(request, match)
        case .seriesCommand: return try await seriesCommand(request, match)
        case .addPaper: return try await addPaper(request, match)
        case .paperFile: return try await paperFile(request, match)
        case .papersPack: return try await papersPack(request, match)
        case .seriesInvitation: return try await seriesInvitation(request, match)
        case .seriesRecord: return try await seriesRecord(request, match)
        case .calendar: return try await calendar(request)
        case .seriesCalendar: return try await seriesCalendar(request, match)
        case .scheduledCalendar: return try await scheduledCalendar(request, match)
        case .meetingCalendar: return try await meetingCalendar(request, match)
        case .treeCheckpoint: return try await treeCheckpoint(request, match)
        case .tile, .fartherTile, .farthestTile: return try await tile(request, match)
        case .line: return try await line(request, match)
        case .lineProof: return try await lineProof(request, match)
        case .consistency, .seriesConsistency: return try await consistency(request, match)
        case .siteFeed: return try await siteFeed(request, match)
        case .seriesFeed: return try await seriesFeed(request, match)
        case .meetingFeed: return try await meetingFeed(request, match)
        case .record, .recordFile: return try await recordFile(match, request)
        case .imports: return try await importFile(request)
        case .verification: return try await verification()
        case .meetingErasure: return try await meetingErasure(request, match)
        case .seriesErasure: return try await seriesErasure(request, match)
        case .backup: return try await backup(request)
        case .diagnosis: return try await diagnosis()
        case .siteErasure: return try await siteErasure(request)
        case .sitePlan: return try await sitePlan(request)
        case .siteParts: return try await siteParts(request)
        case .deliveries: return try await deliveries()
        case .summaryFile: return try await summaryFile(request, match)
        default: return try await page(request, at: match)
        }
    }

    private func ready() async -> Response {
        await hub.isRecording()
            ? .plain("ready\n") : .plain("the record cannot be written; reading goes on\n", status: .serviceUnavailable)
    }

    private func stream(_ request: Request) async throws(Problem) -> Response? {
        guard request.wantsEventStream else {
            throw Problem(
                .badValue, "This address is a WebSocket, or an event stream with “Accept: text/event-stream”.")
        }
        guard request.method != .head else {
            _ = try await hub.whom(request)
            return .eventStreamHead
        }
        try await hub.stream(request)
        return nil
    }
}

extension Reception {
    /// What a WebSocket may be opened on; who may sit there is found out once it is open, since browsers show a page
    /// the close code but never the status of a refused upgrade.
    package static func refusal(ofUpgrade request: Request) -> Response? {
        if case .found(let match) = Route.match(.get, request.path), match.route == .stream { return nil }
        return .plain("A WebSocket is opened on /api/v1/meetings/SLUG/live.\n", status: .notFound)
    }
}

extension Reception {
    /// What is answered however full the house is: a supervisor that heard nothing would end it for everybody.
    package static func isVital(_ request: Request) -> Bool {
        guard case .found(let match) = Route.match(request.method, request.path) else { return false }
        return match.route == .live || match.route == .ready
    }
}

extension Press {
    /// The press of a house: its templates, its English.
    package init(_ assets: Assets) {
        self.init(templates: assets.templates, text: assets.phrases["en"]?.strings ?? [:])
    }
}
