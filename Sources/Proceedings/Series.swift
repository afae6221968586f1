/// What an organiser says of a series: meetings of one process that go on from one another.
package struct Series: Hashable, Sendable, Codable {
    package var title: String
    /// Why people meet again and again: a sentence or two.
    package var purpose: String?
    /// IANA name such as `Europe/London`; days and times are printed in it.
    package var timeZone: String
    package var language: Language
    package var strands: [Strand]
    /// Who should be among those who take part.
    package var targets: [Target]

    package init(
        title: String, purpose: String? = nil, timeZone: String = "Europe/London", language: Language = .english,
        strands: [Strand] = [], targets: [Target] = []
    ) {
        self.title = title
        self.purpose = purpose
        self.timeZone = timeZone
        self.language = language
        self.strands = strands
        self.targets = targets
    }

    /// A part of those who follow that the organiser wants to be there.
    package struct Target: Hashable, Sendable, Codable {
        /// One of these.
        package let sector: Sector?
        package let region: String?
        /// Of those who said where they belong, in per cent.
        package let share: Int

        package init(sector: Sector? = nil, region: String? = nil, share: Int) {
            self.sector = sector
            self.region = region
            self.share = share
        }
    }

    /// One thread of the work.
    package struct Strand: Hashable, Sendable, Codable {
        /// As its meetings print it; the points of the board are under it.
        package let name: String
        /// What everybody takes for granted here.
        package let premise: String?
        /// What the strand is done with.
        package let endPoint: String?
        /// One to a line, as printed: "Mid September: a draft paper".
        package let milestones: [String]

        package init(_ name: String, premise: String? = nil, endPoint: String? = nil, milestones: [String] = []) {
            self.name = name
            self.premise = premise
            self.endPoint = endPoint
            self.milestones = milestones
        }
    }

    /// Where something was said: a meeting of the series, and there a line or a question.
    package struct Source: Hashable, Sendable, Codable {
        /// The meeting's number on the schedule.
        package let meeting: Int
        /// `nil` is the meeting as a whole.
        package let line: Position?
        /// The number of a question that was left without an answer.
        package let question: Int?

        package init(meeting: Int, line: Position? = nil, question: Int? = nil) {
            self.meeting = meeting
            self.line = line
            self.question = question
        }
    }

    /// What is done in a series: the content of its record's lines.
    package enum Act: Hashable, Sendable {
        /// First entry of every series' record, and again whenever the organiser changes it.
        case planned(Series)
        /// Meeting `number` of the schedule: new, or as it now stands.
        case meetingScheduled(Int, ScheduledMeeting)
        /// Point `number` of the board shall read so; nothing has changed yet.
        case pointProposed(Int, Point.Wording, from: Source?)
        /// The proposal at position `of` holds: the facilitator says so, or the room by a show of hands.
        case pointConfirmed(of: Position, by: Point.Confirmation)
        case pointDeclined(of: Position, reason: String)
        /// A settled point is open again. `by` is whoever asked for it, as printed.
        case pointReopened(Int, by: String, reason: String, at: Source?)
        /// An action of a meeting, or a question it left open, restated with what became of it.
        case actionReviewed(Source, ActionReview)
        /// What was done about a problem with the format: "you said, we did".
        case feedbackAnswered(Source, answer: String)
        /// Paper `number`: new, or as it now stands.
        case paperAdded(Int, Paper)
        case paperDropped(Int)
        /// For staff: it waits to be looked at.
        case commentReceived(Int, Comment.Wording, by: Participant.ID)
        case commentPublished(Int, Comment.Wording)
        case commentDeclined(Int, reason: String)
        /// For staff: somebody wants a word explained.
        case wordAsked(Int, term: String)
        case wordExplained(Int, Glossary.Explanation)
        case wordDropped(Int)
        /// For staff: who should be invited, as somebody said.
        case inviteeSuggested(String)
    }
}

/// A meeting on a series' schedule.
package struct ScheduledMeeting: Hashable, Sendable, Codable {
    package var title: String
    /// `nil` while no day is in sight.
    package var startsAt: Instant?
    /// How long it is planned to last.
    package var minutes: Int?
    package var place: String?
    /// In the room, remote, or both.
    package var setting: Breakout.Setting?
    /// The day, `yyyy-mm-dd`, by which its papers should have been read.
    package var readBy: String?
    package var standing: Standing
    /// Of the meeting itself, once it was made.
    package var record: RecordID?

    package init(
        title: String, startsAt: Instant? = nil, minutes: Int? = nil, place: String? = nil,
        setting: Breakout.Setting? = nil, readBy: String? = nil, standing: Standing = .provisional,
        record: RecordID? = nil
    ) {
        self.title = title
        self.startsAt = startsAt
        self.minutes = minutes
        self.place = place
        self.setting = setting
        self.readBy = readBy
        self.standing = standing
        self.record = record
    }

    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        case provisional, confirmed, cancelled
    }
}

/// What became of an action.
package struct ActionReview: Hashable, Sendable, Codable {
    package let state: State
    /// In a sentence.
    package let outcome: String

    package init(_ state: State, outcome: String) {
        self.state = state
        self.outcome = outcome
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case done
        case ongoing
        case dropped
    }
}
