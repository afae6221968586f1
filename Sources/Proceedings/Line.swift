/// What was said or done: the content of an entry. Never edited; a correction is another line that names it.
package struct Line: Hashable, Sendable, Codable {
    package let body: Body
    /// `nil` means the meeting's language.
    package let language: Language?
    /// The line whose words these are in another language.
    package let translates: Position?
    /// The role that brought it, never the person.
    package let by: Role?
    package let audience: Audience

    package init(
        _ body: Body, language: Language? = nil, translates: Position? = nil, by: Role? = nil,
        audience: Audience = .everyone
    ) {
        self.body = body
        self.language = language
        self.translates = translates
        self.by = by
        self.audience = audience
    }

    /// What kind of line, with exactly what that kind needs. Case names are the words of wire, database and exports.
    package enum Body: Hashable, Sendable {
        // The meeting itself
        /// First entry of every record, and again whenever the organiser changes the plan. The agenda in it replaces
        /// the earlier one.
        case planned(Meeting)
        case opened
        case paused
        case resumed
        case closed
        case attributionChanged(Attribution)
        case speakerAdded(Speaker)

        // Agenda
        case itemAdded(AgendaItem)
        case itemChanged(AgendaItem)
        case itemDropped(Int)
        /// Item `number` is now being discussed.
        case itemTakenUp(Int)
        case itemClosed(Int)

        // Notes
        /// A heading; level 1 opens a section, 2 a subsection.
        case topic(InlineText, level: Int)
        /// Words of a speaker as taken down; the attribution policy has already been applied to `speaker`.
        case speech(InlineText, speaker: String?)
        /// In the scribe's own words.
        case summary(InlineText)
        /// Something that happened in the room: "Broke for lunch."
        case scene(InlineText)
        /// Agreed by the meeting or a group.
        case decision(InlineText)
        /// Where opinion divides.
        case disagreement(InlineText)
        /// A next step. `owner` and `due` (a calendar day, `yyyy-mm-dd`) where they were named.
        case action(InlineText, owner: String?, due: String?)
        /// In the report of a breakout group.
        case report(InlineText, under: Breakout.Heading)
        /// Of the format of the day: a problem, or what would solve it.
        case feedback(InlineText)

        // About other lines
        /// A reader in a hurry should see line `of`.
        case keyMoment(of: Position)
        /// `to` replaces the words of line `of`, which keeps its id and address.
        case correction(of: Position, to: InlineText, because: Cause? = nil)
        /// Line `of` is taken back; its words are deleted, this notice stays.
        case retraction(of: Position)
        /// Words are gone for good: of the lines it names nothing is read any more, by anybody.
        case erasure(Erasure)
        /// The record goes on from an older copy of itself; what was noted after that copy is lost.
        case restored(Restoration)

        // Editions of the record
        /// Those who were there may suggest corrections until a day, `yyyy-mm-dd`.
        case circulated(until: String?)
        case finalised
        /// For staff: what line `of` should say. Its position is the suggestion's number.
        case suggestionReceived(of: Position, Suggestion.Wording, by: Participant.ID)
        /// The first number is the suggestion's.
        case suggestionDeclined(Int, of: Position, reason: String)

        // Questions; the first number is the question's
        /// For staff: it waits to be looked at.
        case questionReceived(Int, Question.Wording, asker: Participant.ID, noticed: Question.Noticed? = nil)
        /// For staff: the asker changed it while it waited; `since` is when it first came.
        case questionAmended(
            Int, Question.Wording, asker: Participant.ID, since: Instant, noticed: Question.Noticed? = nil)
        case questionPublished(Int, Question.Wording, isEdited: Bool, splitFrom: Int?)
        case questionDeclined(Int, reason: String)
        case questionMerged(Int, into: Int)
        case questionSplit(Int, into: [Int])
        /// Its published words are deleted. Without a reason, by its asker.
        case questionUnpublished(Int, reason: String?)
        /// For staff: all words of it that came in are deleted.
        case questionWithdrawn(Int)
        case questionMoved(Int, to: Question.Place)
        /// Line `by` answers it.
        case questionAnswered(Int, by: Position)
        /// Somebody answers after the meeting. `due` is a calendar day, `yyyy-mm-dd`.
        case questionTakenAway(Int, owner: String?, due: String?)
        /// Still open at the close.
        case questionCarried(Int)
        case questionsPaused
        case questionsResumed
        case moderationChanged(Moderation)

        // Safeguards, all for staff
        /// This device may only read until it is let in again.
        case participantBarred(Participant.ID)
        case participantUnbarred(Participant.ID)
        /// In place of the list there was.
        case wordsWatched([String])

        // The speakers list; the number is the turn's
        /// For staff: which participant the turn is, and all they said of it.
        case turnAsked(Int, by: Participant.ID, Turn.Wish)
        case turnQueued(Int, Turn.Wish)
        /// Taken off the list without having spoken; the words said of it are deleted.
        case turnLeft(Int)
        /// Put last.
        case turnPostponed(Int)
        case turnCalled(Int)
        case turnEnded(Int)
        case listClosed
        case listReopened
        /// Seconds for each turn from now on; `nil` is no limit.
        case turnTimeSet(Int?)
        /// Seconds that people of one sector may speak in all; `nil` is no limit.
        case budgetSet(Sector, Int?)

        // Shows of hands; the number is the poll's
        case pollOpened(Int, Poll.Asked)
        /// As counted in the room, for each option; a later count replaces it.
        case pollCounted(Int, [Int])
        /// `remote` and `room` for each option; a count in the room may still come, or be put right.
        case pollClosed(Int, Poll.Asked, remote: [Int], room: [Int]?)
        /// Who chose each option: first for staff, and for everyone where a facilitator publishes it.
        case pollNamed(Int, [[String]])

        // Breakout groups; the number is the group's
        /// Again where its plan changes.
        case breakoutFormed(Int, Breakout.Plan)
        case breakoutSignedOff(Int)
        /// Its report may be written again.
        case breakoutReopened(Int)
        /// Reports to the plenary now.
        case breakoutCalled(Int, name: String)
        /// There is no report; without a reason, the meeting closed before one came.
        case breakoutMissing(Int, name: String, reason: String?)

        // Themes; the number is the theme's
        /// Line `of` belongs to it.
        case themeGathered(Int, name: String, of: Position)
        case themeReleased(Int, of: Position)

        // What everyone should see
        /// A message of the facilitator's, until another or its end.
        case announced(String)
        case announcementEnded
        case screenTurned(Display)
        /// `nil` is nobody in particular.
        case voiceNamed(String?)
        /// Who followed from outside the room.
        case followed(Following)

        /// In the record of a series.
        case series(Series.Act)
    }
}

/// A line with its place and time in the record.
package struct Entry: Hashable, Sendable {
    package let position: Position
    package let acceptedAt: Instant
    package let content: Content

    package enum Content: Hashable, Sendable {
        case present(Line)
        /// Not for this reader.
        case withheld
        /// Gone by law or by retraction; kind of line stays known.
        case erased(Line.Kind)
    }

    package init(position: Position, acceptedAt: Instant, content: Content) {
        self.position = position
        self.acceptedAt = acceptedAt
        self.content = content
    }

    package init(_ position: Position, at instant: Instant, _ line: Line) {
        self.init(position: position, acceptedAt: instant, content: .present(line))
    }

    package var line: Line? {
        guard case .present(let line) = content else { return nil }
        return line
    }
}
