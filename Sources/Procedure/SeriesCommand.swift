package import Proceedings

/// What may be asked of a series.
package enum SeriesCommand: Hashable, Sendable {
    case plan(Series)
    /// A meeting on the schedule as it now stands; a new one where no number is named.
    case schedule(Int?, ScheduledMeeting)
    /// The meeting of that number has a record of its own from now on.
    case hold(Int, RecordID)
    /// A point shall read so; a new one where no number is named.
    case propose(Int?, Point.Wording, from: Series.Source?)
    case confirm(Position, by: Point.Confirmation)
    case decline(Position, reason: String)
    /// `by` is who asked for it, as printed.
    case reopen(Int, by: String, reason: String, at: Series.Source?)
    case review(Series.Source, ActionReview)
    case answer(Series.Source, String)
    /// A paper as it now stands; a new one where no number is named.
    case addPaper(Int?, Paper)
    case dropPaper(Int)
    case comment(Comment.Wording)
    /// `words` where it is published with changes. Also undoes a decline.
    case publishComment(Int, words: String?)
    case declineComment(Int, reason: String)
    case askWord(String)
    /// The word of that number; where none is named that of the same spelling, else a new one.
    case explain(Int?, Glossary.Explanation)
    case dropWord(Int)
    case suggestInvitee(String)

    /// A command without its content; its raw value is the `do` of a client frame.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case plan = "series-plan"
        case schedule = "meeting-schedule"
        case hold = "meeting-hold"
        case propose = "point-propose"
        case confirm = "point-confirm"
        case decline = "point-decline"
        case reopen = "point-reopen"
        case review = "action-review"
        case answer = "feedback-answer"
        case addPaper = "paper-add"
        case dropPaper = "paper-drop"
        case comment
        case publishComment = "comment-publish"
        case declineComment = "comment-decline"
        case askWord = "word-ask"
        case explain = "word-explain"
        case dropWord = "word-drop"
        case suggestInvitee = "invitee-suggest"

        /// Who may ask for it: the organiser of the series, who facilitates one of its meetings, its link people, readers.
        package var permitted: Set<Role> {
            switch self {
            case .plan, .schedule, .hold: [.organiser]
            case .propose, .confirm, .decline, .reopen, .review, .answer, .addPaper, .dropPaper, .publishComment,
                .declineComment:
                [.organiser, .facilitator]
            case .explain, .dropWord: [.organiser, .linkPerson]
            case .comment, .askWord, .suggestInvitee: [.attendee, .facilitator, .organiser]
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .plan: .plan
        case .schedule: .schedule
        case .hold: .hold
        case .propose: .propose
        case .confirm: .confirm
        case .decline: .decline
        case .reopen: .reopen
        case .review: .review
        case .answer: .answer
        case .addPaper: .addPaper
        case .dropPaper: .dropPaper
        case .comment: .comment
        case .publishComment: .publishComment
        case .declineComment: .declineComment
        case .askWord: .askWord
        case .explain: .explain
        case .dropWord: .dropWord
        case .suggestInvitee: .suggestInvitee
        }
    }
}
