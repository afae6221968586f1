package import Proceedings

/// An answer that says no. Nothing of the command has happened.
package enum Refusal: Error, Hashable, Sendable {
    case notPermitted(Command.Kind, Role)
    /// The meeting has not been opened yet.
    case notOpen
    /// It is already as asked.
    case already(Meeting.Phase)
    case closed
    /// The record comes out when the meeting closes.
    case notClosed
    /// It is that edition already.
    case editionIs(Edition)
    /// What was circulated is put right with a reason.
    case reasonNeeded
    case unknownSuggestion(Int)
    /// Accepted or declined already; somebody else may have been quicker.
    case suggestionIs(Int, Suggestion.State)
    /// Agenda items never taken up; say `really` to close all the same.
    case itemsOpen(count: Int)
    /// Two people pressed at once: the current item was taken up under a minute ago.
    case justTakenUp(number: Int)
    case unknownLine(Position?)
    case lineGone(Position)
    /// No line holds the words to be replaced.
    case noMatch(String)
    case unknownItem(Int?)
    case textEmpty
    /// Both in UTF-8 bytes.
    case textTooLong(limit: Int, length: Int)
    case controlCharacters
    /// A field out of its range.
    case badValue(field: String, rule: Sentence)
    /// The meeting holds as many of these as it may.
    case tooMany(what: String, limit: Int)
    case unknownQuestion(Int)
    /// Not as the command expects it; somebody else may have been quicker.
    case questionIs(Int, Question.State)
    /// No question is before the room.
    case noQuestion
    /// Only its asker may.
    case notYours(Int)
    /// Both in Unicode scalars.
    case questionTooLong(limit: Int, length: Int)
    case questionsPaused
    /// This device may only read.
    case barred
    /// So many wait to be looked at that no more are taken.
    case queueFull(limit: Int)
    /// Only somebody with a device token may: each counts once.
    case noToken
    /// `nil` is nobody: the list is empty, or nobody speaks.
    case unknownTurn(Int?)
    case listClosed
    case onTheList(Int)
    /// Two people pressed at once: this turn was called a moment ago.
    case justCalled(Int)
    case unknownPoll(Int)
    /// Open or closed already; somebody else may have been quicker, and one is open at a time.
    case pollIs(Int, isOpen: Bool)
    /// Anonymous: what this device chose is not kept, so it cannot be changed.
    case voted(Int)
    /// Anonymous: there are no names to publish.
    case notByName(Int)
    /// By the attribution policy as it is now.
    case namesWithheld
    /// The facilitator had this place taken out.
    case placeStruck

    /// `nil` is any: there is none yet.
    case unknownBreakout(Int?)
    /// A rapporteur reports for one group, and changes no line but its own.
    case otherGroup
    /// Signed off, or not yet; somebody else may have been quicker.
    case reportIs(Int, isReceived: Bool)
    /// There is no line in it.
    case noReport(Int)
    /// It has lines, signed off or not: it is not missing.
    case hasReport(Int)
    /// Only its group has heard this line.
    case notHeard(Position)
    case unknownTheme(Int)
    case notInTheme(Int, Position)

    case notPermittedInSeries(SeriesCommand.Kind, Role)
    /// The schedule has no such meeting.
    case notScheduled(Int)
    /// The meeting on the schedule has a record already.
    case meetingHeld(Int)
    case unknownPoint(Int)
    /// Not as the command expects it: what is settled is reopened first, what is not cannot be.
    case pointIs(Int, Point.Standing)
    /// Confirmed or declined already; somebody else may have been quicker.
    case unknownProposal(Position)
    /// The room did not say yes to it.
    case notCarried(poll: Int)
    case unknownPaper(Int)
    case unknownComment(Int)
    /// Published or declined already; somebody else may have been quicker.
    case commentIs(Int, Comment.State)
    case unknownWord(Int)
    /// Explained already, or asked for.
    case wordIsKnown(Int, isExplained: Bool)

    /// The word on the wire; never changes meaning.
    package var code: String {
        switch self {
        case .notPermitted: "not-permitted"
        case .notOpen: "not-open"
        case .already: "already"
        case .closed: "closed"
        case .notClosed: "not-closed"
        case .editionIs: "edition-is"
        case .reasonNeeded: "reason-needed"
        case .unknownSuggestion: "unknown-suggestion"
        case .suggestionIs: "suggestion-is"
        case .itemsOpen: "items-open"
        case .justTakenUp: "just-taken-up"
        case .unknownLine: "unknown-line"
        case .lineGone: "line-gone"
        case .noMatch: "no-match"
        case .unknownItem: "unknown-item"
        case .textEmpty: "text-empty"
        case .textTooLong: "text-too-long"
        case .controlCharacters: "control-characters"
        case .badValue: "bad-value"
        case .tooMany: "too-many"
        case .unknownQuestion: "unknown-question"
        case .questionIs: "question-is"
        case .noQuestion: "no-question"
        case .notYours: "not-yours"
        case .questionTooLong: "question-too-long"
        case .questionsPaused: "questions-paused"
        case .barred: "barred"
        case .queueFull: "queue-full"
        case .noToken: "no-token"
        case .unknownTurn: "unknown-turn"
        case .listClosed: "list-closed"
        case .onTheList: "on-the-list"
        case .justCalled: "just-called"
        case .unknownPoll: "unknown-poll"
        case .pollIs: "poll-is"
        case .voted: "voted"
        case .notByName: "not-by-name"
        case .namesWithheld: "names-withheld"
        case .placeStruck: "place-struck"
        case .unknownBreakout: "unknown-breakout"
        case .otherGroup: "other-group"
        case .reportIs: "report-is"
        case .noReport: "no-report"
        case .hasReport: "has-report"
        case .notHeard: "not-heard"
        case .unknownTheme: "unknown-theme"
        case .notInTheme: "not-in-theme"
        case .notPermittedInSeries: "not-permitted"
        case .notScheduled: "not-scheduled"
        case .meetingHeld: "meeting-held"
        case .unknownPoint: "unknown-point"
        case .pointIs: "point-is"
        case .unknownProposal: "unknown-proposal"
        case .notCarried: "not-carried"
        case .unknownPaper: "unknown-paper"
        case .unknownComment: "unknown-comment"
        case .commentIs: "comment-is"
        case .unknownWord: "unknown-word"
        case .wordIsKnown: "word-is-known"
        }
    }
}
