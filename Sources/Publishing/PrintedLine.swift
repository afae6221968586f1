import Proceedings

/// A line of the minutes as every form prints it; each form only adds its own punctuation.
struct PrintedLine: Sendable {
    let note: Note
    /// The meeting's words, or the house's where a line has none of its own ("Meeting opened", "Line removed").
    let words: InlineText
    let time: Time?
    /// Not the meeting's words: what the house says about its course, or of a line that is gone.
    let isOurs: Bool
    /// `nil` where the words are in the language of the page.
    let language: String?
    /// It stands right under the line whose words it says in another language.
    let isBeneath: Bool

    /// A moment in the three ways it is printed.
    struct Time: Hashable, Sendable {
        /// `10:02`
        let wall: String
        let utc: String
        /// The line before in the same list was noted in the same minute.
        let isRepeated: Bool
    }

    var id: String { note.position.lineID }
    var isGone: Bool { note.body == nil }

    var speaker: String? {
        guard case .speech(_, let speaker) = note.body else { return nil }
        return speaker
    }

    /// The group that reported it, and under which prompt.
    var heading: Breakout.Heading? {
        guard case .report(_, let heading) = note.body else { return nil }
        return heading
    }

    /// "Energy: ", before its words where they stand without those around them; empty for lines of no group.
    var ofGroup: String { heading.map { "\($0.name): " } ?? "" }

    /// The owner where the words do not name it already; documents for people do not say it twice.
    var unsaidOwner: String? { owner.flatMap { words.plain.contains($0) ? nil : $0 } }

    var owner: String? {
        guard case .action(_, let owner, _) = note.body else { return nil }
        return owner
    }

    /// `yyyy-mm-dd`
    var due: String? {
        guard case .action(_, _, let due) = note.body else { return nil }
        return due
    }
}

extension Line.Kind {
    /// The word that names a line's weight: "Agreed", "Disagreement", "Next step", "Problems and solutions".
    var phrase: Phrase? {
        switch self {
        case .decision: .decision
        case .disagreement: .disagreement
        case .action: .action
        case .feedback: .feedback
        case .pollClosed: .poll
        default: nil
        }
    }

    /// What the house says of the meeting's course.
    var course: Phrase? {
        switch self {
        case .opened: .opened
        case .paused: .paused
        case .resumed: .resumed
        case .closed: .closed
        default: nil
        }
    }
}
