import Procedure
import Proceedings

/// Breakout groups and what they report: for everyone, and for who forms and calls them.
struct BreakoutsView {
    /// With the role one acts in.
    let meeting: MeetingView
    /// Client ids for the page's forms.
    let formID: () -> String
    var said = false
    var refusal: (code: String, detail: String)?
    /// What was typed and refused, given back.
    var kept: FormFields?
    /// A rapporteur's link, just made: which group's, and its address.
    var made: (number: Int, address: String)?
}

/// One group's report, for its rapporteur.
struct ReportView {
    let meeting: MeetingView
    let breakout: Breakout
    let formID: () -> String
    var said = false
    var refusal: (code: String, detail: String)?
    var kept: FormFields?
}

extension Pages {
    /// Reports side by side; whoever leads the meeting forms groups here, gives out links and calls them back.
    func breakouts(_ view: BreakoutsView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let mayLead = view.meeting.role == .facilitator || view.meeting.role == .organiser
        var slots = barSlots(view.meeting)
        slots["role"] = view.meeting.role.rawValue
        slots["mayLead"] = mayLead && minutes.phase != .closed
        slots["mayInvite"] = view.meeting.role == .organiser && minutes.phase != .closed
        slots["isLive"] = minutes.phase == .open || minutes.phase == .paused
        slots["breakouts"] = minutes.breakouts.all.map { groupSlots($0, view) }
        slots["received"] = receivedWord(minutes.breakouts)
        slots["formID"] = view.formID()
        slots["settings"] = settingSlots(chosen: view.kept?["setting"])
        slots["strands"] = minutes.meeting.strands.map {
            ["words": $0, "isSet": $0 == view.kept?["strand"]] as Slots
        }
        slots["keptName"] = view.kept?["name"]
        slots["refusal"] = view.refusal.map { refusalSlots($0.code, $0.detail) }
        if view.said { slots["said"] = phrases.say("scribe_said") }
        let title = phrases.say("breakouts_title", ["title": minutes.meeting.title])
        return render("breakouts", title: title, slots)
    }

    /// A form for each prompt, with the lines that are saved.
    func report(_ view: ReportView) -> [UInt8] {
        let minutes = view.meeting.minutes
        let breakout = view.breakout
        var slots = liveSlots(view.meeting)
        slots.merge(planSlots(breakout)) { $1 }
        slots["isSignedOff"] = breakout.isReceived
        slots["mayWrite"] = !breakout.isReceived && (minutes.phase == .open || minutes.phase == .paused)
        slots["isPlanned"] = minutes.phase == .planned
        slots["isClosed"] = minutes.phase == .closed
        slots["state"] = stateWord(breakout, minutes.meeting)
        slots["hasLines"] = !breakout.lines.isEmpty
        slots["formID"] = view.formID()
        slots["refusal"] = view.refusal.map { refusalSlots($0.code, $0.detail) }
        if view.said { slots["said"] = phrases.say("scribe_said") }
        slots["prompts"] = minutes.meeting.prompts.enumerated().map { place, asked in
            let isKept = view.kept?["prompt"] == String(place + 1)
            return [
                "prompt": place + 1, "asked": asked, "formID": view.formID(),
                "kept": (isKept ? view.kept?["text"] : nil) ?? "",
                "lines": reportLines(of: breakout, under: place + 1, in: view.meeting, formID: view.formID),
            ] as Slots
        }
        slots["blankReport"] =
            [
                "line": "", "typed": "", "formID": "", "spans": [["words": " "]] as [Slots],
            ] as Slots
        let title = phrases.say("report_title", ["name": breakout.plan.name, "title": minutes.meeting.title])
        return render("report", title: title, slots)
    }

    /// "2 of 3 reports received"; `nil` where there are no groups.
    func receivedWord(_ breakouts: Breakouts) -> String? {
        let all = breakouts.all
        guard !all.isEmpty else { return nil }
        return phrases.say(
            "client_breakouts_received", ["n": String(all.count { $0.isReceived }), "all": String(all.count)])
    }

    private func groupSlots(_ breakout: Breakout, _ view: BreakoutsView) -> Slots {
        let minutes = view.meeting.minutes
        let prompts = Set(
            minutes.notes.compactMap { note in
                heading(of: note).flatMap { $0.breakout == breakout.number ? Asked($0) : nil }
            })
        var slots = planSlots(breakout)
        slots["state"] = stateWord(breakout, minutes.meeting)
        slots["isEmpty"] = breakout.lines.isEmpty
        slots["isReceived"] = breakout.isReceived
        slots["isCalled"] = breakout.calledAt != nil
        slots["formID"] = view.formID()
        slots["made"] = view.made.flatMap { $0.number == breakout.number ? $0.address : nil }
        slots["prompts"] = prompts.sorted { $0.prompt < $1.prompt }.map { asked in
            [
                "asked": asked.words,
                "lines": reportLines(of: breakout, under: asked.prompt, in: view.meeting, formID: view.formID),
            ] as Slots
        }
        return slots
    }

    private struct Asked: Hashable {
        let prompt: Int
        let words: String

        init(_ heading: Breakout.Heading) {
            prompt = heading.prompt
            words = heading.asked
        }
    }

    private func planSlots(_ breakout: Breakout) -> Slots {
        let about = [breakout.plan.strand, breakout.plan.setting.map { phrases.say("setting_\($0.rawValue)") }]
        return [
            "number": breakout.number, "name": breakout.plan.name,
            "about": about.compactMap(\.self).joined(separator: " · "),
        ]
    }

    private func stateWord(_ breakout: Breakout, _ meeting: Meeting) -> String {
        let clock = LocalTime(meeting.timeZone, phrases)
        if let signedOff = breakout.signedOffAt {
            return phrases.say("report_signed", ["time": clock.time(signedOff)])
        }
        if let missing = breakout.missing {
            return phrases.say("report_missing", ["reason": missing.reason ?? phrases.say("client_report_none")])
        }
        return breakout.lines.isEmpty ? phrases.say("report_awaited") : phrases.say("report_underway")
    }

    private func reportLines(
        of breakout: Breakout, under prompt: Int, in view: MeetingView, formID: () -> String
    ) -> [Slots] {
        let minutes = view.minutes
        let lines = LineSlots(
            phrases: phrases, clock: LocalTime(minutes.meeting.timeZone, phrases), agenda: minutes.meeting.agenda)
        return breakout.lines.compactMap { minutes.note($0) }.filter { heading(of: $0)?.prompt == prompt }.map { note in
            lines.list([note])[0].merging([
                "line": note.position.number, "typed": note.body?.words?.marked ?? "", "formID": formID(),
            ]) { $1 }
        }
    }

    private func heading(of note: Note) -> Breakout.Heading? {
        guard case .report(_, let heading) = note.body else { return nil }
        return heading
    }

    private func settingSlots(chosen: String?) -> [Slots] {
        Breakout.Setting.allCases.map { setting in
            [
                "value": setting.rawValue, "words": phrases.say("setting_\(setting.rawValue)"),
                "isSet": setting.rawValue == chosen,
            ]
        }
    }
}
