import Proceedings

/// A record in the order it is read: sections with their lines, then what was agreed, disputed and to be done.
struct Outline: Sendable {
    let transcript: Transcript
    let phrases: Phrases
    let clock: WallClock
    let sections: [Section]
    /// Every line in reading order, headings included, with the titles it stands under.
    let lines: [(line: PrintedLine, path: [String])]

    init(of transcript: Transcript, in phrases: Phrases) {
        self.transcript = transcript
        self.phrases = phrases
        clock = WallClock(zone: transcript.minutes.meeting.timeZone, months: phrases.months)
        var binder = Binder(meeting: transcript.minutes.meeting)
        let printer = LinePrinter(transcript: transcript, phrases: phrases, clock: clock)
        for (note, isBeneath) in Self.paired(transcript.minutes.notes) {
            binder.take(note, printer, isBeneath: isBeneath)
        }
        sections = binder.bound
        lines = sections.flatMap { section in
            section.linesWithPath(under: [])
                + section.subsections.flatMap { $0.linesWithPath(under: section.path) }
        }
    }

    /// In the order of the record, but a line's words in other languages right after it, whenever they were written down.
    private static func paired(_ notes: some Collection<Note>) -> [(note: Note, isBeneath: Bool)] {
        // One that translates a translation, as no scribe can say here, stands by itself.
        let originals = Set(notes.filter { $0.body != nil && $0.translates == nil }.map(\.position))
        func original(_ note: Note) -> Position? { note.translates.flatMap { originals.contains($0) ? $0 : nil } }
        let translations = Dictionary(grouping: notes.filter { original($0) != nil }) { original($0) }
        return notes.filter { original($0) == nil }.flatMap { note in
            [(note, false)] + translations[note.position, default: []].map { ($0, true) }
        }
    }

    var minutes: Minutes { transcript.minutes }
    var meeting: Meeting { minutes.meeting }

    /// Lines of a kind that still stand, and what breakout groups reported of that kind.
    func standing(_ kind: Line.Kind) -> [PrintedLine] {
        lines.map(\.line).filter { !$0.isGone && ($0.note.kind == kind || $0.heading?.means?.kind == kind) }
    }

    /// Who took part, as far as the meeting says that. What the lines themselves say of who spoke is another matter.
    var attendees: [Speaker] {
        switch meeting.attendance {
        case nil: named(besides: minutes.speakers.filter { ($0.attribution ?? meeting.attribution) == .named })
        case .named: named(besides: minutes.speakers)
        case .role: Self.each(minutes.speakers.compactMap(\.role))
        case .organisation: Self.each(minutes.speakers.compactMap(\.organisation))
        case .some(.none): []
        }
    }

    /// Everyone the lines name, after those who are named anyway.
    var voices: [Speaker] {
        named(besides: meeting.attendance == nil || meeting.attendance == .named ? attendees : [])
    }

    private static func each(_ names: [String]) -> [Speaker] {
        names.reduce(into: []) { each, name in
            if !each.contains(where: { $0.name == name }) { each.append(Speaker(name: name)) }
        }
    }

    private func named(besides known: [Speaker]) -> [Speaker] {
        var named = known
        for (line, _) in lines {
            guard let name = line.speaker, !named.contains(where: { $0.name == name }) else { continue }
            named.append(Speaker(name: name))
        }
        return named
    }

    /// A heading and what stands under it. Lines before the first heading are a section without one.
    struct Section: Sendable {
        let heading: Heading?
        var lines: [PrintedLine] = []
        var subsections: [Section] = []

        var path: [String] { heading.map { [$0.title.plain] } ?? [] }

        fileprivate func linesWithPath(under outer: [String]) -> [(line: PrintedLine, path: [String])] {
            (heading.map { [($0.line, outer)] } ?? []) + lines.map { ($0, outer + path) }
        }
    }

    /// A topic, or an agenda item taken up.
    struct Heading: Sendable {
        let line: PrintedLine
        let item: AgendaItem?
        var title: InlineText { line.words }
    }
}

/// Puts notes under their headings.
private struct Binder {
    let meeting: Meeting
    private var sections = [Outline.Section(heading: nil)]
    private var lastMinute: String?

    init(meeting: Meeting) { self.meeting = meeting }

    var bound: [Outline.Section] {
        sections.filter { $0.heading != nil || !$0.lines.isEmpty }
    }

    mutating func take(_ note: Note, _ printer: LinePrinter, isBeneath: Bool) {
        switch note.body {
        case .topic(_, let level): open(printer.heading(note, item: nil), level: level)
        case .breakoutCalled: open(printer.heading(note, item: nil), level: 2)
        case .itemTakenUp(let number):
            open(printer.heading(note, item: meeting.agenda.first { $0.number == number }), level: 1)
        default:
            let line = printer.line(note, after: lastMinute, isBeneath: isBeneath)
            if !isBeneath { lastMinute = line.time?.wall }
            let place = sections.count - 1
            if sections[place].subsections.isEmpty {
                sections[place].lines.append(line)
            } else {
                sections[place].subsections[sections[place].subsections.count - 1].lines.append(line)
            }
        }
    }

    /// A subsection needs a section to stand in; without one it becomes a section.
    private mutating func open(_ heading: Outline.Heading, level: Int) {
        lastMinute = nil
        let section = Outline.Section(heading: heading)
        if level > 1, sections[sections.count - 1].heading != nil {
            sections[sections.count - 1].subsections.append(section)
        } else {
            sections.append(section)
        }
    }
}
