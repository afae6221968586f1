extension Line {
    /// The name of a body's case: stored in headers, used in frames, exports and style sheets.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case planned, opened, paused, resumed, closed
        case attributionChanged = "attribution-changed"
        case speakerAdded = "speaker-added"
        case itemAdded = "item-added"
        case itemChanged = "item-changed"
        case itemDropped = "item-dropped"
        case itemTakenUp = "item-taken-up"
        case itemClosed = "item-closed"
        case topic, speech, summary, scene, decision, disagreement, action, report, feedback
        case keyMoment = "key-moment"
        case correction, retraction, erasure, restored
        case circulated, finalised
        case suggestionReceived = "suggestion-received"
        case suggestionDeclined = "suggestion-declined"
        case questionReceived = "question-received"
        case questionAmended = "question-amended"
        case questionPublished = "question-published"
        case questionDeclined = "question-declined"
        case questionMerged = "question-merged"
        case questionSplit = "question-split"
        case questionUnpublished = "question-unpublished"
        case questionWithdrawn = "question-withdrawn"
        case questionMoved = "question-moved"
        case questionAnswered = "question-answered"
        case questionTakenAway = "question-taken-away"
        case questionCarried = "question-carried"
        case questionsPaused = "questions-paused"
        case questionsResumed = "questions-resumed"
        case moderationChanged = "moderation-changed"
        case participantBarred = "participant-barred"
        case participantUnbarred = "participant-unbarred"
        case wordsWatched = "words-watched"
        case turnAsked = "turn-asked"
        case turnQueued = "turn-queued"
        case turnLeft = "turn-left"
        case turnPostponed = "turn-postponed"
        case turnCalled = "turn-called"
        case turnEnded = "turn-ended"
        case listClosed = "list-closed"
        case listReopened = "list-reopened"
        case turnTimeSet = "turn-time-set"
        case budgetSet = "budget-set"
        case pollOpened = "poll-opened"
        case pollCounted = "poll-counted"
        case pollClosed = "poll-closed"
        case pollNamed = "poll-named"
        case breakoutFormed = "breakout-formed"
        case breakoutSignedOff = "breakout-signed-off"
        case breakoutReopened = "breakout-reopened"
        case breakoutCalled = "breakout-called"
        case breakoutMissing = "breakout-missing"
        case themeGathered = "theme-gathered"
        case themeReleased = "theme-released"
        case announced
        case announcementEnded = "announcement-ended"
        case screenTurned = "screen-turned"
        case voiceNamed = "voice-named"
        case followed
        case seriesPlanned = "series-planned"
        case meetingScheduled = "meeting-scheduled"
        case pointProposed = "point-proposed"
        case pointConfirmed = "point-confirmed"
        case pointDeclined = "point-declined"
        case pointReopened = "point-reopened"
        case actionReviewed = "action-reviewed"
        case feedbackAnswered = "feedback-answered"
        case paperAdded = "paper-added"
        case paperDropped = "paper-dropped"
        case commentReceived = "comment-received"
        case commentPublished = "comment-published"
        case commentDeclined = "comment-declined"
        case wordAsked = "word-asked"
        case wordExplained = "word-explained"
        case wordDropped = "word-dropped"
        case inviteeSuggested = "invitee-suggested"

        /// A note is what readers see as a line of the meeting and may correct or retract.
        package var isNote: Bool {
            switch self {
            case .topic, .speech, .summary, .scene, .decision, .disagreement, .action, .report, .feedback: true
            default: false
            }
        }
    }

    package var kind: Kind {
        switch body {
        case .planned: .planned
        case .opened: .opened
        case .paused: .paused
        case .resumed: .resumed
        case .closed: .closed
        case .attributionChanged: .attributionChanged
        case .speakerAdded: .speakerAdded
        case .itemAdded: .itemAdded
        case .itemChanged: .itemChanged
        case .itemDropped: .itemDropped
        case .itemTakenUp: .itemTakenUp
        case .itemClosed: .itemClosed
        case .topic: .topic
        case .speech: .speech
        case .summary: .summary
        case .scene: .scene
        case .decision: .decision
        case .disagreement: .disagreement
        case .action: .action
        case .report: .report
        case .feedback: .feedback
        case .keyMoment: .keyMoment
        case .correction: .correction
        case .retraction: .retraction
        case .erasure: .erasure
        case .restored: .restored
        case .circulated: .circulated
        case .finalised: .finalised
        case .suggestionReceived: .suggestionReceived
        case .suggestionDeclined: .suggestionDeclined
        case .questionReceived: .questionReceived
        case .questionAmended: .questionAmended
        case .questionPublished: .questionPublished
        case .questionDeclined: .questionDeclined
        case .questionMerged: .questionMerged
        case .questionSplit: .questionSplit
        case .questionUnpublished: .questionUnpublished
        case .questionWithdrawn: .questionWithdrawn
        case .questionMoved: .questionMoved
        case .questionAnswered: .questionAnswered
        case .questionTakenAway: .questionTakenAway
        case .questionCarried: .questionCarried
        case .questionsPaused: .questionsPaused
        case .questionsResumed: .questionsResumed
        case .moderationChanged: .moderationChanged
        case .participantBarred: .participantBarred
        case .participantUnbarred: .participantUnbarred
        case .wordsWatched: .wordsWatched
        case .turnAsked: .turnAsked
        case .turnQueued: .turnQueued
        case .turnLeft: .turnLeft
        case .turnPostponed: .turnPostponed
        case .turnCalled: .turnCalled
        case .turnEnded: .turnEnded
        case .listClosed: .listClosed
        case .listReopened: .listReopened
        case .turnTimeSet: .turnTimeSet
        case .budgetSet: .budgetSet
        case .pollOpened: .pollOpened
        case .pollCounted: .pollCounted
        case .pollClosed: .pollClosed
        case .pollNamed: .pollNamed
        case .breakoutFormed: .breakoutFormed
        case .breakoutSignedOff: .breakoutSignedOff
        case .breakoutReopened: .breakoutReopened
        case .breakoutCalled: .breakoutCalled
        case .breakoutMissing: .breakoutMissing
        case .themeGathered: .themeGathered
        case .themeReleased: .themeReleased
        case .announced: .announced
        case .announcementEnded: .announcementEnded
        case .screenTurned: .screenTurned
        case .voiceNamed: .voiceNamed
        case .followed: .followed
        case .series(let act): act.kind
        }
    }
}

extension Line.Body {
    /// The words of a note; `nil` for every other kind.
    package var words: InlineText? {
        switch self {
        case .topic(let words, _), .speech(let words, _), .summary(let words), .scene(let words),
            .decision(let words), .disagreement(let words), .action(let words, _, _), .report(let words, _),
            .feedback(let words):
            words
        default: nil
        }
    }

    /// The number of the question it is about; `nil` for every other kind.
    package var question: Int? {
        switch self {
        case .questionReceived(let number, _, _, _), .questionAmended(let number, _, _, _, _),
            .questionPublished(let number, _, _, _), .questionDeclined(let number, _), .questionMerged(let number, _),
            .questionSplit(let number, _), .questionUnpublished(let number, _), .questionWithdrawn(let number),
            .questionMoved(let number, _), .questionAnswered(let number, _),
            .questionTakenAway(let number, _, _), .questionCarried(let number):
            number
        default: nil
        }
    }

    /// The number of the turn it is about; `nil` for every other kind.
    package var turn: Int? {
        switch self {
        case .turnAsked(let number, _, _), .turnQueued(let number, _), .turnLeft(let number),
            .turnPostponed(let number), .turnCalled(let number), .turnEnded(let number):
            number
        default: nil
        }
    }

    /// The number of the show of hands it is about; `nil` for every other kind.
    package var poll: Int? {
        switch self {
        case .pollOpened(let number, _), .pollCounted(let number, _), .pollClosed(let number, _, _, _),
            .pollNamed(let number, _):
            number
        default: nil
        }
    }

    /// The number of the breakout group it is about; `nil` for every other kind.
    package var breakout: Int? {
        switch self {
        case .report(_, let heading): heading.breakout
        case .breakoutFormed(let number, _), .breakoutSignedOff(let number), .breakoutReopened(let number),
            .breakoutCalled(let number, _), .breakoutMissing(let number, _, _):
            number
        default: nil
        }
    }

    /// The same note with other words; any other kind unchanged.
    package func reworded(_ words: InlineText) -> Self {
        switch self {
        case .topic(_, let level): .topic(words, level: level)
        case .speech(_, let speaker): .speech(words, speaker: speaker)
        case .summary: .summary(words)
        case .scene: .scene(words)
        case .decision: .decision(words)
        case .disagreement: .disagreement(words)
        case .feedback: .feedback(words)
        case .action(_, let owner, let due): .action(words, owner: owner, due: due)
        case .report(_, let heading): .report(words, under: heading)
        default: self
        }
    }
}
