import Proceedings
package import Wire

/// The desk of a scribe, facilitator or organiser.
package struct ScribeView: Sendable {
    /// With the role one acts in.
    package let meeting: MeetingView
    /// Client ids for the page's forms, made by the server: sending twice is one command.
    package let formIDs: [String]
    /// The last form did what it said.
    package var said = false
    /// Why the last form was refused.
    package var refusal: Problem?
    /// What was typed and could not be saved, given back.
    package var keptText = ""

    /// Takes four form ids.
    package init(meeting: MeetingView, formIDs: [String]) {
        self.meeting = meeting
        self.formIDs = formIDs
    }
}

extension Pages {
    private static let scribeBlockLimit = 100

    /// The desk: the log, one box to write in, and for who leads the meeting its controls.
    package func scribe(_ view: ScribeView) -> [UInt8] {
        let meeting = view.meeting
        let clock = LocalTime(meeting.minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: meeting.minutes.meeting)
        let block = meeting.block(of: Self.scribeBlockLimit)
        var slots = liveSlots(meeting)
        slots["lines"] = lines.list(Array(block.notes), pairedAmong: meeting.minutes.notes)
        slots["hasLines"] = !block.notes.isEmpty
        slots["olderBefore"] = block.olderBefore?.number
        slots["keptText"] = view.keptText
        for (place, name) in ["formID", "controlID", "itemFormID", "lineFormID"].enumerated() {
            slots[name] = view.formIDs.indices.contains(place) ? view.formIDs[place] : ""
        }
        slots.merge(controlSlots(meeting, on: "scribe")) { first, _ in first }
        if view.said { slots["said"] = phrases.say("scribe_said") }
        slots["refusal"] = view.refusal.map(refusalSlots)
        slots["askReally"] = [.itemsOpen, .justTakenUp].contains(view.refusal?.code)
        slots["speakers"] = meeting.minutes.speakers.map(speakerSlots)
        slots["hasSpeakers"] = !meeting.minutes.speakers.isEmpty
        slots["blankSpeaker"] = ["insert": "", "alias": "", "name": "", "about": ""] as Slots
        let other = OtherLanguage(than: meeting.minutes.meeting.language)
        slots["tools"] = (Self.tools + [(other.rawValue, "/\(other.tag) ")]).map { toolSlots($0.key, $0.insert) }
        slots["syntax"] = Self.syntax.map { syntaxSlots($0) } + OtherLanguage.syntax.map { syntaxSlots($0, other) }
        let title = phrases.say(
            "scribe_title",
            ["role": phrases.say("role_\(meeting.role.rawValue)"), "title": meeting.minutes.meeting.title])
        return render("scribe", title: title, slots)
    }

    /// What the partial `lead-controls` wants.
    ///
    /// - Parameter desk: The page it stands on; it leads to the other one.
    func controlSlots(_ view: MeetingView, on desk: String, formID: () -> String = { "" }) -> Slots {
        let other = desk == "console" ? "scribe" : "console"
        return [
            "desk": desk, "deskHref": "\(view.base)/\(other)?as=\(view.role.rawValue)",
            "deskWord": phrases.say("desk_\(other)"),
            "mayLead": view.role.leads,
            "mayClose": view.minutes.phase == .open || view.minutes.phase == .paused,
            "isOrganiser": view.role == .organiser, "controlID": formID(), "itemFormID": formID(),
        ]
    }

    func refusalSlots(_ problem: Problem) -> Slots {
        ["title": problemWords(problem.code.rawValue, "title"), "detail": advice(problem)]
    }

    private func speakerSlots(_ speaker: Speaker) -> Slots {
        let alias = speaker.aliases.first ?? speaker.name
        return [
            "insert": "\(alias): ", "alias": alias, "name": speaker.name,
            "about": [speaker.role, speaker.organisation].compactMap(\.self).joined(separator: ", "),
        ]
    }

    private func toolSlots(_ key: String, _ insert: String) -> Slots {
        ["insert": insert, "words": phrases.say("tool_\(key)"), "typed": insert]
    }

    private func syntaxSlots(_ key: String, _ other: OtherLanguage? = nil) -> Slots {
        let meaning = other.map { "syntax_\(key)_\($0.rawValue)" } ?? "syntax_\(key)"
        return ["typed": phrases.say("typed_\(key)", ["tag": other?.tag ?? ""]), "means": phrases.say(meaning)]
    }

    /// A button for every command; pressing it types the beginning.
    static let tools: [(key: String, insert: String)] = [
        ("topic", "# "), ("subtopic", "## "), ("agree", "+ "), ("differ", "- "), ("next", "/next "),
        ("scene", "/scene "), ("go_on", "… "), ("key", "/key"), ("replace", "s/"), ("hide", "/hide"),
        ("answer", "/a "), ("item", "/item next"), ("speaker", "/speaker "),
    ]

    static let syntax = [
        "speech", "go_on", "summary", "topic", "subtopic", "agree", "differ", "next", "scene", "feedback", "key",
        "replace", "replace_at", "hide", "answer", "ask", "queue", "item", "speaker", "plain",
    ]

    /// What a line that is not in the meeting's language is in, most often.
    enum OtherLanguage: String, CaseIterable {
        case english, welsh

        init(than language: Language) { self = language.primary == Language.welsh.primary ? .english : .welsh }

        var tag: String { self == .english ? "en" : "cy" }

        static let syntax = ["language", "translate"]
    }
}
