import Crypto
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Series: what each has come to, its schedule, and what is asked of it.
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
        let device = await device(of: request, sending: form, as: role)
        let problem: Problem
        do throws(Problem) {
            try await give(try form.seriesFrame, to: file, as: role, by: request, with: device)
            let address = form.seriesPage == .glossary ? glossaryAddress(after: form, in: file) : nil
            return keeping(device, in: .seeOther(address ?? self.address(after: form, in: file, as: role)))
        } catch { problem = error }
        await hub.refusals.note(problem.code)
        let refusal = (problem.code.rawValue, problem.detail)
        if let slug = form["positions"] {
            let listing = try await hub.listing(of: slug)
            _ = try await hub.whom(request, in: slug, as: role)
            var view = try await positionsView(of: listing, in: file, as: role, for: request)
            (view.series.refusal, view.series.kept) = (refusal, form)
            return .page(pages.positions(view), refusedBy: problem)
        }
        let reader = try await author(request, in: file, as: role, with: device)
        var view = try await seriesView(of: file, as: role, for: request)
        (view.refusal, view.kept) = (refusal, form)
        view.saying = try saying(request, of: file, by: reader)
        view.saying.subject = form.subject
        return keeping(device, in: .page(pages.series(view, form.seriesPage), refusedBy: problem))
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
        view.refusal = (problem.code.rawValue, problem.detail)
        return .page(pages.newSeries(view), refusedBy: problem)
    }

    // MARK: For programs

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
        if let name = wish.name {
            do throws(Refusal) { try Limit.title(name, field: "name") } catch { throw Problem(error) }
        }
        let link = try await link(to: file.listing.record, as: role, named: wish.name)
        return .json(JSON.bytes(Invitation(role: role.rawValue, link: link)), status: .created)
    }

    // MARK: -

    private func found(_ wish: SeriesFounding, record: RecordID) async throws(Problem) -> FoundedSeries {
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
        await follow(command, in: try await hub.series(at: file.listing.slug))
        return positions
    }

    /// Enters a meeting that was just made on the schedule it was made for.
    func hold(
        _ record: RecordID, as place: (series: String, number: Int), by request: Request
    ) async throws(Problem) {
        let file = try await hub.series(at: place.series)
        let author = try await hub.whom(request, in: file, as: .organiser)
        if file.ledger.number(of: record) == place.number { return }  // its form was pressed twice
        try await hub.take(
            SeriesOrder(id: record.text, command: .hold(place.number, record), digest: [], author: author), to: file)
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
        case .propose(_, _, let said?): source = said
        default: return
        }
        guard let line = source.line, let minutes = try await minutes(of: source.meeting, in: file) else { return }
        guard let note = minutes.note(line) else { throw Problem(Refusal.unknownLine(line)) }
        if note.body == nil { throw Problem(Refusal.lineGone(line)) }
    }

    func minutes(of number: Int, in file: SeriesFile) async throws(Problem) -> Minutes? {
        guard let record = file.ledger[meeting: number]?.meeting.record else { return nil }
        return try await hub.floor(of: try await hub.listing(of: record)).publicMinutes
    }

    func seriesView(
        of file: SeriesFile, as role: Role, for request: Request
    ) async throws(Problem) -> SeriesPageView {
        let held = try await hub.held(in: file)
        var view = SeriesPageView(
            slug: file.listing.slug, address: site.address(ofSeries: file.listing.slug), ledger: file.ledger,
            held: held, role: role, now: now(), formID: { Secret.make() })
        view.grants = await hub.admission.roles(
            shownBy: request, inSeries: file.listing, with: Set(file.ledger.meetings.compactMap(\.meeting.record)),
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

/// The body of `POST /api/v1/series`.
struct SeriesFounding: Decodable {
    let slug: String?
    let visibility: String?
    let series: SeriesPlan
}

/// A series just founded, with links that are shown this once.
struct FoundedSeries: Encodable {
    let slug: String
    let record: RecordID
    let address: String
    /// By role.
    let links: [String: String]
}

/// A series in a list.
struct SeriesSummary: Encodable {
    let slug, title, address, visibility: String

    init(_ file: SeriesFile, on site: Site) {
        slug = file.listing.slug
        title = file.listing.title
        address = site.address(ofSeries: slug)
        visibility = file.listing.visibility.rawValue
    }
}

extension Meeting.Visibility {
    /// - Parameter word: As a client writes it; `nil` is unlisted.
    init(checked word: String?) throws(Problem) {
        guard let word else {
            self = .unlisted
            return
        }
        guard let visibility = Meeting.Visibility(rawValue: word) else {
            throw Problem(.badValue, "“visibility” must be listed, unlisted or invited.")
        }
        self = visibility
    }
}

extension FormFields {
    var seriesPage: SeriesPage { self["page"].flatMap(SeriesPage.init(rawValue:)) ?? .overview }

    /// The form as a frame, so that a form and a program say the same thing in the same words.
    var seriesFrame: SeriesFrame {
        get throws(Problem) {
            struct Frame: Encodable {
                let `do`, id: String?
                var title, purpose, timeZone, language: String?
                var strands: [Strand]?
                let number, minutes, meeting, line, proposal, poll: Int?
                let startsAt: Instant?
                let place, setting, standing, slug, strand, text, evidence, nextQuestion: String?
                let options: [String]?
                let name, reason, state, outcome: String?
                let readBy, address, term, owner, review: String?
                let items: [Int]?
                let point, paper: Int?
                let targets: [Target]?

                struct Target: Encodable {
                    let sector: Sector?
                    let region: String?
                    let share: Int
                }

                struct Strand: Encodable {
                    let name: String
                    let premise, endPoint: String?
                    let milestones: [String]
                }
            }
            func number(_ field: String) throws(Problem) -> Int? {
                guard let word = self[field] else { return nil }
                guard let number = Int(word) else { throw Problem(.badValue, "“\(field)” must be a number.") }
                return number
            }
            let startsAt: Instant?
            do throws(Fault) { startsAt = try self.startsAt() } catch { throw Problem(.badValue, error.rule) }
            return try SeriesFrame(
                JSON.bytes(
                    Frame(
                        do: self["do"], id: self["id"], title: self["title"], purpose: self["purpose"],
                        timeZone: self["timeZone"], language: self["language"],
                        strands: self["do"] == SeriesCommand.Kind.plan.rawValue
                            ? strands.map {
                                Frame.Strand(
                                    name: $0.name, premise: $0.premise, endPoint: $0.endPoint,
                                    milestones: $0.milestones)
                            } : nil, number: try number("number"),
                        minutes: try number("minutes"), meeting: try number("meeting"), line: try number("line"),
                        proposal: try number("proposal"), poll: try number("poll"), startsAt: startsAt,
                        place: self["place"], setting: self["setting"], standing: self["standing"],
                        slug: self["slug"], strand: self["strand"], text: self["text"], evidence: self["evidence"],
                        nextQuestion: self["nextQuestion"],
                        options: lines("options").isEmpty ? nil : lines("options"), name: self["name"],
                        reason: self["reason"], state: self["state"], outcome: self["outcome"],
                        readBy: self["readBy"], address: self["address"], term: self["term"], owner: self["owner"],
                        review: self["review"], items: try items, point: try number("point"),
                        paper: try number("paper"),
                        targets: self["do"] == SeriesCommand.Kind.plan.rawValue
                            ? try targets.map {
                                Frame.Target(sector: $0.sector, region: $0.region, share: $0.share)
                            } : nil)))
        }
    }

    /// A series as its form describes it.
    var plannedSeries: Series {
        get throws(Problem) {
            guard let title = self["title"] else { throw Problem(.badValue, "Give the series a title.") }
            guard let language = Language(self["language"] ?? "en") else {
                throw Problem(.badValue, "Write a language tag such as en or cy.")
            }
            return Series(
                title: title, purpose: self["purpose"], timeZone: self["timeZone"] ?? "Europe/London",
                language: language, strands: strands, targets: try targets)
        }
    }

    /// Numbers of agenda items between commas.
    private var items: [Int]? {
        get throws(Problem) {
            guard let words = self["items"] else { return nil }
            var items: [Int] = []
            for word in words.split(separator: ",") {
                guard let item = Int(word.trimmed) else {
                    throw Problem(.badValue, "“items” must be numbers of agenda items, such as 2, 3.")
                }
                items.append(item)
            }
            return items
        }
    }

    /// One to a line: a sector or a region, a bar, a share in per cent.
    private var targets: [Series.Target] {
        get throws(Problem) {
            var targets: [Series.Target] = []
            for line in lines("targets") {
                let parts = line.split(separator: "|").map(\.trimmed)
                let share = parts.count == 2 ? Int(parts[1].replacing("%", with: "").trimmed) : nil
                guard let share, let name = parts.first else {
                    throw Problem(.badValue, "“targets” must be lines such as “civil | 30” or “Wales | 10”.")
                }
                // "civil" as well as "civil-society"
                let word = name.lowercased()
                let sector = Sector.allCases.first { $0.rawValue == word || $0.rawValue.hasPrefix(word + "-") }
                targets.append(Series.Target(sector: sector, region: sector == nil ? name : nil, share: share))
            }
            return targets
        }
    }

    /// The targets of a series as `targets` reads them.
    static func targetLines(_ series: Series) -> String {
        series.targets.map { "\($0.sector?.rawValue ?? $0.region ?? "") | \($0.share)" }.joined(separator: "\n")
    }

    /// One to a line: name, premise, end point and milestones between bars, milestones between semicolons.
    private var strands: [Series.Strand] {
        lines("strands").map { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmed }
            func part(_ place: Int) -> String? { parts.count > place && !parts[place].isEmpty ? parts[place] : nil }
            let milestones = (part(3) ?? "").split(separator: ";").map { $0.trimmed }
            return Series.Strand(
                parts[0], premise: part(1), endPoint: part(2), milestones: milestones.filter { !$0.isEmpty })
        }
    }

    /// The strands of a series as `strands` reads them.
    static func strandLines(_ series: Series) -> String {
        series.strands.map { strand in
            var parts = [
                strand.name, strand.premise ?? "", strand.endPoint ?? "", strand.milestones.joined(separator: "; "),
            ]
            while parts.last == "" { parts.removeLast() }
            return parts.map { $0.replacing("\n", with: " ") }.joined(separator: " | ")
        }.joined(separator: "\n")
    }
}
