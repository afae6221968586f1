import Proceedings
import Publishing

/// HTML pages from values. Pure: the same view gives the same bytes; nothing is escaped but by Mustache.
///
/// One file per page beside this one, each with the view it shows.
package struct Pages: Sendable {
    private let templates: Templates
    let phrases: Phrases
    /// What programs of pages say.
    private let programWords: String
    /// Pages of a static site leave out what takes a server.
    var isArchive = false
    /// How whoever asked reads.
    var reading = ReadingSettings()
    /// Languages whose words nobody who speaks them has read, by their own names.
    let unreviewed: [String]
    /// Of what they are made from: another where any of it is another.
    let assets: String
    /// The hash of the style that stands in the record's page.
    let recordStyle: String
    /// Styles and pictures of a static site, and the program that searches it.
    let siteFiles: [SiteFile]
    /// Of the page that is made; `nil` where it is in one language only.
    var address: PageAddress?

    /// - Throws: `templateBroken` where a page's template is missing.
    package init(_ assets: Assets, language: String = Languages.own) throws(AssetsError) {
        guard let phrases = assets.phrases[language] else {
            throw AssetsError(code: .textBroken, path: "text/\(language).json", underlying: nil)
        }
        for name in Self.templateNames where !assets.templates.contains(name) {
            throw AssetsError(code: .templateBroken, path: "templates/\(name).mustache", underlying: nil)
        }
        templates = assets.templates
        self.assets = assets.digest
        recordStyle = assets.recordStyle
        siteFiles = assets.siteFiles
        unreviewed = assets.phrases.values.filter { $0.strings["language_reviewed"] == "no" }
            .map { $0.strings["language_name"] ?? $0.language }.sorted()
        self.phrases = phrases
        programWords = PageState.text(phrases.clientWords)
    }

    private static let templateNames =
        [
            "layout", "line", "home", "join", "meeting", "line-page", "scribe", "create", "created", "invite",
            "organise", "text", "sheet",
            "record-awaited", "screen", "problem", "proof",
            "question", "questions", "questions-mine", "question-page", "console", "voice", "device", "breakouts",
            "report", "corrections", "suggestion", "erase", "status",
            "series-new", "positions", "search", "speakers", "speaker-page",
            "embed-meeting", "embed-line", "embed-board",
            "archive-home", "archive-records", "archive-search", "archive-missing", "summary",
            "settings-page", "accessibility", "line-by-line",
        ] + SeriesPage.allCases.map(\.template)

    /// The page as UTF-8; `title` is what the window says before the site's name.
    func render(_ template: String, title: String, _ slots: Slots) -> [UInt8] {
        var slots = slots
        slots["text"] = phrases.strings
        slots["language"] = phrases.language
        slots["title"] = title
        slots["archive"] = isArchive
        slots["readingAttributes"] = readingAttributes
        slots["keysOff"] = reading.chosen["keys"] == "off"
        slots["languages"] = address?.others(than: phrases.language) ?? []
        slots["alternates"] = address?.alternates ?? []
        slots["unreviewed"] = phrases.isReviewed ? false : phrases.say("language_unreviewed")
        do throws(PublishingError) {
            return Array(try templates.render(template, slots).utf8)
        } catch {
            preconditionFailure("a template checked at the start is gone: \(error)")
        }
    }

    /// What every page of one meeting shows: its bar and its place.
    func barSlots(_ view: MeetingView) -> Slots {
        let meeting = view.minutes.meeting
        return [
            "base": view.base, "slug": view.slug, "meetingTitle": meeting.title, "address": view.address,
            "tongue": meeting.language.tag == phrases.language ? false : meeting.language.tag as Any,
            "phase": view.minutes.phase.rawValue,
            "phaseWord": phrases.say("client_phase_\(view.minutes.phase.rawValue)"),
        ]
    }

    /// What a page needs whose program follows the meeting.
    func liveSlots(_ view: MeetingView) -> Slots {
        let lines = LineSlots(
            phrases: phrases, clock: LocalTime(view.minutes.meeting.timeZone, phrases),
            meeting: view.minutes.meeting)
        let phase = view.minutes.phase
        var slots = barSlots(view)
        slots["followersWord"] = view.followers.flatMap { $0 > 0 ? phrases.count("client_followers", $0) : nil }
        slots.merge(RoomSlots(phrases, view).slots) { $1 }
        slots["breakoutsReceived"] = receivedWord(view.minutes.breakouts)
        slots["correctionsWord"] =
            view.role.leads ? correctionsWord(view.minutes.editing.suggestions.waiting.count) : false
        slots["ofSeries"] = view.series.map { seriesSlots($0, view) }
        return slots.merging([
            "welcome": PageState.text(PageState(view)),
            "clientWords": programWords, "role": view.role.rawValue,
            "connects": phase != .closed, "isPlanned": phase == .planned, "isOpen": phase == .open,
            "isPaused": phase == .paused, "isClosed": phase == .closed, "emptyWord": emptyWord(view),
            "agenda": view.minutes.meeting.agenda.map { agendaSlots($0, view.minutes) },
            "agendaCount": view.minutes.meeting.agenda.count, "now": nowSlots(view),
            "blankLine": lines.blank(heading: false), "blankHeading": lines.blank(heading: true),
            "blankItem": ["number": "", "state": "next", "title": "", "about": "", "stateWord": ""] as Slots,
            "floor": SpeakersListSlots(phrases, view).slots, "blankTurn": SpeakersListSlots(phrases, view).blank,
            "readingChoices": settingSlots(Self.settings(of: view)),
            "blankKey": lines.blankKeyMoment, "blankQuestion": QuestionSlots(phrases, view).blank,
            "polls": PollSlots(phrases, view).slots, "blankPoll": PollSlots(phrases, view).blank,
        ]) { first, _ in first }
    }

    private func seriesSlots(_ series: SeriesLink, _ view: MeetingView) -> Slots {
        [
            "address": "/s/\(series.slug)", "title": series.title,
            "papers": series.papersOf.map { "/s/\(series.slug)/papers#meeting\($0)" } as Any? ?? false,
            "groundAddress": "/api/v1/meetings/\(view.slug)/old-ground?as=\(view.role.rawValue)"
                + (phrases.language == Languages.own ? "" : "&language=\(phrases.language)"),
            "touched": series.touched.map(\.slots), "hasTouched": !series.touched.isEmpty,
            "blankGround": ["point": "", "settled": "", "words": "", "said": "", "excerpt": "", "address": ""] as Slots,
        ]
    }

    private func emptyWord(_ view: MeetingView) -> String {
        if view.role.isStaff {
            return phrases.say(view.minutes.phase == .planned ? "empty_scribe_planned" : "empty_scribe")
        }
        switch view.minutes.phase {
        case .planned: return phrases.say("empty_planned")
        case .open, .paused: return phrases.say("empty_live")
        case .closed: return phrases.say("empty_closed")
        }
    }

    private func agendaSlots(_ item: AgendaItem, _ minutes: Minutes) -> Slots {
        let wasTakenUp = minutes.progress.current == item.number
        // Nothing is on now once the meeting has ended.
        let isNow = wasTakenUp && minutes.phase != .closed
        let isDone = minutes.progress.done.contains(item.number) || wasTakenUp
        let about = [
            phrases.say("client_purpose_\(item.purpose.rawValue)"),
            item.minutes.map { phrases.say("client_minutes", ["n": String($0)]) }, item.presenter,
        ]
        return [
            "number": item.number, "title": item.title, "isNow": isNow,
            "state": isNow ? "now" : isDone ? "done" : "next",
            "stateWord": isNow ? phrases.say("client_agenda_now") : isDone ? phrases.say("client_agenda_done") : "",
            "about": about.compactMap(\.self).joined(separator: " · "),
        ]
    }

    private func nowSlots(_ view: MeetingView) -> Slots {
        let minutes = view.minutes
        var slots: Slots = ["shown": minutes.phase == .open || minutes.phase == .paused]
        let agenda = minutes.meeting.agenda
        if let item = minutes.currentItem {
            slots["item"] = "\(item.number) · \(item.title)"
            slots["progress"] = phrases.say(
                "client_progress",
                [
                    "n": String((agenda.firstIndex { $0.number == item.number } ?? 0) + 1),
                    "all": String(agenda.count),
                ])
        }
        let last = minutes.notes.last { $0.kind == .speech && $0.body != nil }
        if let turn = minutes.speakersList.speaker {
            slots["speaker"] = SpeakersListSlots(phrases, view).caller(turn)
        } else if case .speech(_, let speaker?) = last?.body {
            slots["speaker"] = speaker
        }
        return slots
    }
}
