import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// The form for a new meeting.
extension Reception {
    func createPage(_ request: Request) async throws(Problem) -> Response {
        let place = try await place(
            series: request.query("series"), meeting: request.query("meeting"), for: request)
        var view = CreateView(formID: Secret.make())
        if let slug = request.query("like") {
            let (model, visibility) = try await self.model(at: slug, for: request)
            view.values = FormFields.values(of: model, visibility)
        }
        if let place {
            view.values = try await values(for: place.scheduled, in: place.file)
            view.scheduled = (place.file.listing.slug, place.scheduled.number)
        }
        if let template = request.query("template").flatMap(MeetingTemplate.init(rawValue:)) {
            let carried = view.values["agenda"]?.split(separator: "\n").dropFirst() ?? []
            view.values.merge(template.values(in: pages.phrases)) { $1 }
            if place != nil, let agenda = view.values["agenda"] {
                // What is carried over comes right after the first item.
                let items = agenda.split(separator: "\n")
                view.values["agenda"] = (items.prefix(1) + carried + items.dropFirst()).joined(separator: "\n")
            }
            view.template = template
        }
        view.held = try await held(for: request)
        return .page(pages.create(view))
    }

    /// Meetings that may be copied, newest first: all for the operator of the site, who alone makes them of nothing.
    private func held(for request: Request) async throws(Problem) -> [(slug: String, title: String)] {
        guard await hub.admission.isSiteOrganiser(request, at: now()) else { return [] }
        return try await hub.listings().filter { $0.visibility != .invited }.suffix(Self.listed).reversed()
            .map { ($0.slug, $0.title) }
    }

    /// A meeting is made by a site organiser, or for a place on a schedule by the organiser of that series.
    ///
    /// - Returns: The place; `nil` where none is named.
    private func place(
        series slug: String?, meeting: String?, for request: Request
    ) async throws(Problem) -> (file: SeriesFile, scheduled: Ledger.Scheduled)? {
        guard let slug else {
            try await hub.admission.requireSiteOrganiser(request, at: now())
            return nil
        }
        let file = try await hub.series(at: slug)
        _ = try await hub.whom(request, in: file, as: .organiser)
        guard let scheduled = meeting.flatMap({ Int($0) }).flatMap({ file.ledger[meeting: $0] }) else {
            throw Problem(.notScheduled, "Make the page of a meeting from its place on the schedule.")
        }
        return (file, scheduled)
    }

    /// What a meeting on a schedule begins with: its day and place, the way the last one was held, and what is carried
    /// over as its first items.
    private func values(for scheduled: Ledger.Scheduled, in file: SeriesFile) async throws(Problem) -> [String: String]
    {
        let held = try await hub.held(in: file)
        let carried = CarryOver(file.ledger, minutes: held.mapValues(\.minutes))
        var values: [String: String] = [:]
        let series = file.ledger.series
        if let last = held.filter({ $0.key < scheduled.number }).max(by: { $0.key < $1.key })?.value.minutes {
            values = FormFields.values(of: last, file.listing.visibility)
        }
        values["title"] = scheduled.meeting.title
        values["timeZone"] = series.timeZone
        values["language"] = series.language.tag
        values["visibility"] = file.listing.visibility.rawValue
        values["strands"] = series.strands.map(\.name).joined(separator: "\n")
        values["place"] = scheduled.meeting.place ?? ""
        if let startsAt = scheduled.meeting.startsAt {
            (values["date"], values["time"]) = LocalTime(series.timeZone, pages.phrases).fields(startsAt)
        }
        var items = [pages.phrases.say("agenda_welcome") + " | inform"]
        if carried.feedback.contains(where: { $0.answer != nil }) {
            items.append(pages.phrases.say("series_feedback_heading") + " | inform")
        }
        if carried.actions.contains(where: \.isOpen) {
            items.append(pages.phrases.say("agenda_review_actions") + " | discuss")
        }
        if carried.questions.contains(where: \.isOpen) {
            items.append(pages.phrases.say("agenda_open_questions") + " | discuss")
        }
        if Gathering(file.ledger, minutes: held.mapValues(\.minutes), at: now()).count > 0 {
            items.append(pages.phrases.say("agenda_comments") + " | discuss")
        }
        values["agenda"] = items.joined(separator: "\n")
        return values
    }

    /// A double submit makes one meeting: the record's id is made of the form's, from which nobody can guess it back.
    func createForm(_ request: Request) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let place = try await place(series: form["series"], meeting: form["meeting"], for: request)
        var view = CreateView(formID: Secret.make())
        view.values = form.all
        view.scheduled = place.map { ($0.file.listing.slug, $0.scheduled.number) }
        let wish: Founding
        do throws(FormFields.Fault) { wish = try form.founding() } catch {
            view.errors = [(error.field, error.rule)]
            return .page(pages.create(view), status: .badRequest)
        }
        do throws(Problem) {
            let record = form["id"].map { Secret.recordID(ofForm: $0) }
            if let held = place?.scheduled.meeting.record, held != record {
                throw Problem(Refusal.meetingHeld(place?.scheduled.number ?? 0))
            }
            let founded = try await found(wish, for: request, record: record)
            if let scheduled = view.scheduled { try await hold(founded.record, as: scheduled, by: request) }
            return .page(pages.created(createdView(founded, titled: form["title"] ?? "")), status: .created)
        } catch  where error.code.status == 400 {
            view.errors = [
                (error.detail.split(separator: "”").first.map { String($0.dropFirst()) } ?? "title", error.detail)
            ]
            return .page(pages.create(view), status: .badRequest)
        }
    }

    private func createdView(_ founded: Founded, titled title: String) -> CreatedView {
        let order: [Role] = [.attendee, .scribe, .facilitator, .voice, .organiser]
        var view = CreatedView(
            title: title, attendeeAddress: founded.address,
            roleAddresses: order.compactMap { role in founded.links[role.rawValue].map { (role, $0) } },
            nextAddress: founded.links[Role.organiser.rawValue] ?? "/m/\(founded.slug)")
        view.joinCode = founded.joinCode
        return view
    }
}

extension FormFields {
    /// A field that cannot be taken, and the rule it breaks.
    struct Fault: Error {
        let field: String
        let rule: String
    }

    /// The plan a form describes: lists are typed one to a line, their parts separated by `|`.
    func founding() throws(Fault) -> Founding {
        guard let title = self["title"] else { throw Fault(field: "title", rule: "Give the meeting a title.") }
        guard let language = Language(self["language"] ?? "en") else {
            throw Fault(field: "language", rule: "Write a language tag such as en or cy.")
        }
        guard let attribution = Attribution(rawValue: self["attribution"] ?? "named") else {
            throw Fault(field: "attribution", rule: "Choose how speakers are named.")
        }
        guard let moderation = Moderation(rawValue: self["moderation"] ?? "before") else {
            throw Fault(field: "moderation", rule: "Choose how questions are published.")
        }
        guard let hearing = Breakout.Hearing(rawValue: self["reportsHeard"] ?? "as-written") else {
            throw Fault(field: "reportsHeard", rule: "Choose when reports of groups are read by everyone.")
        }
        var agenda: [AgendaItem] = []
        for line in lines("agenda") { agenda.append(try agendaItem(line, number: agenda.count + 1)) }
        let meeting = Meeting(
            title: title, objective: self["objective"], intendedOutput: self["intendedOutput"],
            startsAt: try startsAt(), timeZone: self["timeZone"] ?? "Europe/London", place: self["place"],
            language: language, agenda: agenda, strands: lines("strands"), attribution: attribution,
            moderation: moderation, moderationPolicy: self["moderationPolicy"], reportPrompts: lines("reportPrompts"),
            reportsHeard: hearing)
        return Founding(
            slug: self["slug"], visibility: self["visibility"],
            meeting: Plan(
                meeting, speakers: lines("speakers").map(Self.speaker),
                breakouts: try lines("breakouts").map(Self.breakout)))
    }

    /// A meeting held before as the form has it, without its day.
    static func values(of held: Minutes, _ visibility: Meeting.Visibility) -> [String: String] {
        let meeting = held.meeting
        let agenda = meeting.agenda.map { item in
            [item.title, item.purpose.rawValue, item.minutes.map(String.init) ?? "", item.presenter ?? ""]
                .joined(separator: " | ")
        }
        let people = held.speakers.map { speaker in
            [speaker.name, speaker.aliases.joined(separator: ", "), speaker.role ?? "", speaker.organisation ?? ""]
                .joined(separator: " | ")
        }
        let groups = held.breakouts.all.map { breakout in
            var parts = [breakout.plan.name, breakout.plan.strand ?? "", breakout.plan.setting?.rawValue ?? ""]
            while parts.last == "" { parts.removeLast() }
            return parts.joined(separator: " | ")
        }
        return [
            "title": meeting.title, "breakouts": groups.joined(separator: "\n"), "objective": meeting.objective ?? "",
            "intendedOutput": meeting.intendedOutput ?? "", "timeZone": meeting.timeZone, "place": meeting.place ?? "",
            "agenda": agenda.joined(separator: "\n"), "strands": meeting.strands.joined(separator: "\n"),
            "speakers": people.joined(separator: "\n"), "attribution": meeting.attribution.rawValue,
            "visibility": visibility.rawValue, "language": meeting.language.tag,
            "moderation": meeting.moderation.rawValue, "moderationPolicy": meeting.moderationPolicy ?? "",
            "reportPrompts": meeting.reportPrompts.joined(separator: "\n"),
            "reportsHeard": meeting.reportsHeard.rawValue,
        ]
    }

    private func agendaItem(_ line: String, number: Int) throws(Fault) -> AgendaItem {
        let parts = Self.parts(line)
        let purpose = parts.count > 1 ? AgendaItem.Purpose(rawValue: parts[1].lowercased()) : nil
        if parts.count > 1, !parts[1].isEmpty, purpose == nil {
            throw Fault(field: "agenda", rule: "“\(parts[1])” is no purpose: write inform, discuss or decide.")
        }
        let minutes = parts.count > 2 ? Int(parts[2]) : nil
        if parts.count > 2, !parts[2].isEmpty, minutes == nil {
            throw Fault(field: "agenda", rule: "“\(parts[2])” is no number of minutes.")
        }
        return AgendaItem(
            number: number, title: parts[0], purpose: purpose ?? .discuss, minutes: minutes,
            presenter: parts.count > 3 ? parts[3] : nil)
    }

    /// A name, a strand, and where it meets.
    private static func breakout(_ line: String) throws(Fault) -> Breakout.Plan {
        let parts = parts(line)
        func part(_ place: Int) -> String? { parts.count > place && !parts[place].isEmpty ? parts[place] : nil }
        let setting = part(2).flatMap { Breakout.Setting(rawValue: $0.lowercased()) }
        if let word = part(2), setting == nil {
            throw Fault(field: "breakouts", rule: "“\(word)” is no place: write room, remote or mixed.")
        }
        return Breakout.Plan(parts[0], strand: part(1), setting: setting)
    }

    private static func speaker(_ line: String) -> Speaker {
        var parts = parts(line)
        // As the command line has it: a name, then its short forms.
        if parts.count == 1, let comma = line.firstIndex(of: ",") {
            parts = [String(line[..<comma]).trimmed, String(line[line.index(after: comma)...])]
        }
        func part(_ place: Int) -> String? { parts.count > place && !parts[place].isEmpty ? parts[place] : nil }
        let aliases = part(1)?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return Speaker(name: parts[0], aliases: aliases ?? [], role: part(2), organisation: part(3))
    }

    private static func parts(_ line: String) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// `date` and `time` as the browser gives them, in the meeting's time zone; midnight where only a day is given.
    func startsAt() throws(Fault) -> Instant? {
        guard let date = self["date"] else { return nil }
        guard let zone = TimeZone(identifier: self["timeZone"] ?? "Europe/London") else {
            throw Fault(field: "timeZone", rule: "Write a time zone such as Europe/London.")
        }
        let day = date.split(separator: "-").compactMap { Int($0) }
        let time = (self["time"] ?? "00:00").split(separator: ":").compactMap { Int($0) }
        guard day.count == 3, time.count >= 2 else { throw Fault(field: "date", rule: "Write the day as 2026-03-12.") }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            calendar: calendar, year: day[0], month: day[1], day: day[2], hour: time[0], minute: time[1])
        guard parts.isValidDate, let moment = parts.date else {
            throw Fault(field: "date", rule: "The calendar has no such day or time.")
        }
        return Instant(milliseconds: Int64(moment.timeIntervalSince1970 * 1000))
    }
}
