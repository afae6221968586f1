import Procedure
import Proceedings
import TestSupport

extension RandomMeeting {
    /// Any that is of use before the close.
    mutating func command() -> Command {
        let number = Int.random(in: 0...6, using: &dice)
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<26: return question(number)
        case 26..<44: return floor(number)
        case 44..<60: return group(Int.random(in: 0...3, using: &dice))
        case 60..<68: return poll()
        case 68..<76: return ofMeeting(number)
        case 76..<84: return ofLine()
        default: return write(number)
        }
    }

    mutating func forTheRecord() -> Command {
        let suggestions = chamber.minutes.editing.suggestions.waiting.map(\.number)
        let suggestion = dice.pick(suggestions + [0])
        switch Int.random(in: 0..<40, using: &dice) {
        case 0, 1: return .circulate(until: dice.pick([nil, "2026-10-01", "2026-11-01", "2025-01-01"]))
        case 2: return chamber.minutes.editing.isCirculated ? .finalise : .circulate(until: nil)
        case 3...8: return .correct(line(), text: "Corrected \(word())", why: dice.pick([nil, "Heard \(word())"]))
        case 9, 10: return .retract(line())
        case 11...20: return .suggest(line(), Suggestion.Wording("Better \(word())", why: "As \(word()) said"))
        case 21...25:
            return .acceptSuggestion(
                suggestion, text: dice.pick([nil, "Other \(word())"]), why: dice.pick([nil, "Right \(word())"]))
        case 26...29: return .declineSuggestion(suggestion, reason: "No \(word())")
        case 30, 31: return safeguard(Int.random(in: 0...6, using: &dice))
        default: return command()
        }
    }

    /// Said nowhere else.
    mutating func word() -> String {
        words += 1
        return "w\(words)z"
    }

    /// Mostly of one that there is.
    private mutating func line() -> Position {
        let notes = chamber.minutes.notes.filter { $0.kind.isNote && $0.body != nil }.map(\.position)
        return dice.pick(
            notes.isEmpty || Int.random(in: 0..<5, using: &dice) == 0
                ? (0...entries.count + 2).map { Position($0) } : notes)
    }

    private mutating func question(_ number: Int) -> Command {
        let other = Int.random(in: 0...6, using: &dice)
        switch Int.random(in: 0..<26, using: &dice) {
        case 0...5:
            return .ask(
                Question.Wording(
                    dice.pick(["Who pays \(word())?", "An ugly \(word())?"]),
                    name: dice.pick([nil, "Ada \(word())", "Chair", "Gwen Rees"]), behalf: dice.pick([nil, word()])))
        case 6:
            let waiting = chamber.minutes.questions.inReview.map(\.number)
            return .amend(dice.pick(waiting + [number]), words: "Amended \(word())")
        case 7: return .withdraw(number)
        case 8...10: return .publish(number, words: dice.pick([nil, nil, "Changed \(word())"]))
        case 11: return .decline(number, reason: "Reason \(word())")
        case 12: return .merge(number, into: other)
        case 13: return .split(number, words: ["Part \(word())", "Part \(word())"])
        case 14: return .unpublish(number, reason: "Reason \(word())")
        case 15, 16: return .place(number, dice.pick(Question.Place.allCases))
        case 17: return .answer(number, by: line())
        case 18: return .takeAway(number, owner: dice.pick([nil, "Bo"]), due: dice.pick([nil, "2026-10-01"]))
        case 19: return .support(number, isOn: Bool.random(using: &dice))
        case 20, 21: return safeguard(number)
        default: return dice.pick([.pauseQuestions, .resumeQuestions, .setModeration(.none), .setModeration(.before)])
        }
    }

    private mutating func safeguard(_ number: Int) -> Command {
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: .bar(dice.pick([.question(number), .turn(number)]))
        case 1, 2: .unbar(dice.pick(Self.devices))
        default: .watchWords(dice.pick([[], [word()], ["ugly", word()]]))
        }
    }

    private mutating func floor(_ number: Int) -> Command {
        switch Int.random(in: 0..<15, using: &dice) {
        case 0...4:
            return .joinList(
                Turn.Wish(
                    name: dice.pick([nil, "Ada", "Mary"]), about: dice.pick([nil, word()]),
                    kind: dice.pick(Turn.Kind.allCases), remark: dice.pick([nil, "We pay \(word())."])))
        case 5: return .leaveList(dice.pick([nil, number]))
        case 6: return .postpone(dice.pick([nil, number]))
        case 7...9: return .call(dice.pick([nil, number]), really: Bool.random(using: &dice))
        case 10: return .endTurn
        case 11: return .lastWord(number)
        case 12: return .readRemark(dice.pick(chamber.minutes.speakersList.order + [number]))
        case 13: return .setBudget(dice.pick(Sector.allCases), dice.pick([nil, 60]))
        default: return dice.pick([.closeList, .reopenList, .setTurnTime(60), .setTurnTime(nil)])
        }
    }

    private mutating func group(_ number: Int) -> Command {
        let theme = dice.pick(chamber.minutes.themes.all.map(\.number) + [0])
        switch Int.random(in: 0..<18, using: &dice) {
        case 0: return .formBreakout(Breakout.Plan("Group \(word())"))
        case 1: return .changeBreakout(number, Breakout.Plan("Room \(word())"))
        case 2...7: return .report(dice.pick([nil, number]), prompt: 1, text: "Our words \(word())")
        case 8: return .signOff(dice.pick([nil, number]))
        case 9:
            let received = chamber.minutes.breakouts.all.filter(\.isReceived).map(\.number)
            return .reopenReport(dice.pick(received + [number]))
        case 10: return .callBreakout(number)
        case 11: return .missReport(number, reason: "They left \(word())")
        case 12: return dice.pick([.joinBreakout(nil), .joinBreakout(number), .leaveBreakout])
        case 13, 14: return .gather(line(), theme: nil, name: "Theme \(word())")
        case 15: return .gather(line(), theme: theme, name: nil)
        default: return .release(dice.pick((chamber.minutes.themes[theme]?.lines ?? []) + [Position(1)]), theme: theme)
        }
    }

    private mutating func poll() -> Command {
        let number = max(1, chamber.minutes.polls.highest - Int.random(in: 0...1, using: &dice))
        switch Int.random(in: 0..<6, using: &dice) {
        case 0, 1: return .openPoll(Poll.Asked("Do we?", options: ["Yes", "No"], isNamed: Bool.random(using: &dice)))
        case 2: return .vote(number, option: 1, name: "Ada")
        case 3: return .countRoom(number, [Int.random(in: 0...9, using: &dice), 2])
        case 4: return .closePoll(number)
        default: return .publishNames(number)
        }
    }

    private mutating func ofMeeting(_ number: Int) -> Command {
        switch Int.random(in: 0..<16, using: &dice) {
        case 0: return .pause
        case 1, 2: return .resume
        case 3: return .addItem(title: "Item \(number)", purpose: .discuss, minutes: nil, presenter: nil)
        case 4: return .changeItem(AgendaItem(number: number, title: "Changed \(number)"))
        case 5: return .dropItem(number: number)
        case 6: return .takeUp(number: number)
        case 7: return .nextItem(really: Bool.random(using: &dice))
        case 8: return .closeItem(number: number)
        case 9:
            return .addSpeaker(Speaker(name: "Eve \(word())", attribution: dice.pick([nil, .named, Attribution.none])))
        case 10: return .setAttribution(dice.pick(Attribution.allCases))
        case 11:
            var other = plan
            other.title = "Plan \(number)"
            return .plan(other)
        case 12: return dice.pick([.announce("Lunch \(number)"), .endAnnouncement])
        case 13: return .turnScreen(dice.pick(Display.allCases))
        case 14: return .nameVoice(dice.pick([nil, "Vic"]))
        default: return dice.pick([.tellWhereabouts(Whereabouts(place: word())), .strikePlace(word())])
        }
    }

    private mutating func ofLine() -> Command {
        switch Int.random(in: 0..<7, using: &dice) {
        case 0...2: .correct(line(), text: "Corrected words \(word())")
        case 3: .retract(line())
        case 4: .markKeyMoment(line())
        default: .suggest(line(), Suggestion.Wording("Better \(word())", why: "As \(word()) said"))
        }
    }

    private mutating func write(_ number: Int) -> Command {
        let speaker = dice.pick(chamber.minutes.speakers.map(\.name) + ["do"])
        let text = dice.pick([
            "words \(number)", "\(speaker): words", "Bo: *soft* words", "# Title", "# Welcome", "## Sub", "+ agreed",
            "- not agreed", "/scene Lunch",
            "/next Bo to write by 26 March", "… more", "s/words/parole/", "/hide", "/key", "/cy geiriau \(number)",
            "/item next", "\\literal", "/a answer", "/a 2: answer", "/q From the room",
        ])
        return .write(
            text: text, language: dice.pick([nil, .welsh]), attribution: dice.pick([nil, nil, .role, .named]))
    }
}
