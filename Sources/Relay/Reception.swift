import HTTPTypes
import Logging
import Procedure
package import Proceedings
package import Publishing
package import Transport
import Wire

/// Answers requests: finds the route, asks the hub, and says it as a page or as JSON.
package struct Reception: Sendable {
    let hub: Hub
    let site: Site
    /// The one it answers in.
    private var tongue: Tongue
    private let tongues: [Tongue]
    let printers: any TaskExecutor
    let rehearsals = Rehearsals()
    let script: RehearsalScript
    let desk = JoinDesk(guesses: 10)
    /// For wrong links to roles.
    let linkDesk = JoinDesk(guesses: 60)
    let captions = CaptionDesk()
    let now: @Sendable () -> Instant

    var pages: Pages { tongue.pages }
    var press: Press { tongue.press }
    var languages: Languages { tongue.languages }
    var similar: Similar { hub.similar }
    var wordsUsed: WordsUsed { hub.wordsUsed }

    /// - Parameters:
    ///   - tongues: At least one; the first is that of addresses without a language.
    ///   - script: What is typed into a rehearsal.
    ///   - printers: Where whole records are printed, so that no line of a live meeting waits for one.
    package init(
        for hub: Hub, of site: Site, in tongues: [Tongue], script: RehearsalScript, printers: any TaskExecutor,
        now: @escaping @Sendable () -> Instant
    ) {
        self.hub = hub
        self.site = site
        self.tongues = tongues
        tongue = tongues[0]
        self.script = script
        self.printers = printers
        self.now = now
    }

    /// Plays the rehearsals organisers ask for, until it is cancelled.
    package func rehearse() async { await rehearsals.run(at: self) }

    package func answer(_ request: Request) async {
        await RequestMark.$current.withValue(request.mark) { await answerMarked(request) }
    }

    private func answerMarked(_ asked: Request) async {
        let began = ContinuousClock.now
        let (tag, path) = languages.split(asked.path)
        let request = asked.moved(to: path)
        let here = speaking(request.wantsPage ? tag : request.query("language") ?? tag, to: request)
        let found = Route.match(request.method, path)
        var response = await here.response(for: request, found)
        response?.headers[.requestMark] = request.mark
        // Frames of other sites keep nothing here.
        if here.pages.reading.isAsked, !path.hasPrefix("/embed/") {
            let cookie = here.pages.reading.header(isSecure: site.isSecure)
            // Beside the one by which a device may become known here.
            response?.headers.append(HTTPField(name: .setCookie, value: cookie))
            response?.headers[.cacheControl] = Response.isPrivate
        }
        if let response { await hub.listener.answer(request.peer, with: here.tongue.dressed(response, on: site)) }
        note(request, found, response, took: .now - began)
    }

    /// The same in a language, with pages as their reader has set them.
    ///
    /// - Parameter tag: Of a language; of one the house does not have, it speaks its own.
    private func speaking(_ tag: String, to request: Request) -> Reception {
        var other = self
        other.tongue = tongues.first { $0.tag == tag } ?? tongue
        guard request.wantsPage else { return other }
        other.tongue.pages.address = PageAddress(request, on: site, among: languages)
        other.tongue.pages.reading = ReadingSettings(of: request)
        return other
    }

    /// - Returns: `nil` where the request became an event stream.
    private func response(for request: Request, _ found: Route.Result) async -> Response? {
        do throws(Problem) {
            return try await response(to: request, finding: found)
        } catch let error where error.code == .unknownMeeting {
            return await forwarding(request) ?? refused(request, error)
        } catch {
            await hub.refusals.note(error.code)
            return refused(request, error)
        }
    }

    /// One line for the operator's log. Not the address asked for: it may hold a secret, and who asks for what is nobody's.
    private func note(_ request: Request, _ found: Route.Result, _ response: Response?, took: Duration) {
        let code = response?.status.code ?? 200
        hub.log.log(
            level: code >= 500 ? .warning : .debug, response == nil ? "stream opened" : "request answered",
            metadata: [
                "method": "\(request.method)", "route": "\(found.pattern)", "status": "\(code)",
                "milliseconds": "\(Int(took / .milliseconds(1)))",
            ])
    }

    /// - Returns: `nil` where the request became an event stream.
    private func response(to request: Request, finding found: Route.Result) async throws(Problem) -> Response? {
        switch found {
        case .unknown: return notFound(request)
        case .otherMethod(let methods): return otherMethod(request, methods)
        case .found(let match):
            if match.route.isControlOnly, request.entrance != .control { return notFound(request) }
            try requireLanguage(of: request)
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
        case .captionRow: return try await captionRow(request)
        case .captionText: return try await captionText(request)
        case .captionPiece: return try await captionPiece(request, match)
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
    /// One for every language, the house's own first.
    package static func all(of assets: Assets) -> [Press] {
        assets.languages.all.map { Press(assets, language: $0.tag) }
    }

    /// The press of a house: its templates, and its own language or another that it has.
    package init(_ assets: Assets, language: String = Languages.own) {
        self.init(templates: assets.templates, text: assets.phrases[language]?.strings ?? [:])
    }
}
