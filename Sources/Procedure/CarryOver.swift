package import Proceedings

/// What the meetings of a series leave to be taken up again: actions, questions without an answer, and what was said of
/// the format.
package struct CarryOver: Sendable {
    /// By meeting, in the order noted.
    package private(set) var actions: [Action] = []
    package private(set) var questions: [OpenQuestion] = []
    package private(set) var feedback: [Feedback] = []

    package struct Action: Hashable, Sendable {
        package let source: Series.Source
        package let text: InlineText
        package let owner: String?
        /// `yyyy-mm-dd`.
        package let due: String?
        /// The breakout group that asked for it.
        package let group: String?
        /// Oldest first.
        package let reviews: [Ledger.Review]

        /// Neither done nor dropped.
        package var isOpen: Bool { (reviews.last?.review.state ?? .ongoing) == .ongoing }
    }

    package struct OpenQuestion: Hashable, Sendable {
        package let meeting: Int
        package let number: Int
        package let words: String
        /// Oldest first.
        package let reviews: [Ledger.Review]

        package var source: Series.Source { Series.Source(meeting: meeting, question: number) }

        /// Neither answered nor dropped.
        package var isOpen: Bool { (reviews.last?.review.state ?? .ongoing) == .ongoing }
    }

    package struct Feedback: Hashable, Sendable {
        package let source: Series.Source
        package let text: InlineText
        package let group: String?
        /// What was done about it.
        package let answer: String?
    }

    /// - Parameter minutes: Of meetings with a record, by their number on the schedule, as the reader may see them.
    package init(_ ledger: Ledger, minutes: [Int: Minutes]) {
        for (meeting, minutes) in minutes.sorted(by: { $0.key < $1.key }) {
            for note in minutes.notes { take(note, of: meeting, ledger) }
            for question in minutes.questions.all where question.state.isCarried {
                guard let words = question.publication?.wording.words else { continue }
                let source = Series.Source(meeting: meeting, question: question.number)
                questions.append(
                    OpenQuestion(
                        meeting: meeting, number: question.number, words: words,
                        reviews: ledger.reviews[source, default: []]))
            }
        }
    }

    private mutating func take(_ note: Note, of meeting: Int, _ ledger: Ledger) {
        let source = Series.Source(meeting: meeting, line: note.position)
        func action(_ text: InlineText, owner: String? = nil, due: String? = nil, group: String? = nil) {
            actions.append(
                Action(
                    source: source, text: text, owner: owner, due: due, group: group,
                    reviews: ledger.reviews[source, default: []]))
        }
        func said(_ text: InlineText, by group: String? = nil) {
            feedback.append(Feedback(source: source, text: text, group: group, answer: ledger.answers[source]))
        }
        switch note.body {
        case .action(let text, let owner, let due): action(text, owner: owner, due: due)
        case .report(let text, let heading) where heading.means == .nextStep: action(text, group: heading.name)
        case .report(let text, let heading) where heading.means == .feedback: said(text, by: heading.name)
        case .feedback(let text): said(text)
        default: break
        }
    }
}

extension Question.State {
    /// Left without an answer when the meeting closed.
    fileprivate var isCarried: Bool {
        switch self {
        case .takenAway, .carriedForward: true
        default: false
        }
    }
}
