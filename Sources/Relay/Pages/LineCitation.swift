import Proceedings
import Wire

/// What one line's permanent address says of it, for the page and for programs.
struct LineCitation: Encodable {
    let line: Position
    let address: String
    let kind: Line.Kind
    let state: State
    let at: Instant
    let correctedAt: Instant?
    let retractedAt: Instant?
    /// Missing where they were taken back or erased.
    let words: String?
    /// As the attribution policy prints it.
    let speaker: String?
    /// What it stands under.
    let heading: Beside?
    /// At most five each, in the order they were noted.
    let before, after: [Beside]
    let meeting: Place
    let series: Place?
    /// Ready to copy.
    private(set) var citation = ""
    /// The signed head of the record at its close.
    let checkpoint: CheckpointView?

    enum State: String, Encodable, CaseIterable { case standing, corrected, retracted, erased }

    struct Beside: Encodable {
        let line: Position
        let kind: Line.Kind
        let speaker, words: String?
    }

    struct Place: Encodable {
        let title, address: String
    }

    /// Lines shown before and after it.
    static let reach = 5
}

extension LineCitation {
    /// - Parameter checkpoint: Of the record's close; `nil` while it goes on.
    /// - Returns: `nil` where no note is at `line`.
    init?(_ line: Position, in view: MeetingView, checkpoint: CheckpointView?, on site: Site, _ phrases: Phrases) {
        let minutes = view.minutes
        guard let place = minutes.place(of: line) else { return nil }
        let note = minutes.notes[place]
        self.line = note.position
        address = "\(view.address)/lines/\(note.position.number)"
        kind = note.kind
        state = State(of: note)
        at = note.acceptedAt
        correctedAt = note.body == nil ? nil : note.correctedAt
        retractedAt = note.retractedAt
        words = Self.words(note, minutes)
        speaker = Self.speaker(note)
        func beside(_ note: Note) -> Beside {
            Beside(line: note.position, kind: note.kind, speaker: Self.speaker(note), words: Self.words(note, minutes))
        }
        heading = Self.heading(over: place, in: minutes).map(beside)
        before = minutes.notes[max(0, place - Self.reach)..<place].map(beside)
        after = minutes.notes[(place + 1)..<min(minutes.notes.count, place + 1 + Self.reach)].map(beside)
        meeting = Place(title: minutes.meeting.title, address: view.address)
        series = view.series.map { Place(title: $0.title, address: site.address(ofSeries: $0.slug)) }
        self.checkpoint = checkpoint
        citation = cited(in: minutes, phrases)
    }

    /// The last heading before it, or item taken up.
    static func heading(over place: Int, in minutes: Minutes) -> Note? {
        minutes.notes[..<place].last { ($0.kind == .topic || $0.kind == .itemTakenUp) && $0.body != nil }
    }

    private static func speaker(_ note: Note) -> String? {
        if case .speech(_, let speaker) = note.body { speaker } else { nil }
    }

    private static func words(_ note: Note, _ minutes: Minutes) -> String? {
        switch note.body {
        case .itemTakenUp(let number): minutes.meeting.agenda.first { $0.number == number }?.title
        case .pollClosed(_, let asked, _, _): asked.question
        case .breakoutCalled(_, let name), .breakoutMissing(_, let name, _): name
        default: note.body?.words?.plain
        }
    }

    /// Of a note that was taken in, only the day of the meeting is known.
    private func moment(in minutes: Minutes, _ clock: LocalTime) -> String {
        guard minutes.times.opened == nil, let held = minutes.meeting.startsAt else { return clock.dateTime(at) }
        return clock.day(clock.fields(held).date)
    }

    /// `Dilys Owen: “We agree.” Third open meeting (Sharing data), 12 March 2026, 10:05, line 41. https://…`
    private func cited(in minutes: Minutes, _ phrases: Phrases) -> String {
        let clock = LocalTime(minutes.meeting.timeZone, phrases)
        let said = words.map { words in
            let quoted = phrases.say("cite_words", ["words": words.replacing("\n", with: " ")])
            return speaker.map { phrases.say("cite_speaker", ["name": $0, "words": quoted]) } ?? quoted
        }
        // Most meetings of a series have its name in theirs.
        let title = series.flatMap { series in
            meeting.title.contains(series.title)
                ? nil : phrases.say("cite_of_series", ["title": meeting.title, "series": series.title])
        }
        let place = phrases.say(
            "cite_place",
            ["title": title ?? meeting.title, "when": moment(in: minutes, clock), "n": String(line.number)])
        let head = checkpoint.map {
            phrases.say("cite_checkpoint", ["size": String($0.size), "root": $0.root])
        }
        let note = state == .standing ? nil : phrases.say("cite_\(state.rawValue)")
        return [said, place, note, address, head].compactMap(\.self).joined(separator: " ")
    }
}

extension LineCitation.State {
    init(of note: Note) {
        if note.body == nil {
            self = note.retractedAt == nil ? .erased : .retracted
        } else {
            self = note.correctedAt == nil ? .standing : .corrected
        }
    }
}
