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

    /// A double submit makes one meeting: the record's id is made of the form's, from which nobody can guess it back.
    func createForm(_ request: Request) async throws(Problem) -> Response {
        let form = try FormFields(request)
        let place = try await place(series: form["series"], meeting: form["meeting"], for: request)
        var view = CreateView(formID: Secret.make())
        view.values = form.all
        view.scheduled = place.map { ($0.file.listing.slug, $0.scheduled.number) }
        let wish: Founding
        do throws(FormFields.Fault) { wish = try form.founding() } catch {
            view.errors = [(error.field, pages.phrases.exactly(error.rule) ?? error.rule.words)]
            return .page(pages.create(view), status: .badRequest)
        }
        do throws(Problem) {
            let record = form["id"].map { Secret.recordID(ofForm: $0) } ?? Secret.recordID()
            // Its place first: of two who make the page of one meeting, one makes none.
            if let place {
                try check(wish)
                try await hold(record, as: place.scheduled.number, of: place.file, by: request)
            }
            let founded = try await found(wish, for: request, record: record)
            return .page(pages.created(createdView(founded, titled: form["title"] ?? "")), status: .created)
        } catch  where error.code.status == 400 {
            view.errors = [(error.field ?? "title", pages.advice(error))]
            return .page(pages.create(view), status: .badRequest)
        }
    }

    func createdView(_ founded: Founded, titled title: String) -> CreatedView {
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
        let rule: Sentence
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
        let attendance = self["attendance"].flatMap(Attribution.init(rawValue:))
        guard attendance != nil || self["attendance"] == nil else {
            throw Fault(field: "attendance", rule: "Choose how far the record says who was there.")
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
            attendance: attendance, moderation: moderation, moderationPolicy: self["moderationPolicy"],
            reportPrompts: lines("reportPrompts"), reportsHeard: hearing)
        return Founding(
            slug: self["slug"], visibility: self["visibility"],
            meeting: Plan(
                meeting, speakers: lines("speakers").map(Self.speaker),
                breakouts: try lines("breakouts").map(Self.breakout), watched: lines("watchedWords")))
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
            BarredLine.written([breakout.plan.name, breakout.plan.strand, breakout.plan.setting?.rawValue])
        }
        return [
            "title": meeting.title, "breakouts": groups.joined(separator: "\n"), "objective": meeting.objective ?? "",
            "intendedOutput": meeting.intendedOutput ?? "", "timeZone": meeting.timeZone, "place": meeting.place ?? "",
            "agenda": agenda.joined(separator: "\n"), "strands": meeting.strands.joined(separator: "\n"),
            "speakers": people.joined(separator: "\n"), "attribution": meeting.attribution.rawValue,
            "attendance": meeting.attendance?.rawValue ?? "",
            "visibility": visibility.rawValue, "language": meeting.language.tag,
            "moderation": meeting.moderation.rawValue, "moderationPolicy": meeting.moderationPolicy ?? "",
            "reportPrompts": meeting.reportPrompts.joined(separator: "\n"),
            "reportsHeard": meeting.reportsHeard.rawValue,
            "watchedWords": held.safeguards.watched.joined(separator: "\n"),
        ]
    }

    private func agendaItem(_ line: String, number: Int) throws(Fault) -> AgendaItem {
        let parts = BarredLine(line)
        let purpose = parts[1].flatMap { AgendaItem.Purpose(rawValue: $0.lowercased()) }
        if let word = parts[1], purpose == nil {
            throw Fault(field: "agenda", rule: "“\(word)” is no purpose: write inform, discuss or decide.")
        }
        let minutes = parts[2].flatMap { Int($0) }
        if let word = parts[2], minutes == nil {
            throw Fault(field: "agenda", rule: "“\(word)” is no number of minutes.")
        }
        return AgendaItem(
            number: number, title: parts.first, purpose: purpose ?? .discuss, minutes: minutes, presenter: parts[3])
    }

    /// A name, a strand, and where it meets.
    private static func breakout(_ line: String) throws(Fault) -> Breakout.Plan {
        let parts = BarredLine(line)
        let setting = parts[2].flatMap { Breakout.Setting(rawValue: $0.lowercased()) }
        if let word = parts[2], setting == nil {
            throw Fault(field: "breakouts", rule: "“\(word)” is no place: write room, remote or mixed.")
        }
        return Breakout.Plan(parts.first, strand: parts[1], setting: setting)
    }

    private static func speaker(_ line: String) -> Speaker {
        var parts = BarredLine(line)
        // As the command line has it: a name, then its short forms.
        if parts.count == 1, let comma = line.firstIndex(of: ",") {
            parts = BarredLine(line[..<comma] + "|" + line[line.index(after: comma)...])
        }
        let aliases = parts[1]?.split(separator: ",").map(\.trimmed)
        return Speaker(name: parts.first, aliases: aliases ?? [], role: parts[2], organisation: parts[3])
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
