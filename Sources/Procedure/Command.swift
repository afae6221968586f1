package import Proceedings

/// What may be asked of a meeting.
package enum Command: Hashable, Sendable {
    /// A line as a scribe types it; what it becomes is the syntax's business (`Typed`).
    case write(text: String, language: Language?, attribution: Attribution?)
    case open
    case pause
    case resume
    /// `really` closes even where agenda items were never taken up.
    case close(really: Bool)
    case addItem(title: String, purpose: AgendaItem.Purpose, minutes: Int?, presenter: String?)
    case changeItem(AgendaItem)
    case dropItem(number: Int)
    case takeUp(number: Int)
    case nextItem(really: Bool)
    case closeItem(number: Int)
    case correct(Position, text: String)
    case retract(Position)
    case markKeyMoment(Position)
    case addSpeaker(Speaker)
    case setAttribution(Attribution)
    /// Everything of the meeting but its agenda and attribution policy, which have commands of their own.
    case plan(Meeting)

    // Questions, by their numbers
    case ask(Question.Wording)
    /// The asker puts it otherwise while it waits.
    case amend(Int, words: String)
    case withdraw(Int)
    /// A participant's support, or its end. Not an entry: each participant counts once.
    case support(Int, isOn: Bool)
    /// `words` where it is published with changes. Also undoes a decline, a merge or an unpublishing.
    case publish(Int, words: String?)
    case decline(Int, reason: String)
    case merge(Int, into: Int)
    case split(Int, words: [String])
    case unpublish(Int, reason: String)
    case place(Int, Question.Place)
    case answer(Int, by: Position)
    case takeAway(Int, owner: String?, due: String?)
    case pauseQuestions
    case resumeQuestions
    case setModeration(Moderation)

    // The speakers list, by the numbers of its turns
    case joinList(Turn.Wish)
    /// One's own turn where none is named.
    case leaveList(Int?)
    case postpone(Int?)
    /// The next where none is named. `really` calls also where somebody was called a moment ago.
    case call(Int?, really: Bool)
    case endTurn
    /// Calls, and closes the list without the others.
    case lastWord(Int)
    /// What a remote participant wrote has been read into the room.
    case readRemark(Int)
    case closeList
    case reopenList
    /// Seconds; `nil` is no limit.
    case setTurnTime(Int?)
    /// Seconds for all who speak for a sector; `nil` is no limit.
    case setBudget(Sector, Int?)

    // Shows of hands, by their numbers
    case openPoll(Poll.Asked)
    /// One of the options, from 1. Not an entry: each participant counts once. `name` where it is by name.
    case vote(Int, option: Int, name: String?)
    /// As counted in the room, for each option.
    case countRoom(Int, [Int])
    case closePoll(Int)
    case publishNames(Int)

    // Breakout groups, by their numbers
    case formBreakout(Breakout.Plan)
    case changeBreakout(Int, Breakout.Plan)
    /// A line of a report, under the prompt of that number, from 1. A rapporteur's own group where none is named.
    case report(Int?, prompt: Int, text: String)
    /// The group has agreed on its report.
    case signOff(Int?)
    case reopenReport(Int?)
    /// Back to the plenary, to report.
    case callBreakout(Int)
    case missReport(Int, reason: String)
    /// Not an entry: a device is in one group, and only how many are in each is ever told. `nil` is any: placed.
    case joinBreakout(Int?)
    case leaveBreakout

    /// A line under a theme: that of the number, else that of the name.
    case gather(Position, theme: Int?, name: String?)
    case release(Position, theme: Int)

    // What everyone should see
    case announce(String)
    case endAnnouncement
    case turnScreen(Display)
    case nameVoice(String?)
    /// Not an entry: only how many are where is ever told.
    case tellWhereabouts(Whereabouts)
    /// This place is not told any more.
    case strikePlace(String)

    /// A command without its content; its raw value is the `do` of a client frame.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case write, open, pause, resume, close
        case addItem = "item-add"
        case changeItem = "item-change"
        case dropItem = "item-drop"
        case takeUp = "item-take-up"
        case nextItem = "item-next"
        case closeItem = "item-close"
        case correct, retract
        case markKeyMoment = "key-moment"
        case addSpeaker = "speaker-add"
        case setAttribution = "attribution"
        case plan
        case ask
        case amend = "question-amend"
        case withdraw = "question-withdraw"
        case support = "question-support"
        case publish = "question-publish"
        case decline = "question-decline"
        case merge = "question-merge"
        case split = "question-split"
        case unpublish = "question-unpublish"
        case place = "question-place"
        case answer = "question-answer"
        case takeAway = "question-take-away"
        case pauseQuestions = "questions-pause"
        case resumeQuestions = "questions-resume"
        case setModeration = "moderation"
        case joinList = "floor-join"
        case leaveList = "floor-leave"
        case postpone = "floor-later"
        case call = "floor-call"
        case endTurn = "floor-end"
        case lastWord = "floor-last-word"
        case readRemark = "floor-read"
        case closeList = "floor-close"
        case reopenList = "floor-reopen"
        case setTurnTime = "floor-time"
        case setBudget = "floor-budget"
        case openPoll = "poll-open"
        case vote = "poll-vote"
        case countRoom = "poll-count"
        case closePoll = "poll-close"
        case publishNames = "poll-names"
        case formBreakout = "breakout-form"
        case changeBreakout = "breakout-change"
        case report = "breakout-report"
        case signOff = "breakout-sign-off"
        case reopenReport = "breakout-reopen"
        case callBreakout = "breakout-call"
        case missReport = "breakout-miss"
        case joinBreakout = "breakout-join"
        case leaveBreakout = "breakout-leave"
        case gather = "theme-gather"
        case release = "theme-release"
        case announce
        case endAnnouncement = "announce-end"
        case turnScreen = "screen"
        case nameVoice = "voice-name"
        case tellWhereabouts = "whereabouts"
        case strikePlace = "whereabouts-strike"
    }

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
        case .ask, .amend, .withdraw, .joinList, .leaveList, .postpone:
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
            .missReport, .gather, .release:
            [.facilitator, .organiser]
        case .plan:
            [.organiser]
        }
    }
}
