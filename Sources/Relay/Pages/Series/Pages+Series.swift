import Procedure
import Proceedings
import Publishing
import Wire

/// A series as a reader or whoever leads it sees it.
struct SeriesPageView {
    let slug: String
    /// Absolute address of the series' page, as it is shared.
    let address: String
    let ledger: Ledger
    /// Meetings with a page of their own, by number on the schedule.
    let held: [Int: HeldMeeting]
    let carryOver: CarryOver
    /// Published, by the point's number; oldest first.
    let commentsOnPoints: [Int: [Comment]]
    let role: Role
    let now: Instant
    /// Client ids for the page's forms.
    let formID: () -> String
    /// Roles this browser holds a grant for.
    var grants: Set<Role> = []
    var said = false
    var refusal: Problem?
    /// What was typed and refused, given back.
    var kept: FormFields?
    var saying = Saying()
    /// The point somebody came to reopen, and the meeting they came from.
    var reopening: (point: Int, meeting: Int)?
    var glossary = GlossaryView()
    /// Its records can be searched by everyone.
    var isListed = false
    /// Of a static site: nobody can say anything there.
    var isArchive = false

    init(
        slug: String, address: String, ledger: Ledger, held: [Int: HeldMeeting], role: Role, now: Instant,
        formID: @escaping () -> String
    ) {
        self.slug = slug
        self.address = address
        self.ledger = ledger
        self.held = held
        carryOver = CarryOver(ledger, minutes: held.mapValues(\.minutes))
        commentsOnPoints = Dictionary(grouping: ledger.comments.published) { $0.published?.point ?? 0 }
        self.role = role
        self.now = now
        self.formID = formID
    }

    /// Path of the series' page.
    var base: String { "/s/\(slug)" }

    /// What whoever leads the series carries on in its addresses; "" for all others.
    var leading: String { role.leads ? "?as=\(role.rawValue)" : "" }

    /// What was typed in a refused form of that kind.
    func kept(_ kind: SeriesCommand.Kind) -> FormFields? { kept.flatMap { $0["do"] == kind.rawValue ? $0 : nil } }

    /// The same of the form that changes what has the number; `nil` is the form of a new one.
    func kept(_ kind: SeriesCommand.Kind, of number: Int?) -> FormFields? {
        kept(kind).flatMap { $0["number"] == number.map { String($0) } ? $0 : nil }
    }
}

extension FormFields? {
    /// What stands in a field: what was typed, where the form is given back, else what is known.
    func value(_ name: String, _ known: String?) -> String { map { $0[name] ?? "" } ?? known ?? "" }
}

/// The pages of a series; raw values are what their forms say they came from.
enum SeriesPage: String, CaseIterable {
    case overview, board, schedule, papers, actions, feedback
    case comments, people, glossary
    case plan

    /// After the series' own.
    var path: String { self == .overview ? "" : "/\(rawValue)" }

    var template: String { "series-\(rawValue)" }

    /// A static site has no page that is there to be written on.
    func isIn(_ view: SeriesPageView) -> Bool {
        !view.isArchive || self == .overview || SiteMap.seriesPages.contains(rawValue)
    }
}

/// What a meeting has for the position board of its series.
struct PositionsView {
    let meeting: MeetingView
    var series: SeriesPageView
    /// On the schedule.
    let number: Int
}

/// The form for a new series, empty or given back with what was wrong.
struct SeriesFormView {
    let formID: String
    var values: [String: String] = [:]
    var refusal: Problem?
}

extension Pages {
    func series(_ view: SeriesPageView, _ page: SeriesPage) -> [UInt8] {
        let series = view.ledger.series
        let slots = SeriesSlots(phrases, view)
        var all = common(view, slots, page)
        switch page {
        case .overview: all.merge(slots.overview) { $1 }
        case .board: all["strands"] = slots.strands
        case .schedule: all.merge(slots.schedule) { $1 }
        case .papers: all.merge(slots.papers) { $1 }
        case .actions: all.merge(slots.actions) { $1 }
        case .feedback: all["feedback"] = slots.feedback
        case .comments: all.merge(slots.comments) { $1 }
        case .people: all.merge(slots.people) { $1 }
        case .glossary:
            all.merge(slots.glossary) { $1 }
            all["made"] = view.glossary.link.map { linkPersonSlots($0) }
        case .plan: all["fields"] = planFields(values(of: series, keptIn: view.kept))
        }
        let heading = phrases.say("series_\(page.rawValue)_heading")
        return render(
            page.template,
            title: page == .overview
                ? series.title : phrases.say("series_title", ["page": heading, "title": series.title]),
            all)
    }

    /// Lines of the meeting that may become points, and what waits to be confirmed.
    func positions(_ view: PositionsView) -> [UInt8] {
        let slots = SeriesSlots(phrases, view.series)
        var all = common(view.series, slots, .board)
        all.merge(barSlots(view.meeting)) { $1 }
        all["positions"] = view.meeting.slug
        all["proposals"] = slots.proposals(in: view.meeting, number: view.number)
        all["candidates"] = slots.candidates(in: view.meeting, number: view.number)
        all["meetingNumber"] = view.number
        all["mayAsk"] = view.meeting.minutes.phase == .open || view.meeting.minutes.phase == .paused
        let title = phrases.say("positions_title", ["title": view.meeting.minutes.meeting.title])
        return render("positions", title: title, all)
    }

    func newSeries(_ view: SeriesFormView) -> [UInt8] {
        var slots: Slots = ["formID": view.formID, "fields": newFields(view.values)]
        slots["refusal"] = view.refusal.map(refusalSlots)
        return render("series-new", title: phrases.say("series_new_heading"), slots)
    }

    func createdSeries(_ founded: FoundedSeries, titled title: String) -> [UInt8] {
        let organiser = founded.links[Role.organiser.rawValue] ?? founded.address
        return render(
            "created", title: title,
            [
                "meetingTitle": title,
                "links": [linkSlots("series", founded.address), linkSlots("series_organiser", organiser)],
                "nextAddress": organiser, "isSeries": true,
            ])
    }

    private func common(_ view: SeriesPageView, _ slots: SeriesSlots, _ page: SeriesPage) -> Slots {
        let series = view.ledger.series
        let isOrganiser = view.role == .organiser
        var all: Slots = [
            "seriesTitle": series.title, "base": view.base, "seriesBase": view.base, "role": view.role.rawValue,
            "as": view.role.onlyReads ? "" : "?as=\(view.role.rawValue)", "page": page.rawValue,
            "formID": view.formID(),
            "mayLead": view.role.leads, "isOverview": page == .overview, "mayOrganise": isOrganiser,
            "address": view.address,
            "timeZone": series.timeZone,
            "nav": SeriesPage.allCases.filter { $0 != .plan || isOrganiser }.filter { $0.isIn(view) }.map { other in
                [
                    "address": view.base + other.path + (view.role.onlyReads ? "" : "?as=\(view.role.rawValue)"),
                    "words": phrases.say("series_\(other.rawValue)_heading"), "isHere": other == page,
                ] as Slots
            },
            "heading": phrases.say("series_\(page.rawValue)_heading"),
            "grants": !view.role.onlyReads
                ? []
                : view.grants.sorted { $0.rawValue < $1.rawValue }.map { role in
                    [
                        "address": view.base + (role == .linkPerson ? SeriesPage.glossary : page).path
                            + "?as=\(role.rawValue)",
                        "words": phrases.say(
                            "series_act_as", ["role": phrases.say("role_\(role.rawValue)").lowercased()]),
                    ] as Slots
                },
        ]
        all["purpose"] = series.purpose
        all["searchAddress"] = view.isListed ? "/search?series=\(view.slug)" : false
        if !view.role.onlyReads { all["actsAs"] = acting(view, page) }
        all["hasGrants"] = view.role.onlyReads && !view.grants.isEmpty
        all["refusal"] = view.refusal.map(refusalSlots)
        if view.said { all["said"] = phrases.say("scribe_said") }
        return all
    }

    /// In which role one acts, the way to what readers see, and back to the console one came from.
    private func acting(_ view: SeriesPageView, _ page: SeriesPage) -> Slots {
        let console = view.reopening.flatMap { view.held[$0.meeting] }
            .map { "/m/\($0.slug)/console?as=\(view.role.rawValue)" }
        return [
            "address": view.base + page.path,
            "words": phrases.say("series_acts", ["role": phrases.say("role_\(view.role.rawValue)").lowercased()]),
            "console": console as Any? ?? false,
        ]
    }
}
