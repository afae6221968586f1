import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `The agenda` {
    private static func adding(_ title: String) -> Command {
        .addItem(title: title, purpose: .discuss, minutes: nil, presenter: nil)
    }

    @Test(arguments: [(Int64(0), true), (59_999, true), (60_000, false)])
    func `next within a minute of taking up an item is two people pressing at once`(
        later: Int64, isRefused: Bool
    ) throws {
        // Given item 1, just taken up
        var chamber = Chamber.holding(agenda: ["Welcome", "Groups"])
        try chamber.hear(.nextItem(really: false))
        let then = Instant.afternoon.advanced(byMilliseconds: later)
        // When next is pressed again after so many milliseconds
        let answer = Result { () throws(Refusal) in
            try chamber.ruling(on: .nextItem(really: false), from: .scribe, at: then).map(\.body)
        }
        // Then Zakim's guard holds for a minute, and not longer
        #expect(answer == (isRefused ? .failure(.justTakenUp(number: 1)) : .success([.itemTakenUp(2)])))
        // And who really means it goes on at once
        #expect(
            try chamber.ruling(on: .nextItem(really: true), from: .scribe, at: then).map(\.body) == [.itemTakenUp(2)])
    }

    @Test func `the guard does not hold once the item is closed`() throws {
        var chamber = Chamber.holding(agenda: ["Welcome", "Groups"])
        try chamber.hear(.nextItem(really: false))
        try chamber.hear(.closeItem(number: 1))
        #expect(chamber.minutes.progress.current == nil && chamber.minutes.progress.takenUpAt == nil)
        try chamber.write("/item next")
        #expect(chamber.minutes.progress.current == 2)
    }

    @Test func `numbers are never given twice`() throws {
        // Given items 1 to 3, of which the last is dropped
        var chamber = Chamber.holding(agenda: ["A", "B", "C"])
        try chamber.hear(.dropItem(number: 3))
        // When another is added, then it is number 4
        try chamber.hear(Self.adding("D"))
        #expect(chamber.minutes.meeting.agenda.map(\.number) == [1, 2, 4])
        // And when all go, the count goes on
        for number in [1, 2, 4] { try chamber.hear(.dropItem(number: number)) }
        try chamber.hear(Self.adding("E"))
        #expect(chamber.minutes.meeting.agenda.map(\.number) == [5])
        // And a new plan does not start it again
        try chamber.hear(.plan(Meeting(title: "New")), from: .organiser)
        try chamber.hear(Self.adding("F"))
        #expect(chamber.minutes.meeting.agenda.map(\.number) == [5, 6])
    }

    @Test func `a dropped item is unknown from then on`() throws {
        var chamber = Chamber.holding(agenda: ["A", "B"])
        try chamber.hear(.dropItem(number: 2))
        for command: Command in [
            .takeUp(number: 2), .closeItem(number: 2), .dropItem(number: 2),
            .changeItem(AgendaItem(number: 2, title: "Back")),
        ] {
            #expect(throws: Refusal.unknownItem(2)) { try chamber.hear(command) }
        }
        #expect(try chamber.body(typing: "# B") == .topic("B", level: 1))
    }

    @Test func `the item under discussion is closed before it can be dropped`() throws {
        var chamber = Chamber.holding(agenda: ["A"])
        try chamber.hear(.takeUp(number: 1))
        #expect(throws: Refusal.self) { try chamber.hear(.dropItem(number: 1)) }
        try chamber.hear(.closeItem(number: 1))
        try chamber.hear(.dropItem(number: 1))
        #expect(chamber.minutes.meeting.agenda.isEmpty)
    }

    @Test func `an item is taken up once and closed once, but may be taken up again later`() throws {
        var chamber = Chamber.holding(agenda: ["A", "B"])
        try chamber.hear(.takeUp(number: 1))
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.takeUp(number: 1)) }
        try chamber.hear(.takeUp(number: 2))
        #expect(chamber.minutes.progress.done == [1])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.closeItem(number: 1)) }
        try chamber.hear(.takeUp(number: 1))
        #expect(chamber.minutes.progress.done == [2])
        try chamber.hear(.closeItem(number: 1))
        #expect(throws: Refusal.unknownItem(nil)) { try chamber.hear(.nextItem(really: false)) }
    }

    @Test func `next passes over what was closed before its turn`() throws {
        var chamber = Chamber.holding(agenda: ["A", "B", "C"])
        try chamber.hear(.takeUp(number: 1))
        try chamber.hear(.closeItem(number: 2))
        #expect(try chamber.hear(.nextItem(really: true)).map(\.body) == [.itemTakenUp(3)])
    }

    @Test func `a heading with an item's title takes the item up`() throws {
        var chamber = Chamber.holding(agenda: ["Welcome", "Report back"])
        #expect(try chamber.write("Topic: REPORT BACK").map(\.body) == [.itemTakenUp(2)])
        // And the same heading again is a heading, for the item is already under discussion
        #expect(try chamber.write("# Report back").map(\.body) == [.topic("Report back", level: 1)])
        // And a subsection never is an item
        #expect(try chamber.write("## Welcome").map(\.body) == [.topic("Welcome", level: 2)])
    }

    @Test(arguments: [
        AgendaItem(number: 1, title: ""), AgendaItem(number: 1, title: String(repeating: "x", count: 301)),
        AgendaItem(number: 1, title: "a\u{7}"), AgendaItem(number: 1, title: "A", minutes: 0),
        AgendaItem(number: 1, title: "A", minutes: 1441), AgendaItem(number: 1, title: "A", minutes: .max),
        AgendaItem(number: 1, title: "A", presenter: "\n"),
    ])
    func `an item out of range is refused, added or changed`(item: AgendaItem) {
        var chamber = Chamber.holding(agenda: ["A"])
        for command: Command in [
            .changeItem(item),
            .addItem(title: item.title, purpose: item.purpose, minutes: item.minutes, presenter: item.presenter),
        ] {
            let answer = Result { () throws(Refusal) in try chamber.hear(command) }
            guard case .failure(.badValue) = answer else {
                Issue.record("\(answer)")
                return
            }
        }
    }

    @Test func `an unknown item is named in the refusal`() {
        var chamber = Chamber.holding()
        #expect(throws: Refusal.unknownItem(.max)) { try chamber.hear(.takeUp(number: .max)) }
        #expect(throws: Refusal.unknownItem(-1)) { try chamber.hear(.closeItem(number: -1)) }
        #expect(throws: Refusal.unknownItem(nil)) { try chamber.hear(.nextItem(really: true)) }
    }
}
