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

        /// Who may ask for it: the organiser of the series, and who facilitates one of its meetings.
        package var permitted: Set<Role> {
            switch self {
            case .plan, .schedule, .hold: [.organiser]
            case .propose, .confirm, .decline, .reopen, .review, .answer: [.organiser, .facilitator]
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
        }
    }
}
