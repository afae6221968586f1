import Proceedings

/// The record as CommonMark, to be pasted into blogs, pads and mail: a title, then runs of lines under the name of who
/// spoke them, the shape archive.tw publishes, with our kinds in bold before the words.
struct MarkdownRecord {
    private let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    private var phrases: Phrases { outline.phrases }

    var bytes: [UInt8] {
        let blocks = front + body + summaries + reports + themes + questions + polls + turns + audience + back
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    private var front: [String] {
        let names = outline.attendeeNames.map { "- " + Markdown.escaped($0) }
        let facts = [outline.dayAndPlace, outline.statement] + outline.purposes
        var blocks = ["# " + Markdown.escaped(outline.meeting.title)]
        blocks += facts.filter { !$0.isEmpty }.map(Markdown.escaped)
        blocks.append("## " + Markdown.escaped(phrases(.attendees)))
        blocks.append(names.isEmpty ? Markdown.escaped(phrases(.noAttendees)) : names.joined(separator: "\n"))
        return blocks
    }

    private var body: [String] {
        outline.sections.flatMap { section in
            blocks(section, mark: "##") + section.subsections.flatMap { blocks($0, mark: "###") }
        }
    }

    private func blocks(_ section: Outline.Section, mark: String) -> [String] {
        let title =
            section.heading.map {
                "\(mark) \(Markdown.inline($0.title, breaks: " ")) \(link($0.line))"
            } ?? "\(mark) \(Markdown.escaped(phrases(.notes)))"
        var blocks = [title]
        blocks += (section.heading.map { outline.emendationWords($0.line) } ?? []).map {
            Markdown.emphasised(Markdown.escaped($0))
        }
        var voice: String?
        for line in section.lines {
            if line.isBeneath {
                blocks.append(quoted(paragraph(line)))
                continue
            }
            if let heading = turn(to: line.speaker, from: voice, mark: mark) { blocks.append(heading) }
            voice = line.speaker ?? voice.map { _ in "" }
            blocks.append(paragraph(line))
        }
        return blocks
    }

    /// A heading when another speaker begins; the scribe gets one too after a speaker, so that no summary is taken for
    /// that speaker's words.
    private func turn(to speaker: String?, from voice: String?, mark: String) -> String? {
        if let speaker { return speaker == voice ? nil : "\(mark)# \(Markdown.escaped(speaker)):" }
        guard let voice, !voice.isEmpty else { return nil }
        return "\(mark)# \(Markdown.escaped(phrases(.scribe))):"
    }

    /// Indented, under the line it says in another language.
    private func quoted(_ paragraph: String) -> String {
        paragraph.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n")
    }

    private func paragraph(_ line: PrintedLine) -> String {
        let words = Markdown.inline(line.words, breaks: "\\\n")
        var parts = outline.labels(line).map { "**\(Markdown.escaped($0))**" }
        parts.append(line.isOurs || line.note.kind == .scene ? Markdown.emphasised(words) : words)
        if let assignment = assignment(line) { parts.append(assignment) }
        parts.append(link(line))
        parts += outline.emendationWords(line).map { Markdown.emphasised(Markdown.escaped($0)) }
        return parts.joined(separator: " ")
    }

    private func assignment(_ line: PrintedLine) -> String? {
        outline.assignment(line).map { "(\(Markdown.escaped($0)))" }
    }

    private func link(_ line: PrintedLine) -> String {
        "[\(line.id)](\(outline.transcript.address(of: line.note.position)))"
    }

    private var questions: [String] {
        let questions = outline.questions
        guard !questions.isEmpty else { return [] }
        let list = questions.map { printed in
            let answers = printed.question.answers.map { "[\($0.lineID)](\(outline.transcript.address(of: $0)))" }
            let outcome = ([Markdown.escaped(printed.outcome)] + answers).joined(separator: " ")
            return "- **\(printed.id)** \(Markdown.escaped(printed.wording.words.unbroken)) "
                + "(\(Markdown.escaped(outline.about(printed)))) – \(outcome)"
        }
        return ["## " + Markdown.escaped(phrases(.questionsHeading))]
            + [outline.questionsFromOutside.map(Markdown.escaped)].compactMap(\.self)
            + [list.joined(separator: "\n")]
    }

    private var reports: [String] {
        let reports = outline.reports
        guard !reports.isEmpty else { return [] }
        return ["## " + Markdown.escaped(phrases(.reportsHeading))]
            + reports.flatMap { report in
                ["### \(Markdown.escaped(report.title.unbroken))", Markdown.escaped(report.state.unbroken)]
                    + report.parts.flatMap { part in
                        [
                            "**\(Markdown.escaped(part.asked))**",
                            part.lines.map { "- \(Markdown.inline($0.words, breaks: " ")) \(link($0))" }
                                .joined(separator: "\n"),
                        ]
                    }
            }
    }

    private var themes: [String] {
        let themes = outline.themes
        guard !themes.isEmpty else { return [] }
        return ["## " + Markdown.escaped(phrases(.themesHeading))]
            + themes.flatMap { theme in
                [
                    "### \(Markdown.escaped(theme.theme.name))",
                    theme.lines.map {
                        "- \(Markdown.escaped($0.ofGroup))\(Markdown.inline($0.words, breaks: " ")) \(link($0))"
                    }.joined(separator: "\n"),
                ]
            }
    }

    private var polls: [String] {
        guard !outline.polls.isEmpty else { return [] }
        let list = outline.polls.map { printed in
            "- **\(printed.id)** \(Markdown.escaped(printed.sentence))"
        }
        return ["## " + Markdown.escaped(phrases(.pollsHeading)), list.joined(separator: "\n")]
    }

    private var turns: [String] {
        guard let times = outline.speakingTimes else { return [] }
        let list = outline.turns.map { "- \(Markdown.escaped($0.who.unbroken)): \($0.length)" }
        return [
            "## " + Markdown.escaped(phrases(.turnsHeading)), Markdown.escaped(times), list.joined(separator: "\n"),
        ]
    }

    private var audience: [String] {
        guard let audience = outline.audience else { return [] }
        return ["## " + Markdown.escaped(phrases(.audienceHeading)), Markdown.escaped(audience)] + curve
    }

    private var curve: [String] {
        outline.audienceCurveSentence.map { [Markdown.escaped($0)] } ?? []
    }

    private var summaries: [String] {
        summary(.decision, .agreements, .noAgreements)
            + summary(.disagreement, .disagreements, .noDisagreements)
            + summary(.action, .actions, .noActions) + summary(.feedback, .feedbackHeading)
    }

    /// - Parameter none: Said where no line of the kind stands; without it nothing is printed then.
    private func summary(_ kind: Line.Kind, _ title: Phrase, _ none: Phrase? = nil) -> [String] {
        let lines = outline.standing(kind).map { line in
            [
                "-", Markdown.escaped(line.ofGroup) + Markdown.inline(line.words, breaks: " "), assignment(line),
                link(line),
            ].compactMap(\.self)
                .joined(separator: " ")
        }
        guard let list = lines.isEmpty ? none.map({ Markdown.escaped(phrases($0)) }) : lines.joined(separator: "\n")
        else { return [] }
        return ["## " + Markdown.escaped(phrases(title)), list]
    }

    private var back: [String] {
        let transcript = outline.transcript
        var blocks = [
            "## " + Markdown.escaped(phrases(.verify)),
            Markdown.escaped(phrases(.address)) + ": <\(transcript.address)>",
            transcript.checkpoint.map { Markdown.code($0.note) } ?? Markdown.escaped(outline.noCheckpoint),
        ]
        if let key = transcript.verifierKey { blocks.append(Markdown.escaped(phrases(.key)) + ": `\(key)`") }
        return blocks
    }
}
