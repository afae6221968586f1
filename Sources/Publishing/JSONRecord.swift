import Proceedings

/// The record as one document for programs. Keys are an API: added to, never renamed.
struct JSONRecord {
    let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] { Array((document.lines(depth: 2) + "\n").utf8) }

    private var transcript: Transcript { outline.transcript }

    private var document: JSONText {
        .object(
            [
                ("format", .string("openfloor-record/1")),
                ("record", .string(transcript.record.text)), ("slug", .string(transcript.slug)),
                ("address", .string(transcript.address)), ("publisher", .string(transcript.publisher)),
                ("edition", .string(transcript.edition.name)),
                ("statement", .string(outline.phrases(transcript.isImported ? .statementImported : .statement))),
                ("meeting", meeting),
                ("attendees", .array(outline.attendees.map(attendee))),
                ("sections", .array(outline.sections.map(section))),
                ("lines", .array(outline.lines.map { line($0.line, path: $0.path) })),
                ("decisions", ids(.decision)), ("disagreements", ids(.disagreement)), ("actions", ids(.action)),
                ("feedback", ids(.feedback)),
                ("keyMoments", .array(outline.lines.filter { $0.line.note.isKeyMoment }.map { .string($0.line.id) })),
            ] + participation + [
                ("checkpoint", .string(transcript.checkpoint?.note)),
                ("verifierKey", .string(transcript.verifierKey)),
            ])
    }

    private var meeting: JSONText {
        let meeting = outline.meeting
        let times = outline.minutes.times
        return .object([
            ("title", .string(meeting.title)), ("objective", .string(meeting.objective)),
            ("intendedOutput", .string(meeting.intendedOutput)),
            ("startsAt", .string(meeting.startsAt.map(outline.clock.utc))),
            ("openedAt", .string(times.opened.map(outline.clock.utc))),
            ("closedAt", .string(times.closed.map(outline.clock.utc))),
            ("timeZone", .string(meeting.timeZone)), ("place", .string(meeting.place)),
            ("language", .string(meeting.language.tag)),
            ("attribution", .string(meeting.attribution.rawValue)),
            ("attendance", .string(meeting.attendance?.rawValue)),
            ("strands", .array(meeting.strands.map { .string($0) })),
            ("agenda", .array(meeting.agenda.map(item))),
            ("imported", .bool(transcript.isImported)),
        ])
    }

    private func item(_ item: AgendaItem) -> JSONText {
        .sparse([
            ("number", .number(item.number)), ("title", .string(item.title)),
            ("purpose", .string(item.purpose.rawValue)),
            ("minutes", item.minutes.map { .number($0) } ?? .null), ("presenter", .string(item.presenter)),
        ])
    }

    private func attendee(_ speaker: Speaker) -> JSONText {
        .sparse([
            ("name", .string(speaker.name)), ("role", .string(speaker.role)),
            ("organisation", .string(speaker.organisation)),
        ])
    }

    private func section(_ section: Outline.Section) -> JSONText {
        .object([
            ("id", .string(section.heading?.line.id)), ("title", .string(section.heading?.title.plain)),
            ("item", section.heading?.item.map { .number($0.number) } ?? .null),
            ("lines", .array(section.lines.map { .string($0.id) })),
            ("subsections", .array(section.subsections.map(self.section))),
        ])
    }

    private func line(_ line: PrintedLine, path: [String]) -> JSONText {
        let note = line.note
        return .sparse([
            ("id", .string(line.id)), ("position", .number(note.position.number)),
            ("address", .string(transcript.address(of: note.position))),
            ("at", .string(outline.clock.utc(note.acceptedAt))),
            ("kind", .string(note.kind.rawValue)),
            ("section", .array(path.map { .string($0) })),
            ("breakout", .string(line.heading?.name)), ("asked", .string(line.heading?.asked)),
            ("speaker", .string(line.speaker)), ("text", .string(line.words.plain)),
            ("spans", Self.isPlain(line.words) ? .null : .array(line.words.spans.map(Self.span))),
            ("language", .string((note.language ?? outline.meeting.language).tag)),
            ("translates", .string(note.translates.map { "l\($0.number)" })),
            ("owner", .string(line.owner)), ("due", .string(line.due)),
            ("keyMoment", note.isKeyMoment ? .bool(true) : .null),
            ("answers", .string(note.answers.map { "q\($0)" })),
            ("correctedAt", .string(note.correctedAt.map(outline.clock.utc))),
            ("corrections", note.emendations.isEmpty ? .null : .array(outline.emendations(line).map(Self.correction))),
            ("retractedAt", .string(note.retractedAt.map(outline.clock.utc))),
            ("removed", line.isGone ? .bool(true) : .null),
            ("erasedAt", .string(note.erased.map { outline.clock.utc($0.at) })),
            ("erasedBy", .string(note.erased?.by?.rawValue)), ("ground", .string(note.erased?.ground.rawValue)),
        ])
    }

    private static func correction(_ printed: Outline.PrintedEmendation) -> JSONText {
        let emendation = printed.emendation
        return .sparse([
            ("id", .string(printed.id)), ("at", .string(printed.at)), ("by", .string(emendation.by?.rawValue)),
            ("why", .string(emendation.cause?.words)),
            ("suggestion", emendation.cause?.suggestion.map { .number($0) } ?? .null),
            ("before", .string(printed.former)), ("after", .string(emendation.words.plain)),
        ])
    }

    private func ids(_ kind: Line.Kind) -> JSONText {
        .array(outline.standing(kind).map { .string($0.id) })
    }

    private static func isPlain(_ words: InlineText) -> Bool {
        words.spans.allSatisfy { if case .text = $0 { true } else { false } }
    }

    /// The shape of `InlineText` on the wire.
    private static func span(_ span: InlineText.Span) -> JSONText {
        switch span {
        case .text(let words): .string(words)
        case .strong(let inner): .object([("strong", .array(inner.map(Self.span)))])
        case .emphasis(let inner): .object([("emphasis", .array(inner.map(Self.span)))])
        case .link(let inner, let address):
            .object([("link", .array(inner.map(Self.span))), ("to", .string(address))])
        case .lineBreak: .object([("break", .bool(true))])
        }
    }
}
