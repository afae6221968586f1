import Proceedings

/// The record as TEI P5 in the shape of Parla-CLARIN, for corpora of debates: who is who in the header, then divisions
/// with utterances, and notes, gestures and incidents between them.
struct TEIRecord {
    let outline: Outline
    let cast: Cast

    init(_ outline: Outline) {
        self.outline = outline
        cast = Cast(outline)
    }

    var phrases: Phrases { outline.phrases }
    var transcript: Transcript { outline.transcript }

    var bytes: [UInt8] {
        XMLText.element(
            "TEI",
            ["xmlns": "http://www.tei-c.org/ns/1.0", "xml:id": "record", "xml:lang": phrases(.language)],
            [
                header,
                .element("text", [:], [.element("body", [:], divisions)]),
            ]
        ).document
    }

    /// Never empty, as the schema asks.
    private var divisions: [XMLText] {
        let divisions = outline.sections.map(division) + questions + outline.annexes.map(division)
        return divisions.isEmpty
            ? [.element("div", ["type": "notes"], [.words("p", [:], phrases(.noNotes))])] : divisions
    }

    private func division(_ section: Outline.Section) -> XMLText {
        let heading = section.heading
        let title = XMLText.words(
            "head", ["xml:lang": heading?.line.language], heading?.title.plain ?? phrases(.notes))
        let kind = heading.map { $0.line.isGone ? "removed" : $0.line.note.kind.rawValue } ?? "notes"
        return .element(
            "div", ["xml:id": heading?.line.id ?? "notes", "type": kind],
            [title] + section.lines.flatMap { time($0) + [line($0)] } + section.subsections.map { division($0) })
    }

    /// Once a minute, as in the forms for people.
    private func time(_ line: PrintedLine) -> [XMLText] {
        guard let time = line.time, !time.isRepeated else { return [] }
        return [.mixed("note", ["type": "time"], [.words("time", ["when": time.utc], time.wall)])]
    }

    private func line(_ line: PrintedLine) -> XMLText {
        guard !line.isGone else {
            return .element("gap", ["xml:id": line.id, "reason": "removed"], [.words("desc", [:], line.words.plain)])
        }
        switch line.note.kind {
        case .speech:
            let words = XMLText.mixed("seg", ["xml:lang": line.language], inline(line.words.spans, .empty("lb")))
            let marks = outline.marks(line).map { XMLText.words("note", ["type": "mark"], $0) }
            return .element("u", ["xml:id": line.id, "who": "#\(cast.id(of: line))"], marks + [words])
        case .pollClosed: return event("kinesic", line)
        case .scene, .opened, .paused, .resumed, .closed, .restored: return event("incident", line)
        default: return note(line)
        }
    }

    /// A description takes no line break.
    private func event(_ name: String, _ line: PrintedLine) -> XMLText {
        let marks = outline.marks(line).map { XMLText.words("desc", ["type": "mark"], $0) }
        let words = XMLText.mixed("desc", ["xml:lang": line.language], inline(line.words.spans, .text("\n")))
        return .element(name, ["xml:id": line.id, "type": line.note.kind.rawValue], marks + [words])
    }

    private func note(_ line: PrintedLine) -> XMLText {
        let marks = outline.marks(line).map { XMLText.words("label", [:], $0) }
        let words = XMLText.mixed("seg", ["xml:lang": line.language], inline(line.words.spans, .empty("lb")))
        let assignment = outline.assignment(line).map { [XMLText.words("label", ["type": "assignment"], $0)] } ?? []
        return .element(
            "note", ["xml:id": line.id, "type": line.note.kind.rawValue], marks + [words] + assignment)
    }

    private func inline(_ spans: [InlineText.Span], _ lineBreak: XMLText) -> [XMLText] {
        spans.flatMap { span -> [XMLText] in
            switch span {
            case .text(let words): [.text(words)]
            case .strong(let inner): [.mixed("hi", ["rend": "bold"], inline(inner, lineBreak))]
            case .emphasis(let inner): [.mixed("hi", ["rend": "italic"], inline(inner, lineBreak))]
            case .link(let inner, let address):
                InlineText.isSafe(address)
                    ? [.mixed("ref", ["target": Self.target(address)], inline(inner, lineBreak))]
                    : inline(inner, lineBreak)
            case .lineBreak: [lineBreak]
            }
        }
    }

    private var questions: [XMLText] {
        let questions = outline.questions
        guard !questions.isEmpty else { return [] }
        let sum = outline.questionsFromOutside.map { [XMLText.words("note", [:], $0)] } ?? []
        let list = questions.flatMap { printed -> [XMLText] in
            [
                .words("note", ["type": "speaker"], outline.about(printed)),
                .element(
                    "u", ["xml:id": printed.id, "who": "#\(cast.id(of: printed))"],
                    [.words("seg", [:], printed.wording.words)]),
                sentence(Annex.Sentence(words: printed.outcome, lines: printed.question.answers), kind: "outcome"),
            ]
        }
        return [
            .element(
                "div", ["xml:id": "questions", "type": "questions"],
                [.words("head", [:], phrases(.questionsHeading))] + sum + list)
        ]
    }

    private func division(_ annex: Annex) -> XMLText {
        .element(
            "div", ["xml:id": annex.id, "type": annex.kind],
            [.words("head", [:], annex.title)] + annex.sentences.map { sentence($0, kind: nil) }
                + annex.parts.map { division($0) })
    }

    private func sentence(_ sentence: Annex.Sentence, kind: String?) -> XMLText {
        let lines = sentence.lines.flatMap { line -> [XMLText] in
            [.text(" "), .words("ref", ["target": "#\(line.lineID)"], line.lineID)]
        }
        return .mixed("note", ["xml:id": sentence.id, "type": kind], [.text(sentence.words)] + lines)
    }

    /// An address in TEI holds no space.
    private static func target(_ address: String) -> String {
        address.split(whereSeparator: \.isWhitespace).joined(separator: "%20")
    }
}
