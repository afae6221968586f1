package import Proceedings

extension Command {
    package var kind: Kind {
        switch self {
        case .write: .write
        case .open: .open
        case .pause: .pause
        case .resume: .resume
        case .close: .close
        case .addItem: .addItem
        case .changeItem: .changeItem
        case .dropItem: .dropItem
        case .takeUp: .takeUp
        case .nextItem: .nextItem
        case .closeItem: .closeItem
        case .correct: .correct
        case .retract: .retract
        case .markKeyMoment: .markKeyMoment
        case .addSpeaker: .addSpeaker
        case .setAttribution: .setAttribution
        case .plan: .plan
        case .circulate: .circulate
        case .finalise: .finalise
        case .suggest: .suggest
        case .acceptSuggestion: .acceptSuggestion
        case .declineSuggestion: .declineSuggestion
        case .ask: .ask
        case .amend: .amend
        case .withdraw: .withdraw
        case .support: .support
        case .publish: .publish
        case .decline: .decline
        case .merge: .merge
        case .split: .split
        case .unpublish: .unpublish
        case .place: .place
        case .answer: .answer
        case .takeAway: .takeAway
        case .pauseQuestions: .pauseQuestions
        case .resumeQuestions: .resumeQuestions
        case .setModeration: .setModeration
        case .bar: .bar
        case .unbar: .unbar
        case .watchWords: .watchWords
        case .joinList: .joinList
        case .leaveList: .leaveList
        case .postpone: .postpone
        case .call: .call
        case .endTurn: .endTurn
        case .lastWord: .lastWord
        case .readRemark: .readRemark
        case .closeList: .closeList
        case .reopenList: .reopenList
        case .setTurnTime: .setTurnTime
        case .setBudget: .setBudget
        case .openPoll: .openPoll
        case .vote: .vote
        case .countRoom: .countRoom
        case .closePoll: .closePoll
        case .publishNames: .publishNames
        case .formBreakout: .formBreakout
        case .changeBreakout: .changeBreakout
        case .report: .report
        case .signOff: .signOff
        case .reopenReport: .reopenReport
        case .callBreakout: .callBreakout
        case .missReport: .missReport
        case .joinBreakout: .joinBreakout
        case .leaveBreakout: .leaveBreakout
        case .gather: .gather
        case .release: .release
        case .announce: .announce
        case .endAnnouncement: .endAnnouncement
        case .turnScreen: .turnScreen
        case .nameVoice: .nameVoice
        case .tellWhereabouts: .tellWhereabouts
        case .strikePlace: .strikePlace
        }
    }
}

extension Command.Kind {
    /// Who may ask for it. A new command does not compile until it is in this table.
    package var permitted: Set<Role> {
        switch self {
        case .ask, .amend, .withdraw, .suggest, .joinList, .leaveList, .postpone:
            [.attendee, .scribe, .facilitator, .voice, .organiser]
        case .support, .vote, .tellWhereabouts, .joinBreakout, .leaveBreakout:
            [.attendee]
        case .readRemark, .nameVoice:
            [.facilitator, .voice, .organiser]
        case .correct, .retract, .report, .signOff, .reopenReport:
            [.rapporteur, .scribe, .facilitator, .organiser]
        case .write, .markKeyMoment, .addSpeaker, .takeUp, .nextItem, .closeItem, .answer, .call,
            .endTurn, .countRoom:
            [.scribe, .facilitator, .organiser]
        case .open, .pause, .resume, .close, .addItem, .changeItem, .dropItem, .setAttribution, .publish, .decline,
            .merge, .split, .unpublish, .place, .takeAway, .pauseQuestions, .resumeQuestions, .setModeration,
            .lastWord, .closeList, .reopenList, .setTurnTime, .setBudget, .openPoll, .closePoll, .publishNames,
            .announce, .endAnnouncement, .turnScreen, .strikePlace, .formBreakout, .changeBreakout, .callBreakout,
            .missReport, .gather, .release, .circulate, .finalise, .acceptSuggestion, .declineSuggestion, .bar, .unbar,
            .watchWords:
            [.facilitator, .organiser]
        case .plan:
            [.organiser]
        }
    }

    /// What may still be asked once the meeting has closed: it is about the record, not the meeting.
    package var isForTheRecord: Bool {
        switch self {
        case .correct, .retract, .circulate, .finalise, .suggest, .acceptSuggestion, .declineSuggestion, .bar, .unbar:
            true
        default: false
        }
    }
}
