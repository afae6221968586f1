import Proceedings

/// The record as what its Mustache partials ask for. Every key is always there, `false` where there is nothing to say:
/// Mustache looks for a missing key in the surroundings, and a line must not take its neighbour's words.
struct HTMLRecord {
    let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    private var phrases: Phrases { outline.phrases }
    private var transcript: Transcript { outline.transcript }

    var view: [String: Any] {
        let meeting = outline.meeting
        return head.merging([
            "labels": labels,
            "objective": meeting.objective ?? false as Any,
            "output": meeting.intendedOutput ?? false as Any,
            "strands": meeting.strands.isEmpty ? false as Any : meeting.strands.joined(separator: "; "),
            "attendees": outline.attendees.isEmpty ? false as Any : ["names": outline.attendees.map(Self.attendee)],
            "sections": outline.sections.map { section($0) },
            "empty": outline.sections.isEmpty,
            "agreements": summary(.decision), "disagreements": summary(.disagreement), "actions": summary(.action),
            "feedback": summary(.feedback),
            "reports": reports, "themes": themes, "questions": questions, "polls": polls, "turns": turns,
            "audience": audience,
            "downloads": Form.allCases.filter { $0 != .html }.map(download),
            "checkpoint": transcript.checkpoint?.note ?? false as Any,
            "key": transcript.verifierKey ?? false as Any,
        ]) { one, _ in one }
    }

    private var head: [String: Any] {
        let meeting = outline.meeting
        let start = meeting.startsAt ?? outline.minutes.times.opened
        let clock = outline.clock
        return [
            "title": meeting.title, "publisher": transcript.publisher, "address": transcript.address,
            "language": phrases(.language), "titleLanguage": outline.titleLanguage ?? false as Any,
            "languages": outline.languages.map { ["tag": $0] },
            "edition": outline.edition, "versions": phrases(.versions), "record": transcript.record.text,
            "statement": phrases(transcript.isImported ? .statementImported : .statement),
            "day": start.map(clock.day) ?? false as Any, "date": start.map(clock.date) ?? false as Any,
            "issued": outline.minutes.times.closed.map(clock.date) ?? false as Any,
            "hours": hours ?? false as Any, "place": meeting.place ?? false as Any,
            "linked": LinkedRecord(outline).json,
        ]
    }

    /// When the meeting really ran; an imported one's entries do not know.
    private var hours: [String: Any]? {
        guard !transcript.isImported, let opened = outline.minutes.times.opened else { return nil }
        let closed = outline.minutes.times.closed
        return [
            "from": outline.clock.minute(opened), "fromUTC": outline.clock.utc(opened),
            "to": closed.map(outline.clock.minute) ?? false as Any,
            "toUTC": closed.map(outline.clock.utc) ?? false as Any,
        ]
    }

    private var labels: [String: String] {
        [
            "attendees": phrases(.attendees), "noAttendees": phrases(.noAttendees), "contents": phrases(.contents),
            "notes": phrases(.notes), "noNotes": phrases(.noNotes),
            "agreements": phrases(.agreements), "noAgreements": phrases(.noAgreements),
            "disagreements": phrases(.disagreements), "noDisagreements": phrases(.noDisagreements),
            "reports": phrases(.reportsHeading), "themes": phrases(.themesHeading),
            "questions": phrases(.questionsHeading),
            "polls": phrases(.pollsHeading),
            "pollOption": phrases(.pollOption), "pollOutside": phrases(.pollOutside),
            "pollInside": phrases(.pollInside), "turns": phrases(.turnsHeading),
            "audience": phrases(.audienceHeading),
            "actions": phrases(.actions), "noActions": phrases(.noActions), "feedback": phrases(.feedbackHeading),
            "objective": phrases(.objective), "output": phrases(.output), "strands": phrases(.strands),
            "archive": phrases(.archive), "summary": phrases(.summaryHeading), "search": phrases(.archiveSearch),
            "accessibility": phrases(.accessibility),
            "downloads": phrases(.downloads), "verify": phrases(.verify), "verifyHow": phrases(.verifyHow),
            "noCheckpoint": outline.noCheckpoint, "key": phrases(.key), "address": phrases(.address),
            "keyMoment": phrases(.keyMoment),
        ]
    }

    private func section(_ section: Outline.Section) -> [String: Any] {
        let first: [String: Any] = [
            "hasLines": !section.lines.isEmpty, "lines": section.lines.map(line),
            "hasSubsections": !section.subsections.isEmpty,
            "subsections": section.subsections.map { self.section($0) },
        ]
        guard let heading = section.heading else {
            return first.merging(["heading": false, "purpose": false]) { one, _ in one }
        }
        return first.merging([
            "heading": line(heading.line), "purpose": outline.purpose(of: heading) ?? false as Any,
        ]) { one, _ in one }
    }

    func line(_ line: PrintedLine) -> [String: Any] {
        [
            "id": line.id, "kind": line.isGone ? "gone" : line.note.kind.rawValue, "ours": line.isOurs,
            "label": outline.label(line).map { ["words": $0, "isWhole": $0.isWhole] } ?? false as Any,
            "group": false, "isKey": line.note.isKeyMoment, "isBeneath": line.isBeneath,
            "speaker": line.speaker ?? false as Any,
            "time": line.time.map { ["wall": $0.wall, "utc": $0.utc, "again": $0.isRepeated] } ?? false as Any,
            "answers": line.note.answers.map {
                ["number": $0, "words": phrases(.answersQuestion, ["n": "\($0)"])] as [String: Any]
            } ?? false as Any,
            "translates": line.note.translates.map {
                let words = outline.language(beneath: line) ?? phrases(.translates, ["n": "\($0.number)"])
                return ["number": $0.number, "words": words] as [String: Any]
            } ?? false as Any,
            "lang": line.language ?? false as Any, "plain": line.words.plain, "spans": Self.spans(line.words.spans),
            "emended": outline.emendations(line).map {
                ["id": $0.id, "at": $0.at, "about": $0.about, "former": $0.former]
            },
            "owner": line.unsaidOwner.map { phrases(.owner, ["name": $0]) } ?? false as Any,
            "due": line.due.map { phrases(.due, ["day": outline.clock.day($0)]) } ?? false as Any,
            "link": line.time.map { phrases(.link, ["line": "\(line.note.position.number)", "time": $0.wall]) }
                ?? phrases(.linkUntimed, ["line": "\(line.note.position.number)"]),
        ]
    }

    private func summary(_ kind: Line.Kind) -> Any {
        let standing = outline.standing(kind)
        guard !standing.isEmpty else { return false }
        return ["lines": standing.map(grouped)]
    }

    /// Where it stands without the lines around it, it says which group it came from.
    func grouped(_ line: PrintedLine) -> [String: Any] {
        self.line(line).merging(["group": line.heading?.name ?? false as Any]) { $1 }
    }

    private var questions: Any {
        let questions = outline.questions
        guard !questions.isEmpty else { return false }
        return [
            "sum": outline.questionsFromOutside ?? false as Any,
            "list": questions.map { printed -> [String: Any] in
                [
                    "id": printed.id, "number": printed.number, "words": printed.wording.words,
                    "about": outline.about(printed), "outcome": printed.outcome,
                    "answers": printed.question.answers.map {
                        ["id": $0.lineID, "number": $0.number] as [String: Any]
                    },
                ]
            },
        ] as [String: Any]
    }

    private func download(_ form: Form) -> [String: Any] {
        ["address": transcript.address(of: form), "type": form.mediaType, "name": phrases(form)]
    }

    private static func attendee(_ speaker: Speaker) -> [String: Any] {
        ["name": speaker.name, "about": speaker.about.isEmpty ? false as Any : speaker.about]
    }

    /// One level of the tree; partial `record/inline` calls itself for the next.
    private static func spans(_ spans: [InlineText.Span]) -> [[String: Any]] {
        spans.map { span in
            var view: [String: Any] = [
                "words": false, "strong": false, "emphasis": false, "address": false, "bare": false, "break": false,
                "spans": false,
            ]
            switch span {
            case .text(let words): view["words"] = words
            case .strong(let inner): view.merge(["strong": true, "spans": Self.spans(inner)]) { _, new in new }
            case .emphasis(let inner): view.merge(["emphasis": true, "spans": Self.spans(inner)]) { _, new in new }
            case .link(let inner, let address):
                let safe = InlineText.isSafe(address) ? address : false as Any
                view.merge(["address": safe, "bare": safe is Bool, "spans": Self.spans(inner)]) { _, new in new }
            case .lineBreak: view["break"] = true
            }
            return view
        }
    }
}

extension Form {
    /// The content type without its parameters.
    var mediaType: String { String(contentType.prefix { $0 != ";" }) }
}
