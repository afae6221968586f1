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
    /// `why` is needed once the record has been circulated.
    case correct(Position, text: String, why: String? = nil)
    case retract(Position)
    case markKeyMoment(Position)
    case addSpeaker(Speaker)
    case setAttribution(Attribution)
    /// Everything of the meeting but its agenda and attribution policy, which have commands of their own.
    case plan(Meeting)

    // The record once the meeting has closed; suggestions by their numbers
    /// Corrections are asked for until a day, `yyyy-mm-dd`.
    case circulate(until: String?)
    case finalise
    case suggest(Position, Suggestion.Wording)
    /// `text` where other words than those suggested are taken.
    case acceptSuggestion(Int, text: String?, why: String?)
    case declineSuggestion(Int, reason: String)

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

    // Safeguards
    /// The device may only read from now on.
    case bar(Trace)
    case unbar(Participant.ID)
    /// What holds one of these waits for a facilitator; in place of the list there was.
    case watchWords([String])

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

    /// What staff see of a device, by its number.
    package enum Trace: Hashable, Sendable {
        case question(Int)
        case turn(Int)
    }

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
        case circulate, finalise, suggest
        case acceptSuggestion = "suggestion-accept"
        case declineSuggestion = "suggestion-decline"
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
        case bar = "participant-bar"
        case unbar = "participant-unbar"
        case watchWords = "words-watch"
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
}
