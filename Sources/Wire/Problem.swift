package import Procedure

/// A refusal as it leaves the house: in a `refused` frame or as problem+json (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
    /// Stable; the table is in `Protocol.md`.
    package let code: Code
    /// What is wrong and what to do.
    package let sentence: Sentence
    /// Where the code has a limit: what it is, and how much came. UTF-8 bytes for text.
    package let limit: Int?
    package let length: Int?
    /// Seconds after which it may be asked again; `nil` where waiting does not help.
    package let retryAfter: Int?

    package init(
        _ code: Code, _ sentence: Sentence, limit: Int? = nil, length: Int? = nil, retryAfter: Int? = nil
    ) {
        self.code = code
        self.sentence = sentence
        self.limit = limit
        self.length = length
        self.retryAfter = retryAfter ?? code.patience
    }

    /// As a program is told it, in the house's own language.
    package var detail: String { sentence.words }

    /// The field that is wrong; `nil` where the sentence begins with none.
    package var field: String? { sentence.form.hasPrefix("“{1}”") ? sentence.blanks.first?.words : nil }

    package enum Code: String, Hashable, Sendable, CaseIterable {
        case badFrame = "bad-frame"
        case unknownFrame = "unknown-frame"
        case badID = "bad-id"
        case idReused = "id-reused"
        case notPermitted = "not-permitted"
        case noGrant = "no-grant"
        case unknownMeeting = "unknown-meeting"
        case notOpen = "not-open"
        case already
        case closed
        case notClosed = "not-closed"
        case editionIs = "edition-is"
        case reasonNeeded = "reason-needed"
        case unknownSuggestion = "unknown-suggestion"
        case suggestionIs = "suggestion-is"
        case itemsOpen = "items-open"
        case justTakenUp = "just-taken-up"
        case unknownLine = "unknown-line"
        case lineGone = "line-gone"
        case noMatch = "no-match"
        case unknownItem = "unknown-item"
        case textEmpty = "text-empty"
        case textTooLong = "text-too-long"
        case controlCharacters = "control-characters"
        case badValue = "bad-value"
        case tooMany = "too-many"
        case unknownQuestion = "unknown-question"
        case questionIs = "question-is"
        case noQuestion = "no-question"
        case notYours = "not-yours"
        case questionTooLong = "question-too-long"
        case questionsPaused = "questions-paused"
        case barred
        case queueFull = "queue-full"
        case noToken = "no-token"
        case unknownTurn = "unknown-turn"
        case listClosed = "list-closed"
        case onTheList = "on-the-list"
        case justCalled = "just-called"
        case unknownPoll = "unknown-poll"
        case pollIs = "poll-is"
        case voted
        case notByName = "not-by-name"
        case namesWithheld = "names-withheld"
        case placeStruck = "place-struck"
        case unknownBreakout = "unknown-breakout"
        case otherGroup = "other-group"
        case reportIs = "report-is"
        case noReport = "no-report"
        case hasReport = "has-report"
        case notHeard = "not-heard"
        case unknownTheme = "unknown-theme"
        case notInTheme = "not-in-theme"
        case unknownSeries = "unknown-series"
        case notScheduled = "not-scheduled"
        case meetingHeld = "meeting-held"
        case unknownPoint = "unknown-point"
        case pointIs = "point-is"
        case unknownProposal = "unknown-proposal"
        case notCarried = "not-carried"
        case unknownPaper = "unknown-paper"
        case unknownComment = "unknown-comment"
        case commentIs = "comment-is"
        case unknownWord = "unknown-word"
        case wordIsKnown = "word-is-known"
        case notRecorded = "not-recorded"
        case recordDamaged = "record-damaged"
        case tooFast = "too-fast"
        case full

        /// The HTTP status that goes with it.
        package var status: Int {
            switch self {
            case .badFrame, .unknownFrame, .badID, .textEmpty, .controlCharacters, .badValue, .reasonNeeded: 400
            case .noGrant, .noToken: 401
            case .notPermitted, .notYours, .otherGroup, .barred: 403
            case .unknownMeeting, .unknownLine, .unknownItem, .unknownQuestion, .unknownTurn, .unknownPoll,
                .unknownBreakout, .unknownTheme, .unknownSeries, .notScheduled, .unknownPoint, .unknownProposal,
                .unknownPaper, .unknownComment, .unknownWord, .unknownSuggestion:
                404
            case .idReused, .notOpen, .already, .closed, .itemsOpen, .justTakenUp, .noMatch, .tooMany, .questionIs,
                .noQuestion, .questionsPaused, .listClosed, .onTheList, .justCalled, .pollIs, .voted, .reportIs,
                .noReport, .hasReport, .notHeard, .notByName, .namesWithheld, .placeStruck, .notInTheme, .meetingHeld,
                .pointIs, .notCarried, .commentIs, .wordIsKnown, .notClosed, .editionIs, .suggestionIs:
                409
            case .lineGone: 410
            case .textTooLong, .questionTooLong: 413
            case .tooFast, .queueFull: 429
            case .recordDamaged: 500
            case .notRecorded, .full: 503
            }
        }

        /// Seconds after which it is worth asking again, where nothing better is known.
        fileprivate var patience: Int? {
            switch self {
            case .tooFast, .notRecorded: 5
            case .full: 30
            case .queueFull: 60
            default: nil
            }
        }
    }
}
