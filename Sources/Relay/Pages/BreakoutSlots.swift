import Procedure
import Proceedings
import Wire

/// Breakout groups and their reports as the board and a rapporteur's page want them.
struct BreakoutSlots {
    let phrases: Phrases
    let view: MeetingView
    /// Client ids for the forms.
    var formID: () -> String = { "" }
    /// What was typed and refused, given back.
    var kept: FormFields?

    init(_ phrases: Phrases, _ view: MeetingView) {
        self.phrases = phrases
        self.view = view
    }

    private var minutes: Minutes { view.minutes }

    /// With its report as far as it goes, under the prompts that were answered.
    func group(_ breakout: Breakout) -> Slots {
        let headings = breakout.lines.compactMap { minutes.note($0).flatMap(heading) }
        let asked = Dictionary(headings.map { ($0.prompt, $0.asked) }) { first, _ in first }
        return plan(breakout).merging([
            "state": state(of: breakout), "isEmpty": breakout.lines.isEmpty, "isReceived": breakout.isReceived,
            "formID": formID(), "joinFormID": formID(), "isOwn": view.ownGroup == breakout.number,
            "isApart": isHeardHere(breakout), "members": members(of: breakout.number) as Any? ?? false,
            "prompts": asked.sorted { $0.key < $1.key }.map { prompt, words in
                [
                    "prompt": prompt, "asked": words, "askedIn": askedIn, "lines": lines(of: breakout, under: prompt),
                    "tick": Self.tick(headings.first { $0.prompt == prompt }?.means) as Any? ?? false,
                ] as Slots
            },
        ]) { $1 }
    }

    /// How many joined it from outside the room; `nil` is nobody.
    private func members(of number: Int) -> String? {
        view.surroundings.members[number].map { phrases.count("client_members", $0) }
    }

    /// Something of it is read by its group and staff alone.
    private func isHeardHere(_ breakout: Breakout) -> Bool {
        breakout.lines.contains { minutes.breakouts.group(hearing: $0) != nil }
    }

    func plan(_ breakout: Breakout) -> Slots {
        let strand = breakout.plan.strand == breakout.plan.name ? nil : breakout.plan.strand
        let about = [strand, breakout.plan.setting.map { phrases.say("setting_\($0.rawValue)") }]
        return [
            "number": breakout.number, "name": breakout.plan.name,
            "about": about.compactMap(\.self).joined(separator: " · "),
        ]
    }

    /// Every prompt, answered or not, for who answers them.
    func prompts(of breakout: Breakout) -> [Slots] {
        minutes.meeting.prompts.enumerated().map { place, asked in
            let prompt = place + 1
            return [
                "prompt": prompt, "asked": asked, "askedIn": askedIn, "formID": formID(),
                "lines": lines(of: breakout, under: prompt),
                "tick": Self.tick(minutes.meeting.meaning(ofPrompt: prompt)) as Any? ?? false,
                "kept": (kept?["prompt"] == String(prompt) ? kept?["text"] : nil) ?? "",
            ]
        }
    }

    /// Where it is not the page's language.
    private var askedIn: Any {
        let language = minutes.meeting.promptLanguage.tag
        return language == phrases.language ? false : language
    }

    /// Lines gathered under a name; each says which group it came from.
    var themes: [Slots] {
        minutes.themes.all.map { theme in
            let notes = theme.lines.compactMap { minutes.note($0) }
            return [
                "number": theme.number, "name": theme.name,
                "lines": zip(notes, lineSlots.list(notes)).map { note, slots in
                    slots.merging([
                        "line": note.position.number, "group": heading(of: note)?.name as Any? ?? false,
                        "theme": theme.number, "formID": formID(),
                    ]) { $1 }
                },
            ]
        }
    }

    private var lineSlots: LineSlots {
        LineSlots(
            phrases: phrases, clock: LocalTime(minutes.meeting.timeZone, phrases), meeting: minutes.meeting)
    }

    /// The partials `report-line` and `board-line`, for the pages' programs to clone and fill.
    var blankLine: Slots {
        ["linkLabel": "", "typed": "", "formID": "", "spans": [["words": " "]] as [Slots]]
    }

    func state(of breakout: Breakout) -> String {
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        if let called = breakout.calledAt, called >= breakout.signedOffAt ?? called {
            return phrases.say("client_report_called", ["time": clock.time(called)])
        }
        if let signedOff = breakout.signedOffAt {
            return phrases.say("client_report_signed", ["time": clock.time(signedOff)])
        }
        if let missing = breakout.missing {
            return phrases.say("client_report_missing", ["reason": missing.reason ?? phrases.say("client_report_none")])
        }
        return phrases.say(breakout.lines.isEmpty ? "report_awaited" : "client_report_underway")
    }

    var settings: [Slots] {
        Breakout.Setting.allCases.map { setting in
            [
                "value": setting.rawValue, "words": phrases.say("setting_\(setting.rawValue)"),
                "isSet": setting.rawValue == kept?["setting"],
            ]
        }
    }

    private func lines(of breakout: Breakout, under prompt: Int) -> [Slots] {
        let notes = breakout.lines.compactMap { minutes.note($0) }.filter { heading(of: $0)?.prompt == prompt }
        return zip(notes, lineSlots.list(notes)).map { note, slots in
            let number = note.position.number
            let typed = kept?["line"] == String(number) ? kept?["text"] : nil
            return slots.merging([
                "line": number, "typed": typed ?? note.body?.words?.marked ?? "", "formID": formID(),
            ]) { $1 }
        }
    }

    /// The shape that a note of the same meaning has on the time rail.
    private static func tick(_ meaning: Breakout.Meaning?) -> String? {
        switch meaning {
        case .agreement: "agree"
        case .disagreement: "differ"
        case .nextStep: "next"
        case .feedback, nil: nil
        }
    }

    private func heading(of note: Note) -> Breakout.Heading? {
        guard case .report(_, let heading) = note.body else { return nil }
        return heading
    }
}
