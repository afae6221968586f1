import Proceedings

extension Pages {
    /// One line at a time, as plain words: for who reads by a braille display, or wants little before them.
    ///
    /// - Parameter position: The last line at or before it is shown; `nil` asks for the newest.
    func lineByLine(_ view: MeetingView, at position: Position?) -> [UInt8] {
        let notes = view.minutes.notes
        var lines = LineSlots(
            phrases: phrases, clock: LocalTime(view.minutes.meeting.timeZone, phrases),
            meeting: view.minutes.meeting)
        lines.hasLinks = false
        let end = position.map { position in notes.partitionIndex { $0.position > position } } ?? notes.endIndex
        let place = max(0, end - 1)
        var slots = liveSlots(view)
        slots["hasLine"] = !notes.isEmpty
        if !notes.isEmpty {
            slots["line"] = lines.list([notes[place]])
            slots["position"] = notes[place].position.number
            slots["previous"] = place > 0 ? notes[place - 1].position.number : nil
            slots["next"] = place + 1 < notes.endIndex ? notes[place + 1].position.number : nil
            slots["placeWord"] = phrases.say(
                "lines_place", ["n": String(place + 1), "all": String(notes.count)])
            slots["isNewest"] = place + 1 == notes.endIndex
            slots["isReadable"] = notes[place].body != nil
        }
        return render("line-by-line", title: phrases.say("lines_heading") + ", " + view.minutes.meeting.title, slots)
    }
}
