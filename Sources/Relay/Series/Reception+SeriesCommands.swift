import Crypto
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// What is asked of a series, and by programs.
extension Reception {
    func allSeries(_ request: Request) async throws(Problem) -> Response {
        struct Answer: Encodable { let series: [SeriesSummary] }
        let all = try await hub.allSeries().filter {
            request.entrance == .control || $0.listing.visibility == .listed
        }
        return .json(JSON.bytes(Answer(series: all.map { SeriesSummary($0, on: site) })))
    }

    func series(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        _ = try await hub.whom(request, in: file, as: try request.role())
        let slugs = try await hub.held(in: file).mapValues(\.slug)
        return .json(
            JSON.bytes(
                SeriesView(
                    slug: file.listing.slug, address: site.address(ofSeries: file.listing.slug), file.ledger,
                    slugs: slugs)))
    }

    func createSeries(_ request: Request) async throws(Problem) -> Response {
        try await hub.admission.requireSiteOrganiser(request, at: now())
        let wish = try JSON.read(SeriesFounding.self, request.body)
        return .json(JSON.bytes(try await found(wish, record: Secret.recordID())), status: .created)
    }

    func seriesCommand(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        let frame = try SeriesFrame(request.body)
        let positions = try await give(frame, to: file, as: try request.role(), by: request)
        return .json(ServerFrame.accepted(id: frame.id, positions).bytes)
    }

    func seriesInvitation(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        struct Wish: Decodable {
            let role: String
            let name: String?
        }
        let file = try await hub.series(at: match.part("series"))
        _ = try await hub.whom(request, in: file, as: .organiser)
        let wish = try JSON.read(Wish.self, request.body)
        guard let role = Role(rawValue: wish.role), [.organiser, .linkPerson, .attendee].contains(role) else {
            throw Problem(
                .badValue, "“role” must be organiser, link-person, or attendee where the series is for invited people.")
        }
        if let name = wish.name { try require(name: name) }
        let link = try await link(to: file.listing.record, as: role, named: wish.name)
        return .json(JSON.bytes(Invitation(role: role.rawValue, link: link)), status: .created)
    }

    func found(_ wish: SeriesFounding, record: RecordID) async throws(Problem) -> FoundedSeries {
        let file = try await hub.found(
            try wish.series.series(), slug: wish.slug, visibility: try Meeting.Visibility(checked: wish.visibility),
            record: record)
        let link = try await link(to: record, as: .organiser, named: nil)
        return FoundedSeries(
            slug: file.listing.slug, record: record, address: site.address(ofSeries: file.listing.slug),
            links: [Role.organiser.rawValue: link])
    }

    /// Hands a frame to the series and waits until it is on disk.
    ///
    /// - Parameter device: Of a reader who shows no token yet.
    @discardableResult
    func give(
        _ frame: SeriesFrame, to file: SeriesFile, as role: Role, by request: Request,
        with device: DeviceCookie? = nil, sending upload: Upload? = nil
    ) async throws(Problem) -> [Position] {
        let author = try await author(request, in: file, as: role, with: device)
        try await hub.requirePace(of: author, from: request.address)
        // Before anything is looked up: who may not ask learns nothing of what is there.
        guard frame.kind.permitted.contains(role) else {
            throw Problem(Refusal.notPermittedInSeries(frame.kind, role))
        }
        try await hub.requireRoom(for: frame.kind, from: request.address, by: author)
        let command = try frame.command(
            votes: try await votes(for: frame, in: file), record: try await record(for: frame, by: request),
            file: upload?.file ?? frame.changedPaper.flatMap { file.ledger[paper: $0]?.file })
        try await requireLine(of: command, in: file)
        let order = SeriesOrder(
            id: frame.id, command: command, digest: frame.digest(with: upload), author: author, sent: upload?.bytes)
        let positions = try await take(order, to: file)
        if let position = positions.last {
            await follow(command, at: position, in: try await hub.series(at: file.listing.slug))
        }
        return positions
    }

    /// Enters a meeting that is about to be made on the schedule it is made for; again is harmless.
    ///
    /// - Throws: `meetingHeld` where the place has a meeting; `idReused` where the form was for another place.
    func hold(
        _ record: RecordID, as number: Int, of file: SeriesFile, by request: Request
    ) async throws(Problem) {
        let author = try await hub.whom(request, in: file, as: .organiser)
        try await hub.take(
            SeriesOrder(
                id: "hold-" + record.text, command: .hold(number, record),
                digest: [UInt8](SHA256.hash(data: Array("\(number)".utf8))), author: author), to: file)
    }

    /// What the show of hands came to that is said to confirm a proposal.
    private func votes(for frame: SeriesFrame, in file: SeriesFile) async throws(Problem) -> Point.Votes? {
        guard let poll = frame.poll else { return nil }
        guard let number = frame.source?.meeting, let minutes = try await minutes(of: number, in: file) else {
            throw Problem(.notScheduled, "Name the meeting of the show of hands, by its number on the schedule.")
        }
        guard let asked = minutes.polls[poll] else { throw Problem(Refusal.unknownPoll(poll)) }
        guard let remote = asked.remote else { throw Problem(Refusal.pollIs(poll, isOpen: true)) }
        return Point.Votes(
            question: asked.asked.question, options: asked.asked.options, remote: remote, room: asked.room)
    }

    /// The record of the meeting that shall be held as one of the schedule; only its own organiser may say so.
    private func record(for frame: SeriesFrame, by request: Request) async throws(Problem) -> RecordID? {
        guard frame.kind == .hold, let slug = frame.slug else { return nil }
        let (listing, _) = try await hub.whom(request, in: slug, as: .organiser)
        if let other = try await hub.series(withMeeting: listing.record),
            let number = other.ledger.number(of: listing.record)
        {
            throw Problem(.meetingHeld, "That meeting is number \(number) of “\(other.listing.title)” already.")
        }
        return listing.record
    }

    /// What is reviewed or answered is a line of that meeting which stands.
    private func requireLine(of command: SeriesCommand, in file: SeriesFile) async throws(Problem) {
        let source: Series.Source
        switch command {
        case .review(let said, _), .answer(let said, _): source = said
        // A point may come from any meeting; what was said there is not looked up where one may not read it.
        case .propose(_, _, let said?) where said.line != nil: source = said
        default: return
        }
        guard let minutes = try await minutes(of: source.meeting, in: file) else { return }
        if let question = source.question, minutes.questions[question]?.publication == nil {
            throw Problem(Refusal.unknownQuestion(question))
        }
        guard let line = source.line else { return }
        guard let note = minutes.note(line) else { throw Problem(Refusal.unknownLine(line)) }
        if note.body == nil { throw Problem(Refusal.lineGone(line)) }
    }

    /// What everyone may read of a meeting on the schedule; `nil` while it has no page.
    ///
    /// - Throws: `noGrant` where it is for invited people: nothing said there is said again in public.
    func minutes(of number: Int, in file: SeriesFile) async throws(Problem) -> Minutes? {
        guard let record = file.ledger[meeting: number]?.meeting.record else { return nil }
        let listing = try await hub.listing(of: record)
        guard listing.visibility != .invited else {
            throw Problem(.noGrant, "Meeting \(number) is for invited people; what is said there stays there.")
        }
        return try await hub.floor(of: listing).publicMinutes
    }
}
