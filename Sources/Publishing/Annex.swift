import Proceedings

/// A part of the record that stands after the notes in the forms for programs that read mark-up: what groups reported,
/// what was asked, how hands were shown, who spoke and followed.
struct Annex: Sendable {
    /// A word for programs: `report-back`, `polls`.
    let kind: String
    var id: String?
    let title: String
    var sentences: [Sentence] = []
    var parts: [Annex] = []

    struct Sentence: Sendable {
        var id: String?
        let words: String
        /// The lines it repeats, or is about.
        var lines: [Position] = []
    }
}

extension Outline {
    /// Without the questions, which have a shape of their own in each form.
    var annexes: [Annex] { reportAnnexes + [themeAnnex, pollAnnex, turnAnnex, audienceAnnex].compactMap(\.self) }

    private var reportAnnexes: [Annex] {
        reports.map { report in
            Annex(
                kind: "report-back", id: report.id, title: report.title,
                sentences: [Annex.Sentence(words: report.state)],
                parts: report.parts.map { part in
                    Annex(
                        kind: part.lines.first?.heading?.means?.word ?? "prompt", title: part.asked,
                        sentences: part.lines.map(sentence))
                })
        }
    }

    private var themeAnnex: Annex? {
        guard !themes.isEmpty else { return nil }
        return Annex(
            kind: "themes", id: "themes", title: phrases(.themesHeading),
            parts: themes.map { theme in
                Annex(kind: "theme", id: theme.id, title: theme.theme.name, sentences: theme.lines.map(grouped))
            })
    }

    private var pollAnnex: Annex? {
        guard !polls.isEmpty else { return nil }
        return Annex(
            kind: "polls", id: "polls", title: phrases(.pollsHeading),
            sentences: polls.map { Annex.Sentence(id: $0.id, words: $0.sentence) })
    }

    private var turnAnnex: Annex? {
        guard let times = speakingTimes else { return nil }
        return Annex(
            kind: "turns", id: "turns", title: phrases(.turnsHeading),
            sentences: [Annex.Sentence(words: times)] + turns.map { Annex.Sentence(words: "\($0.who): \($0.length)") })
    }

    private var audienceAnnex: Annex? {
        guard let audience else { return nil }
        return Annex(
            kind: "audience", id: "audience", title: phrases(.audienceHeading),
            sentences: [audience, audienceCurveSentence].compactMap(\.self).map { Annex.Sentence(words: $0) })
    }

    private func sentence(_ line: PrintedLine) -> Annex.Sentence {
        Annex.Sentence(words: line.words.plain, lines: [line.note.position])
    }

    private func grouped(_ line: PrintedLine) -> Annex.Sentence {
        Annex.Sentence(words: line.ofGroup + line.words.plain, lines: [line.note.position])
    }
}

extension Breakout.Meaning {
    fileprivate var word: String {
        switch self {
        case .agreement: "consensus"
        case .disagreement: "disagreement"
        case .nextStep: "next-step"
        case .feedback: "feedback"
        }
    }
}
