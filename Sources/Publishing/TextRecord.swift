import Proceedings

/// The record as plain text of 78 columns: times down the left once a minute, each line's id after its words.
struct TextRecord {
    private let outline: Outline
    private static let width = 78
    private static let rail = 7

    init(_ outline: Outline) { self.outline = outline }

    private var phrases: Phrases { outline.phrases }

    var bytes: [UInt8] {
        let blocks =
            [front] + outline.sections.flatMap(body) + summaries + reports + themes + questions + polls + turns
            + audience
            + [back]
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    private var front: String {
        let names = outline.attendeeNames
        let attendance =
            names.isEmpty ? phrases(.noAttendees) : "\(phrases(.attendees)): " + names.joined(separator: "; ")
        let facts = [outline.dayAndPlace, outline.transcript.publisher, outline.statement] + outline.purposes
        let lines = (facts + [attendance]).filter { !$0.isEmpty }.map { wrapped($0, first: "", rest: "  ") }
        return ([underlined(outline.meeting.title, with: "=")] + lines).joined(separator: "\n")
    }

    private func body(_ section: Outline.Section) -> [String] {
        [text(section, under: "-")] + section.subsections.map { text($0, under: ".") }
    }

    private func text(_ section: Outline.Section, under mark: Character) -> String {
        let title = section.heading.map { "\($0.title.plain) [\($0.line.id)]" } ?? phrases(.notes)
        let emended = section.heading.map { outline.emendationWords($0.line) } ?? []
        return
            ([underlined(title, with: mark)] + emended.map { wrapped($0, first: "", rest: "  ") }
            + section.lines.map(text)).joined(separator: "\n")
    }

    private func text(_ line: PrintedLine) -> String {
        let indent = String(repeating: " ", count: Self.rail + (line.isBeneath ? 2 : 0))
        let shown = line.time.flatMap { $0.isRepeated ? nil : $0.wall } ?? "    -"
        let margin =
            line.isBeneath ? indent : shown + String(repeating: " ", count: max(1, Self.rail - shown.count))
        let marks = outline.labels(line).map { $0.uppercased() + " " }.joined()
        let speaker = line.speaker.map { $0 + ": " } ?? ""
        let words = line.isOurs ? "(\(line.words.plain))" : line.words.withAddresses
        return wrapped(
            "\(marks)\(speaker)\(words)\(assignment(line)) [\(line.id)]\(emendations(line))", first: margin,
            rest: indent)
    }

    private func emendations(_ line: PrintedLine) -> String {
        outline.emendationWords(line).map { " {\($0)}" }.joined()
    }

    private func assignment(_ line: PrintedLine) -> String {
        outline.assignment(line).map { " (\($0))" } ?? ""
    }

    private var reports: [String] {
        outline.reports.map { report in
            let title = "\(phrases(.reportsHeading)): \(report.title.unbroken) [\(report.id)]"
            let parts = report.parts.flatMap { part in
                [wrapped(part.asked, first: "", rest: "  ")]
                    + part.lines.map { wrapped("\($0.words.withAddresses) [\($0.id)]", first: "* ", rest: "  ") }
            }
            return ([underlined(title, with: "-"), wrapped(report.state.unbroken, first: "", rest: "  ")] + parts)
                .joined(separator: "\n")
        }
    }

    private var themes: [String] {
        guard !outline.themes.isEmpty else { return [] }
        let themes = outline.themes.flatMap { theme in
            [wrapped("\(theme.theme.name) [\(theme.id)]", first: "", rest: "  ")]
                + theme.lines.map {
                    wrapped("\($0.ofGroup)\($0.words.plain.unbroken) [\($0.id)]", first: "* ", rest: "  ")
                }
        }
        return [([underlined(phrases(.themesHeading), with: "-")] + themes).joined(separator: "\n")]
    }

    private var polls: [String] {
        guard !outline.polls.isEmpty else { return [] }
        let lines = outline.polls.map { printed in
            wrapped("\(printed.sentence) [\(printed.id)]", first: "* ", rest: "  ")
        }
        return [([underlined(phrases(.pollsHeading), with: "-")] + lines).joined(separator: "\n")]
    }

    private var turns: [String] {
        guard let times = outline.speakingTimes else { return [] }
        let lines = outline.turns.map { wrapped("\($0.who.unbroken): \($0.length)", first: "* ", rest: "  ") }
        let head = [underlined(phrases(.turnsHeading), with: "-"), wrapped(times, first: "", rest: "")]
        return [(head + lines).joined(separator: "\n")]
    }

    private var audience: [String] {
        guard let audience = outline.audience else { return [] }
        let lines = [audience, outline.audienceCurveSentence].compactMap(\.self).map {
            wrapped($0, first: "", rest: "")
        }
        return [([underlined(phrases(.audienceHeading), with: "-")] + lines).joined(separator: "\n")]
    }

    private var summaries: [String] {
        [
            summary(.decision, .agreements, .noAgreements), summary(.disagreement, .disagreements, .noDisagreements),
            summary(.action, .actions, .noActions), summary(.feedback, .feedbackHeading),
        ].compactMap(\.self)
    }

    /// - Parameter none: Said where no line of the kind stands; without it nothing is printed then.
    private func summary(_ kind: Line.Kind, _ title: Phrase, _ none: Phrase? = nil) -> String? {
        let lines = outline.standing(kind).map { line in
            wrapped(
                "\(line.ofGroup)\(line.words.plain.unbroken)\(assignment(line)) [\(line.id)]", first: "* ", rest: "  ")
        }
        guard let list = lines.isEmpty ? none.map({ [phrases($0)] }) : lines else { return nil }
        return ([underlined(phrases(title), with: "-")] + list).joined(separator: "\n")
    }

    private var questions: [String] {
        let questions = outline.questions
        guard !questions.isEmpty else { return [] }
        let lines = questions.map { printed in
            let answers = printed.question.answers.map { " [\($0.lineID)]" }.joined()
            return wrapped(
                "\(printed.wording.words.unbroken) (\(outline.about(printed))): \(printed.outcome)\(answers) "
                    + "[\(printed.id)]", first: "* ", rest: "  ")
        }
        let sum = outline.questionsFromOutside.map { [wrapped($0, first: "", rest: "")] } ?? []
        return [([underlined(phrases(.questionsHeading), with: "-")] + sum + lines).joined(separator: "\n")]
    }

    private var back: String {
        let transcript = outline.transcript
        let checkpoint = transcript.checkpoint.map { Markdown.trimmed($0.note.printable) } ?? outline.noCheckpoint
        return [
            underlined(phrases(.verify), with: "-"), "\(phrases(.address)): \(transcript.address)", checkpoint,
            transcript.verifierKey.map { "\(phrases(.key)): \($0)" },
        ].compactMap(\.self).joined(separator: "\n")
    }

    private func underlined(_ title: String, with mark: Character) -> String {
        let wrapped = wrapped(title, first: "", rest: "")
        let columns = wrapped.split(separator: "\n").map { $0.columns }.max() ?? 0
        return wrapped + "\n" + String(repeating: mark, count: columns)
    }

    /// Lines of at most `width` columns; a word that is longer stays whole.
    private func wrapped(_ words: String, first: String, rest: String) -> String {
        var lines: [String] = []
        var margin = first
        for paragraph in words.printable.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var line = margin
            var columns = margin.columns
            var isFresh = true
            for word in paragraph.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
                let width = word.columns
                if isFresh {
                    line += word
                    columns += width
                } else if columns + 1 + width <= Self.width {
                    line += " " + word
                    columns += 1 + width
                } else {
                    lines.append(line)
                    line = rest + word
                    columns = rest.columns + width
                }
                isFresh = false
            }
            lines.append(line)
            margin = rest
        }
        return lines.joined(separator: "\n")
    }
}

extension StringProtocol {
    /// Columns of a terminal: none for combining marks, two for wide East Asian letters and emoji.
    var columns: Int {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return utf8.count }
        return reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first, !scalar.properties.isDefaultIgnorableCodePoint else {
                return sum
            }
            return sum + (scalar.isWide ? 2 : 1)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
