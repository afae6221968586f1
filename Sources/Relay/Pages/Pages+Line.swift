package import Proceedings

extension Pages {
    /// One line with five before and after it: what its permanent address shows. `nil` where no note is at `position`.
    package func line(_ position: Position, in view: MeetingView) -> [UInt8]? {
        let minutes = view.minutes
        guard let place = minutes.place(of: position) else { return nil }
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, agenda: minutes.meeting.agenda)
        let around = minutes.notes[max(0, place - 5)..<min(minutes.notes.count, place + 6)]
        let number = String(position.number)
        var slots = barSlots(view)
        slots["lines"] = lines.list(Array(around)).map { line -> Slots in
            guard line["position"] as? Int == position.number, let style = line["style"] as? String else { return line }
            return line.merging(["style": style + " cited"]) { _, new in new }
        }
        slots["position"] = position.number
        slots["isClosed"] = minutes.phase == .closed
        let note = minutes.notes[place]
        slots["maySuggest"] = note.kind.isNote && note.body != nil && note.audience == .everyone
        slots["lineTitle"] = phrases.say("line_title", ["n": number])
        slots["lineAddress"] = "\(view.address)/lines/\(number)"
        slots["citation"] = phrases.say(
            "line_citation",
            [
                "title": minutes.meeting.title, "n": number, "when": clock.dateTime(minutes.notes[place].acceptedAt),
            ])
        return render(
            "line-page", title: phrases.say("line_title", ["n": number]) + ", " + minutes.meeting.title, slots)
    }
}
