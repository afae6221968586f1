import Foundation
package import Proceedings

/// A meeting as a client plans it: numbers and policies still have to be checked by the rules.
package struct Plan: Codable, Sendable {
    private(set) var title: String
    var objective: String?
    var intendedOutput: String?
    /// Milliseconds since 1970 UTC.
    let startsAt: Int64?
    var timeZone: String?
    var place: String?
    var language: String?
    var strands: [String]?
    var agenda: [PlannedItem]?
    var attribution: String?
    var attendance: String?
    var speakers: [PlannedSpeaker]?
    var moderation: String?
    var moderationPolicy: String?
    var reportPrompts: [String]?
    var reportsHeard: String?
    /// For staff: what makes a question wait for a facilitator.
    package var watchedWords: [String]?
    /// Groups formed beforehand.
    var breakouts: [PlannedBreakout]?

    struct PlannedBreakout: Codable, Sendable {
        let name: String
        let strand: String?
        let setting: String?
    }

    struct PlannedItem: Codable, Sendable {
        let title: String
        let purpose: AgendaItem.Purpose?
        let minutes: Int?
        let presenter: String?
    }

    struct PlannedSpeaker: Codable, Sendable {
        let name: String
        let aliases: [String]?
        let role: String?
        let organisation: String?
        let attribution: Attribution?

        init(_ speaker: Speaker) {
            name = speaker.name
            aliases = speaker.aliases
            role = speaker.role
            organisation = speaker.organisation
            attribution = speaker.attribution
        }
    }

    /// A meeting planned by the house itself, as from a form.
    package init(_ meeting: Meeting, speakers: [Speaker], breakouts: [Breakout.Plan] = [], watched: [String] = []) {
        title = meeting.title
        objective = meeting.objective
        intendedOutput = meeting.intendedOutput
        startsAt = meeting.startsAt?.milliseconds
        timeZone = meeting.timeZone
        place = meeting.place
        language = meeting.language.tag
        strands = meeting.strands
        agenda = meeting.agenda.map {
            PlannedItem(title: $0.title, purpose: $0.purpose, minutes: $0.minutes, presenter: $0.presenter)
        }
        attribution = meeting.attribution.rawValue
        attendance = meeting.attendance?.rawValue
        self.speakers = speakers.map { PlannedSpeaker($0) }
        moderation = meeting.moderation.rawValue
        moderationPolicy = meeting.moderationPolicy
        reportPrompts = meeting.reportPrompts
        self.breakouts = breakouts.map {
            PlannedBreakout(name: $0.name, strand: $0.strand, setting: $0.setting?.rawValue)
        }
        reportsHeard = meeting.reportsHeard.rawValue
        watchedWords = watched
    }

    /// The same meeting once more, under another title.
    package init(titled title: String, like held: Minutes) {
        self.init(
            held.meeting, speakers: held.speakers, breakouts: held.breakouts.all.map(\.plan),
            watched: held.safeguards.watched)
        self.title = title
    }

    package func meeting() throws(Problem) -> Meeting {
        Meeting(
            title: title, objective: objective, intendedOutput: intendedOutput,
            startsAt: startsAt.map { Instant(milliseconds: $0) }, timeZone: timeZone ?? "Europe/London", place: place,
            language: try language.map(ClientFrame.language) ?? .english,
            agenda: (agenda ?? []).enumerated().map { place, item in
                AgendaItem(
                    number: place + 1, title: item.title, purpose: item.purpose ?? .discuss, minutes: item.minutes,
                    presenter: item.presenter)
            }, strands: strands ?? [], attribution: try attribution.map(ClientFrame.attribution) ?? .named,
            attendance: try attendance.map(ClientFrame.attribution),
            moderation: try moderation.map(ClientFrame.moderation) ?? .before, moderationPolicy: moderationPolicy,
            reportPrompts: reportPrompts ?? [],
            reportsHeard: try reportsHeard.map(ClientFrame.hearing) ?? .asWritten)
    }

    /// The same with what it leaves out taken from a meeting held before, but not its day.
    package func filled(from held: Minutes) -> Plan {
        let model = Plan(titled: title, like: held)
        var plan = self
        plan.objective = objective ?? model.objective
        plan.intendedOutput = intendedOutput ?? model.intendedOutput
        plan.timeZone = timeZone ?? model.timeZone
        plan.place = place ?? model.place
        plan.language = language ?? model.language
        plan.strands = strands ?? model.strands
        plan.agenda = agenda ?? model.agenda
        plan.attribution = attribution ?? model.attribution
        plan.attendance = attendance ?? model.attendance
        plan.speakers = speakers ?? model.speakers
        plan.moderation = moderation ?? model.moderation
        plan.moderationPolicy = moderationPolicy ?? model.moderationPolicy
        plan.reportPrompts = reportPrompts ?? model.reportPrompts
        plan.breakouts = breakouts ?? (plan.strands == model.strands ? model.breakouts : nil)
        plan.reportsHeard = reportsHeard ?? model.reportsHeard
        plan.watchedWords = watchedWords ?? model.watchedWords
        return plan
    }

    package func formedBreakouts() throws(Problem) -> [Breakout.Plan] {
        var formed: [Breakout.Plan] = []
        for breakout in breakouts ?? [] {
            formed.append(
                Breakout.Plan(
                    breakout.name, strand: breakout.strand, setting: try breakout.setting.flatMap(ClientFrame.setting)))
        }
        return formed
    }

    package func namedSpeakers() -> [Speaker] {
        (speakers ?? []).map {
            Speaker(
                name: $0.name, aliases: $0.aliases ?? [], role: $0.role, organisation: $0.organisation,
                attribution: $0.attribution)
        }
    }
}
