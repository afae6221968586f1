import Proceedings

/// "Where we have got to": one page of what a meeting came to, to be sent round and put in a blog.
package struct Summary: Sendable {
    package let title: String
    /// One sentence or two: when and where, and how much was agreed.
    package let lead: String
    package let parts: [Part]
    /// Where the whole record is read.
    package let record: String
    /// Where the board stands now, where the meeting is of a series.
    package let series: (address: String, title: String)?
    /// The first line of what was signed at the close names the record, the third is the hash of all of it.
    package let checkpoint: String?

    package struct Part: Sendable {
        /// A word for programs: `agreed`, `disputed`, `next`, `board`, `answered`, `carried`.
        package let kind: String
        package let heading: String
        package let points: [Point]
        /// Said where there are none; a part without words for that is left out then.
        package let none: String
    }

    package struct Point: Sendable {
        /// What it was before and what it is now, who is to do it and when, what was answered.
        package let words: String
        package let about: String?
        package let address: String
        /// "line 14", "point 3"
        package let label: String
        package let language: String?
    }
}

extension Outline {
    var summary: Summary {
        let parts = [
            part("agreed", .summaryAgreed, standing(.decision).map(point), none: .noAgreements),
            part("disputed", .summaryDisputed, standing(.disagreement).map(point), none: .noDisagreements),
            part("board", .summaryBoard, boardChanges),
            part("next", .summaryNext, standing(.action).map(point), none: .noActions),
            part("answered", .summaryAnswered, questions.filter { !$0.question.answers.isEmpty }.map(answered)),
            part("carried", .summaryCarried, questions.filter(\.isCarried).map(carried)),
        ]
        return Summary(
            title: meeting.title, lead: lead, parts: parts.filter { !$0.points.isEmpty || !$0.none.isEmpty },
            record: "\(transcript.address)/record",
            series: transcript.series.map { ($0.address, $0.title) }, checkpoint: transcript.checkpoint?.note)
    }

    /// "29 May 2014, Town Hall, Cardiff. Agreed: 2. Disputed: 1. Next steps: 3. Questions: 4, answered: 3."
    private var lead: String {
        let counts = [
            (Phrase.summaryAgreed, standing(.decision).count), (.summaryDisputed, standing(.disagreement).count),
            (.summaryNext, standing(.action).count),
            (.summaryAnswered, questions.count { !$0.question.answers.isEmpty }),
        ].map { "\(phrases($0.0)): \($0.1)." }
        let facts = dayAndPlace.isEmpty ? [] : [dayAndPlace.unbroken + "."]
        return (facts + [meeting.objective?.unbroken].compactMap(\.self) + [counts.joined(separator: " ")])
            .joined(separator: " ")
    }

    private func part(_ kind: String, _ heading: Phrase, _ points: [Summary.Point], none: Phrase? = nil) -> Summary.Part
    {
        Summary.Part(kind: kind, heading: phrases(heading), points: points, none: none.map { phrases($0) } ?? "")
    }

    private func point(_ line: PrintedLine) -> Summary.Point {
        Summary.Point(
            words: line.ofGroup + line.words.plain.unbroken, about: assignment(line),
            address: transcript.address(of: line.note.position),
            label: phrases(.summaryLine, ["n": "\(line.note.position.number)"]), language: line.language)
    }

    private var boardChanges: [Summary.Point] {
        guard let series = transcript.series else { return [] }
        return series.changes.map { change in
            let now = phrases(change.wording.standing.phrase)
            let moved =
                change.former.map { former in
                    former == change.wording.standing
                        ? now : phrases(.summaryMoved, ["before": phrases(former.phrase), "now": now])
                } ?? phrases(.summaryNew, ["now": now])
            return Summary.Point(
                words: change.wording.text.unbroken,
                about: [change.wording.strand.unbroken, moved, change.reason?.unbroken].compactMap(\.self)
                    .joined(separator: " · "),
                address: "\(series.address)/board#point\(change.number)",
                label: phrases(.summaryPoint, ["n": "\(change.number)"]), language: nil)
        }
    }

    private func answered(_ printed: PrintedQuestion) -> Summary.Point {
        let answers = printed.question.answers.compactMap { minutes.note($0)?.body?.words?.plain.unbroken }
        return question(printed, about: answers.joined(separator: " "))
    }

    private func carried(_ printed: PrintedQuestion) -> Summary.Point { question(printed, about: printed.outcome) }

    private func question(_ printed: PrintedQuestion, about: String) -> Summary.Point {
        Summary.Point(
            words: printed.wording.words.unbroken, about: about.isEmpty ? nil : about,
            address: "\(transcript.address)/questions/\(printed.number)",
            label: phrases(.summaryQuestion, ["n": "\(printed.number)"]), language: nil)
    }
}

extension PrintedQuestion {
    fileprivate var isCarried: Bool {
        switch question.state {
        case .takenAway, .carriedForward: true
        default: false
        }
    }
}

extension Point.Standing {
    fileprivate var phrase: Phrase {
        switch self {
        case .settled: .summarySettled
        case .disputed: .summaryInDispute
        case .open: .summaryOpen
        }
    }
}

extension Press {
    package func summary(of typeset: Typeset) -> Summary { typeset.outline.summary }
}
