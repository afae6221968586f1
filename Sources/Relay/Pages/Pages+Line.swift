import Proceedings

extension Pages {
    /// One line with five before and after it, what it stands under, what became of it, and how it is cited.
    func line(_ cited: LineCitation, in view: MeetingView, embed: String?) -> [UInt8] {
        let minutes = view.minutes
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: minutes.meeting)
        let place = minutes.place(of: cited.line) ?? 0
        let around = minutes.notes[
            max(0, place - LineCitation.reach)..<min(minutes.notes.count, place + 1 + LineCitation.reach)]
        let number = String(cited.line.number)
        var slots = barSlots(view)
        slots["lines"] = lines.list(Array(around), pairedAmong: minutes.notes).map {
            citing(cited.line, in: $0)
        }
        slots["position"] = cited.line.number
        slots["isClosed"] = minutes.phase == .closed
        let note = minutes.notes[place]
        slots["maySuggest"] = note.kind.isNote && note.body != nil && note.audience == .everyone
        slots["lineTitle"] = phrases.say("line_title", ["n": number])
        slots["citeAddress"] = cited.address
        slots["json"] = "/api/v1/meetings/\(view.slug)/lines/\(number)"
        slots["citeHeading"] = phrases.say("line_cite")
        slots["citation"] = cited.citation
        slots["state"] = stateWord(cited, clock)
        // Where it is among the lines around, it is seen.
        let isSeen = cited.before.contains { $0.line == cited.heading?.line }
        slots["heading"] = (isSeen ? nil : cited.heading).map {
            ["address": "\(view.base)/lines/\($0.line.number)", "words": $0.words ?? ""] as Slots
        }
        slots["embed"] = embed
        return render(
            "line-page", title: phrases.say("line_title", ["n": number]) + ", " + minutes.meeting.title, slots)
    }

    /// The line, or the translation of it, that is cited looks so.
    private func citing(_ position: Position, in line: Slots) -> Slots {
        var line = line
        if line["position"] as? Int == position.number, let style = line["style"] as? String {
            line["style"] = style + " cited"
        }
        if let translations = line["translations"] as? [Slots] {
            line["translations"] = translations.map { citing(position, in: $0) }
        }
        return line
    }

    /// What became of it; `nil` where it stands as it was noted.
    private func stateWord(_ cited: LineCitation, _ clock: LocalTime) -> String? {
        switch cited.state {
        case .standing: nil
        case .corrected:
            cited.correctedAt.map { phrases.say("line_state_corrected", ["when": clock.dateTime($0)]) }
        case .retracted:
            cited.retractedAt.map { phrases.say("line_state_retracted", ["when": clock.dateTime($0)]) }
        case .erased: phrases.say("line_state_erased")
        }
    }
}
