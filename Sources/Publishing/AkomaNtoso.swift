import Foundation
import Proceedings

/// The record as Akoma Ntoso 3.0 (OASIS), and in the profile that SayIt takes in: the same tree without a namespace,
/// with `id` for `eId`. SayIt reads `id` alone, and the schema of 3.0 knows `eId` alone.
///
/// SayIt also takes a text that stands directly in a remark for mark-up, so that words there are always in a `span`.
struct AkomaNtoso {
    let outline: Outline
    let cast: Cast
    private let profile: Profile

    enum Profile { case standard, sayIt }

    init(_ outline: Outline, _ profile: Profile) {
        self.outline = outline
        self.profile = profile
        cast = Cast(outline)
    }

    var phrases: Phrases { outline.phrases }
    var transcript: Transcript { outline.transcript }
    var id: String { profile == .standard ? "eId" : "id" }

    var bytes: [UInt8] {
        let namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
        return XMLText.element(
            "akomaNtoso", ["xmlns": profile == .standard ? namespace : nil],
            [
                .element(
                    "debate", ["name": "meeting-record"],
                    [meta, preface, .element("debateBody", ["xml:lang": phrases(.language)], sections), conclusions])
            ]
        ).document
    }

    /// Never empty, as the schema asks.
    private var sections: [XMLText] {
        let sections = outline.sections.map(section) + questions + outline.annexes.map(section)
        return sections.isEmpty
            ? [.element("debateSection", ["name": "notes"], [remark("narrative", phrases(.noNotes))])] : sections
    }

    private func section(_ section: Outline.Section) -> XMLText {
        let heading = section.heading
        let title = XMLText.words(
            "heading", ["xml:lang": heading?.line.language], heading?.title.plain ?? phrases(.notes))
        return .element(
            "debateSection",
            [
                id: heading?.line.id ?? "notes", "name": heading.map(Self.name) ?? "notes",
                "status": heading?.line.isGone == true ? "removed" : nil,
            ], [title] + section.lines.map(line) + section.subsections.map { self.section($0) })
    }

    private static func name(_ heading: Outline.Heading) -> String {
        switch heading.line.note.kind {
        case .itemTakenUp: "agenda-item"
        case .breakoutCalled: "report-back"
        default: "topic"
        }
    }

    private func line(_ line: PrintedLine) -> XMLText {
        let note = line.note
        guard !line.isGone else { return remark(line, as: "narrative", status: "removed") }
        switch note.kind {
        case .speech:
            let by = cast.id(of: line)
            return .element(
                note.answers == nil ? "speech" : "answer",
                [id: line.id, "by": "#\(by)", "startTime": line.time?.utc],
                [
                    .words("from", [:], cast.name(of: by)),
                    .mixed("p", ["xml:lang": line.language], marks(line) + inline(line.words.spans)),
                ])
        case .decision, .disagreement, .action, .feedback, .report, .pollClosed: return remark(line, as: "summary")
        case .scene, .opened, .paused, .resumed, .closed, .restored: return remark(line, as: "scene")
        default: return remark(line, as: "narrative")
        }
    }

    private func remark(_ line: PrintedLine, as name: String, status: String? = nil) -> XMLText {
        let concept = Self.concept(line).map { "#\($0.rawValue)" }
        let assignment = outline.assignment(line).map { [inline("assignment", " (\($0))")] } ?? []
        return .mixed(
            name, [id: line.id, "status": status, "refersTo": concept, "xml:lang": line.language],
            time(line) + marks(line) + [.mixed("span", [:], inline(line.words.spans))] + assignment)
    }

    /// A remark has no attribute for when it was noted.
    private func time(_ line: PrintedLine) -> [XMLText] {
        line.time.map { [.words("recordedTime", ["time": $0.utc], $0.wall), .text(" ")] } ?? []
    }

    private func remark(_ name: String, id number: String? = nil, _ words: String) -> XMLText {
        .mixed(name, [id: number], [.words("span", [:], words)])
    }

    /// "Key moment: ", "Agreed: ": what the house says of a line, apart from its words.
    private func marks(_ line: PrintedLine) -> [XMLText] { outline.marks(line).map { inline("mark", "\($0): ") } }

    private func inline(_ name: String, _ words: String) -> XMLText { .words("inline", ["name": name], words) }

    private func inline(_ spans: [InlineText.Span]) -> [XMLText] {
        spans.flatMap { span -> [XMLText] in
            switch span {
            case .text(let words): [.text(words)]
            case .strong(let inner): [.mixed("b", [:], inline(inner))]
            case .emphasis(let inner): [.mixed("i", [:], inline(inner))]
            case .link(let inner, let address):
                InlineText.isSafe(address) ? [.mixed("a", ["href": address], inline(inner))] : inline(inner)
            case .lineBreak: [.empty("br")]
            }
        }
    }

    private var questions: [XMLText] {
        let questions = outline.questions
        guard !questions.isEmpty else { return [] }
        let sum = outline.questionsFromOutside.map { [remark("narrative", $0)] } ?? []
        let list = questions.flatMap { printed -> [XMLText] in
            let outcome = Annex.Sentence(words: printed.outcome, lines: printed.question.answers)
            let asked = transcript.isImported ? nil : printed.question.publication?.at
            return [
                .element(
                    "question",
                    [id: printed.id, "by": "#\(cast.id(of: printed))", "startTime": asked.map(outline.clock.utc)],
                    [.words("from", [:], outline.about(printed)), .words("p", [:], printed.wording.words)]),
                sentence(outcome, as: "narrative"),
            ]
        }
        return [
            .element("questions", [id: "questions"], [.words("heading", [:], phrases(.questionsHeading))] + sum + list)
        ]
    }

    private func section(_ annex: Annex) -> XMLText {
        .element(
            "debateSection", [id: annex.id, "name": annex.kind],
            [.words("heading", [:], annex.title)] + annex.sentences.map { sentence($0, as: "summary") }
                + annex.parts.map { section($0) })
    }

    private func sentence(_ sentence: Annex.Sentence, as name: String) -> XMLText {
        let lines = sentence.lines.flatMap { line -> [XMLText] in
            [.text(" "), .words("ref", ["href": "#\(line.lineID)"], line.lineID)]
        }
        return .mixed(name, [id: sentence.id], [.words("span", [:], sentence.words)] + lines)
    }
}
