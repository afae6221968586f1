import Proceedings

/// A few lines of a meeting for a weak line or a text browser.
struct TextView: Sendable {
    let meeting: MeetingView
    let part: Part
    /// Whether the page loads itself again.
    var refreshes = false

    enum Part: Hashable, Sendable {
        case newest
        case before(Position)
        case after(Position)
    }

    /// Where newer ones begin when there is no line to show.
    var start: Position {
        if case .after(let start) = part { start } else { .start }
    }

    /// Lines shown at most.
    private static let most = 10

    /// Oldest first.
    var notes: [Note] {
        let notes = meeting.minutes.notes
        switch part {
        case .newest: return Array(notes.suffix(Self.most))
        case .before(let end): return Array(notes[..<notes.partitionIndex { $0.position >= end }].suffix(Self.most))
        case .after(let start): return Array(notes[notes.partitionIndex { $0.position > start }...].prefix(Self.most))
        }
    }

    /// Without the line that is farthest from where one reads.
    func shortened(_ notes: [Note]) -> [Note] {
        if case .after = part { return notes.dropLast() }
        return Array(notes.dropFirst())
    }
}

extension Pages {
    /// Bytes of the page at most, whatever is said: at 2G speeds it is there in a second.
    private static let mostText = 2_000
    /// Seconds.
    private static let refresh = 30
    /// Of titles, in characters: they are on every page of it.
    private static let heading = 60

    /// As many lines as fit; of a line that is too long by itself the beginning, with a link to all of it.
    func text(_ view: TextView) -> [UInt8] {
        var notes = view.notes
        var page = text(view, notes, cutAt: nil)
        while page.count > Self.mostText, notes.count > 1 {
            notes = view.shortened(notes)
            page = text(view, notes, cutAt: nil)
        }
        var length = Self.mostText
        while page.count > Self.mostText, length > 1 {
            length = length * 3 / 4
            page = text(view, notes, cutAt: length)
        }
        return page
    }

    private func text(_ view: TextView, _ notes: [Note], cutAt length: Int?) -> [UInt8] {
        let minutes = view.meeting.minutes
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let lines = LineSlots(phrases: phrases, clock: clock, meeting: minutes.meeting, hasLinks: false)
        var slots: Slots = [
            "base": view.meeting.base,
            "phaseWord": phrases.say("client_phase_\(minutes.phase.rawValue)"),
            "lines": zip(lines.list(notes), notes).map { slots, note in
                length.map { cut(slots, of: note, at: $0) } ?? slots
            },
        ]
        slots["item"] = minutes.phase == .closed ? nil : minutes.currentItem.map { short($0.title) }
        let first = notes.first?.position
        slots["older"] = first.flatMap { $0 > minutes.notes.first?.position ?? $0 ? $0.number : nil }
        let last = notes.last?.position ?? view.start
        let isAtEnd = last >= minutes.notes.last?.position ?? last
        if notes.isEmpty { slots["empty"] = phrases.say("text_nothing") }
        slots["newer"] = isAtEnd && minutes.phase == .closed ? nil : last.number
        slots["mayRefresh"] = !view.refreshes && minutes.phase != .closed
        slots["refresh"] = view.refreshes && minutes.phase != .closed ? Self.refresh : nil
        return render("text", title: short(minutes.meeting.title), slots)
    }

    private func cut(_ line: Slots, of note: Note, at length: Int) -> Slots {
        var line = line
        for name in ["speaker", "label"] { line[name] = (line[name] as? String).map(short) }
        let words: String? =
            switch note.body {
            case .pollClosed(_, let asked, _, _): asked.question
            case .breakoutMissing(_, let name, _), .breakoutCalled(_, let name): name
            case .itemTakenUp: (line["spans"] as? [Slots])?.first?["words"] as? String
            default: note.body?.words?.plain
            }
        guard let words else { return line }
        line["spans"] = [["words": words.prefix(length) + "…"]]
        line["rest"] = note.position.number
        return line
    }

    private func short(_ title: String) -> String {
        title.count > Self.heading ? title.prefix(Self.heading) + "…" : title
    }
}
