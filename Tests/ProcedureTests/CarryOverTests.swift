import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `What meetings leave to be taken up again` {
    private static func line(_ meeting: Int, _ number: Int) -> Series.Source {
        Series.Source(meeting: meeting, line: Position(number))
    }

    private static func heading(_ means: Breakout.Meaning?) -> Breakout.Heading {
        Breakout.Heading(breakout: 1, name: "Energy", prompt: 3, asked: "What next?", means: means)
    }

    private static let first = Minutes(
        Entry.run([
            .opened, .action("share a draft", owner: "Rashid", due: "2026-03-26"), .summary("A point"),
            .feedback("Too little time"), .report("ask the ministry", under: heading(.nextStep)),
            .report("very long stairs", under: heading(.feedback)), .report("we agree", under: heading(nil)),
            .action("taken back", owner: nil, due: nil), .retraction(of: Position(8)), .decision("Publish it"),
            .closed,
        ]))
    private static let second = Minutes(Entry.run([.opened, .action("write it up", owner: nil, due: nil)]))

    @Test func `actions are those of every meeting, of groups too, in the order noted`() {
        let carried = CarryOver(
            SeriesBook.founded(meetings: ["1", "2"]).ledger, minutes: [2: Self.second, 1: Self.first])
        #expect(carried.actions.map(\.source) == [Self.line(1, 2), Self.line(1, 5), Self.line(2, 2)])
        #expect(carried.actions.map(\.text.plain) == ["share a draft", "ask the ministry", "write it up"])
        #expect(carried.actions.map(\.owner) == ["Rashid", nil, nil])
        #expect(carried.actions.map(\.due) == ["2026-03-26", nil, nil])
        #expect(carried.actions.map(\.group) == [nil, "Energy", nil])
        let areOpen = carried.actions.allSatisfy(\.isOpen)
        #expect(areOpen)
    }

    @Test func `an action is open until it is done or dropped, and again when it goes on`() throws {
        var book = SeriesBook.founded(meetings: ["First"])
        func isOpen() -> Bool? { CarryOver(book.ledger, minutes: [1: Self.first]).actions.first?.isOpen }
        for (state, open) in [(ActionReview.State.ongoing, true), (.done, false), (.ongoing, true), (.dropped, false)] {
            try book.hear(.review(Self.line(1, 2), ActionReview(state, outcome: "So it is.")))
            #expect(isOpen() == open)
        }
        #expect(CarryOver(book.ledger, minutes: [1: Self.first]).actions.first?.reviews.count == 4)
    }

    @Test func `feedback is that of the plenary and of groups, with what was done about it`() throws {
        var book = SeriesBook.founded(meetings: ["First"])
        try book.hear(.answer(Self.line(1, 6), "There is a lift now."))
        let said = CarryOver(book.ledger, minutes: [1: Self.first]).feedback
        #expect(said.map(\.text.plain) == ["Too little time", "very long stairs"])
        #expect(said.map(\.group) == [nil, "Energy"])
        #expect(said.map(\.answer) == [nil, "There is a lift now."])
    }

    @Test func `a line of the same number in another meeting is another line`() throws {
        var book = SeriesBook.founded(meetings: ["First", "Second"])
        try book.hear(.review(Self.line(2, 2), ActionReview(.done, outcome: "Written.")))
        let actions = CarryOver(book.ledger, minutes: [1: Self.first, 2: Self.second]).actions
        #expect(actions.map(\.isOpen) == [true, true, false])
    }

    @Test func `questions are those a meeting closed without answering`() throws {
        // Given one answered, one taken away, one declined, and one nobody got to
        var chamber = Chamber.holding(.summary("We do."))
        for words in ["Who pays?", "Who decides?", "What is it?", "When?"] {
            try chamber.hear(.ask(Question.Wording(words)), from: .attendee)
        }
        for number in [1, 2, 4] { try chamber.hear(.publish(number, words: nil)) }
        try chamber.hear(.decline(3, reason: "Off topic"))
        try chamber.hear(.answer(1, by: Position(3)))
        try chamber.hear(.takeAway(2, owner: "Bo", due: nil))
        // While the meeting is open only what was taken away is left over
        let ledger = SeriesBook.founded(meetings: ["First"]).ledger
        #expect(CarryOver(ledger, minutes: [1: chamber.minutes]).questions.map(\.number) == [2])
        // When it closes
        try chamber.hear(.close(really: true))
        // Then so is what nobody got to
        let left = CarryOver(ledger, minutes: [1: chamber.minutes]).questions
        #expect(left.map(\.number) == [2, 4] && left.map(\.words) == ["Who decides?", "When?"])
        #expect(left.map(\.meeting) == [1, 1])
    }

    @Test func `meetings without a record leave nothing`() {
        let carried = CarryOver(SeriesBook.founded(meetings: ["First"]).ledger, minutes: [:])
        #expect(carried.actions.isEmpty && carried.questions.isEmpty && carried.feedback.isEmpty)
    }
}
