import Proceedings

extension Pages {
    /// The last notes while it is live, what it came to once it has closed.
    ///
    /// - Parameter refreshes: Its reader asked to have it loaded anew by itself; a page that did so unasked would take
    ///   the place in it away from who reads slowly (WCAG 2.2.1).
    func embeddedMeeting(_ view: MeetingView, refreshes: Bool) -> [UInt8] {
        let minutes = view.minutes
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: minutes.meeting)
        let isClosed = minutes.phase == .closed
        let isLive = minutes.phase == .open || minutes.phase == .paused
        let shown =
            isClosed
            ? Array(minutes.notes.filter(LineSlots.isKeyMoment).prefix(Self.mostEmbedded))
            : minutes.notes.suffix(Self.mostEmbedded).reversed()
        var slots = barSlots(view)
        slots["base"] = view.address
        slots["lines"] = lines.list(shown, pairedAmong: minutes.notes)
        slots["isEmpty"] = shown.isEmpty
        slots["emptyWord"] = phrases.say(isClosed ? "embed_no_outcomes" : "embed_no_notes")
        slots["isLive"] = isLive
        slots["refreshes"] = isLive && refreshes
        slots["more"] = isClosed ? "\(view.address)/record" : view.address
        slots["moreWord"] = phrases.say(isClosed ? "embed_record" : "embed_follow")
        slots["about"] = (minutes.times.opened ?? minutes.meeting.startsAt).map { clock.longDate($0) } as Any? ?? false
        return render("embed-meeting", title: minutes.meeting.title, slots)
    }

    func embeddedLine(_ cited: LineCitation, in view: MeetingView) -> [UInt8] {
        let clock = LocalTime(view.minutes.meeting.timeZone, phrases)
        var slots = barSlots(view)
        slots["words"] = cited.words as Any? ?? false
        slots["goneWord"] = phrases.say("embed_gone_\(cited.state == .retracted ? "retracted" : "erased")")
        slots["speaker"] = cited.speaker
        slots["isCorrected"] = cited.state == .corrected
        slots["lineAddress"] = cited.address
        slots["place"] = phrases.say(
            "cite_place",
            ["title": cited.meeting.title, "when": clock.dateTime(cited.at), "n": String(cited.line.number)])
        return render("embed-line", title: cited.meeting.title, slots)
    }

    func embeddedBoard(_ view: SeriesPageView) -> [UInt8] {
        let series = view.ledger.series
        return render(
            "embed-board", title: series.title,
            [
                "seriesTitle": series.title, "address": "\(view.address)/board",
                "strands": SeriesSlots(phrases, view).strands,
            ])
    }

    private static let mostEmbedded = 20
}
