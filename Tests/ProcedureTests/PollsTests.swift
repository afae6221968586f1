import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Shows of hands` {
    private static let asked = Poll.Asked("Each month?", options: ["For", "Against"])
    private static let byName = Poll.Asked("Each month?", options: ["For", "Against"], isNamed: true)
    private static let ada = Participant(id: "ada", role: .attendee)

    @Test func `one is open at a time, and says beforehand whether it is anonymous`() throws {
        var chamber = Chamber.holding()
        let lines = try chamber.hear(.openPoll(Self.asked))
        #expect(lines.map(\.body) == [.pollOpened(1, Self.asked)])
        #expect(throws: Refusal.pollIs(1, isOpen: true)) { try chamber.hear(.openPoll(Self.byName)) }
        try chamber.hear(.closePoll(1))
        #expect(throws: Refusal.pollIs(1, isOpen: false)) { try chamber.hear(.closePoll(1)) }
        try chamber.hear(.openPoll(Self.byName))
        #expect(chamber.minutes.polls.open?.number == 2)
    }

    @Test func `what was counted in the room is kept beside what was counted outside it, and never added`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.asked))
        try chamber.hear(.countRoom(1, [12, 3]), from: .scribe)
        let closing = try chamber.hear(.closePoll(1), tally: Tally([8, 1]))
        #expect(closing.map(\.body) == [.pollClosed(1, Self.asked, remote: [8, 1], room: [12, 3])])
        // And a miscount may be put right after the close
        try chamber.hear(.countRoom(1, [13, 3]), from: .scribe)
        #expect(chamber.minutes.polls[1]?.room == [13, 3] && chamber.minutes.polls[1]?.remote == [8, 1])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.countRoom(1, [13, 3])) }
    }

    @Test func `nobody answering is a result too`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.asked))
        try chamber.hear(.closePoll(1))
        #expect(chamber.minutes.polls[1]?.remote == [0, 0])
    }

    @Test func `who chose what is for staff until a facilitator publishes it`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.byName))
        let closing = try chamber.hear(.closePoll(1), tally: Tally([2, 0], names: [["Ada", "Bo"], []]))
        #expect(closing.map(\.audience) == [.everyone, .staff])
        let published = try chamber.hear(.publishNames(1))
        #expect(published == [Line(.pollNamed(1, [["Ada", "Bo"], []]), by: .facilitator)])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.publishNames(1)) }
    }

    @Test func `an anonymous one has no names to publish`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.asked))
        #expect(throws: Refusal.notByName(1)) { try chamber.hear(.publishNames(1)) }
        try chamber.hear(.closePoll(1))
        #expect(throws: Refusal.notByName(1)) { try chamber.hear(.publishNames(1)) }
        #expect(throws: Refusal.unknownPoll(2)) { try chamber.hear(.publishNames(2)) }
    }

    @Test func `no names are asked for where the policy withholds names`() throws {
        let chamber = Chamber.holding(attribution: .role)
        #expect(throws: Refusal.badValue(field: "named", rule: "left out while the attribution policy withholds names"))
        {
            try chamber.ruling(on: .openPoll(Self.byName), from: .facilitator, at: .afternoon)
        }
    }

    @Test
    func
        `the policy that names are known holds while an answer by name is asked for, and one that withholds them is kept`()
        throws
    {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.byName))
        #expect(throws: Refusal.pollIs(1, isOpen: true)) { try chamber.hear(.setAttribution(.role)) }
        try chamber.hear(.setAttribution(.named))
        #expect(throws: Refusal.pollIs(1, isOpen: true)) { try chamber.hear(.publishNames(1)) }
        try chamber.hear(.closePoll(1), tally: Tally([1, 0], names: [["Ada"], []]))
        try chamber.hear(.setAttribution(.none))
        #expect(throws: Refusal.namesWithheld) { try chamber.hear(.publishNames(1)) }
        try chamber.hear(.setAttribution(.named))
        #expect(try chamber.hear(.publishNames(1)).map(\.audience) == [.everyone])
    }

    @Test(arguments: ["\u{200B}", "\u{2060}\u{FEFF}", "\u{3164}", "Ada \u{202E}gN", String(repeating: "a", count: 101)])
    func `a name is seen, turns no words beside it, and is short`(name: String) throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.byName))
        #expect(throws: Refusal.self) { try chamber.hear(.vote(1, option: 1, name: name), from: Self.ada) }
    }

    @Test func `an answer names an option that is there, of one that is open, and itself where names are asked`() throws
    {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.byName))
        #expect(try chamber.hear(.vote(1, option: 2, name: "Ada"), from: Self.ada).isEmpty)
        for option in [0, 3, -1, .max] {
            #expect(throws: Refusal.badValue(field: "option", rule: "1 to 2")) {
                try chamber.hear(.vote(1, option: option, name: "Ada"), from: Self.ada)
            }
        }
        #expect(throws: Refusal.badValue(field: "name", rule: "some words")) {
            try chamber.hear(.vote(1, option: 1, name: " "), from: Self.ada)
        }
        #expect(throws: Refusal.noToken) {
            try chamber.hear(.vote(1, option: 1, name: "Ada"), from: Participant(id: "", role: .attendee))
        }
        try chamber.hear(.closePoll(1))
        #expect(throws: Refusal.pollIs(1, isOpen: false)) {
            try chamber.hear(.vote(1, option: 1, name: "Ada"), from: Self.ada)
        }
        #expect(throws: Refusal.unknownPoll(9)) { try chamber.hear(.vote(9, option: 1, name: nil), from: Self.ada) }
    }

    @Test(arguments: [
        [], ["For"], ["For", "for "], ["For", " "], (1...11).map { "\($0)" }, ["For", "a\u{7}"],
        ["For", "F\u{200D}or"],
    ])
    func `answers are two to ten, each said once`(options: [String]) {
        let chamber = Chamber.holding()
        #expect(throws: Refusal.self) {
            try chamber.ruling(
                on: .openPoll(Poll.Asked("Each month?", options: options)), from: .facilitator, at: .afternoon)
        }
    }

    @Test(arguments: [[], [1], [1, 2, 3], [-1, 2], [100_001, 0]])
    func `a count in the room has a number for each answer`(counts: [Int]) throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.asked))
        #expect(
            throws: Refusal.badValue(field: "counts", rule: "a number from 0 to 100000 for each of the answers")
        ) { try chamber.hear(.countRoom(1, counts)) }
    }

    @Test func `the close of the meeting closes what is open, and counts it`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.openPoll(Self.asked))
        let lines = try chamber.hear(.close(really: true), tally: Tally([8, 1]))
        #expect(lines.map(\.body) == [.pollClosed(1, Self.asked, remote: [8, 1], room: nil), .closed])
    }

    @Test func `none opens while the meeting rests`() {
        let chamber = Chamber.holding(phase: .paused)
        #expect(throws: Refusal.notOpen) {
            try chamber.ruling(on: .openPoll(Self.asked), from: .facilitator, at: .afternoon)
        }
    }
}

@Suite struct `What the facilitator puts up` {
    @Test func `a message to all stands until another, its end or the close`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.announce(" Lunch at one. "))
        #expect(chamber.minutes.signs.notice == "Lunch at one.")
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.announce("Lunch at one.")) }
        try chamber.hear(.announce("Lunch at two."))
        try chamber.hear(.endAnnouncement)
        #expect(chamber.minutes.signs.notice == nil)
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.endAnnouncement) }
        try chamber.hear(.announce("Goodbye."))
        try chamber.hear(.close(really: true))
        #expect(chamber.minutes.signs.notice == nil)
    }

    @Test func `the screen and the voice are as last said`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.turnScreen(.join))
        try chamber.hear(.nameVoice(" Sam Hughes "), from: .acting(.voice))
        #expect(chamber.minutes.signs.display == .join && chamber.minutes.signs.voice == "Sam Hughes")
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.turnScreen(.join)) }
        try chamber.hear(.nameVoice(" "))
        #expect(chamber.minutes.signs.voice == nil)
    }

    @Test func `a place is one line of sixty characters at most`() {
        let chamber = Chamber.holding()
        let ada = Participant(id: "ada", role: .attendee)
        for place in [String(repeating: "é", count: 61), "Leeds\nYork"] {
            #expect(throws: Refusal.self) {
                try chamber.ruling(
                    on: .tellWhereabouts(Whereabouts(place: place)), from: ada, at: .afternoon)
            }
        }
        #expect(throws: Never.self) {
            try chamber.ruling(
                on: .tellWhereabouts(Whereabouts(place: String(repeating: "é", count: 60))), from: ada, at: .afternoon)
        }
    }

    @Test func `time is counted by sector, and a budget is for those of one`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.joinList(Turn.Wish(name: "Mary", sector: .media)))
        try chamber.hear(.joinList(Turn.Wish(name: "Bo")))
        try chamber.hear(.setBudget(.media, 600))
        try chamber.hear(.call(nil, really: false))
        try chamber.hear(.call(nil, really: true), at: .afternoon.advanced(byMilliseconds: 30_000))
        try chamber.hear(.endTurn, at: .afternoon.advanced(byMilliseconds: 40_000))
        #expect(chamber.minutes.speakersList.spoken == [.media: 30_000, nil: 10_000])
        #expect(chamber.minutes.speakersList.budgets == [.media: 600])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.setBudget(.media, 600)) }
        #expect(throws: Refusal.self) { try chamber.hear(.setBudget(.media, 59)) }
        try chamber.hear(.setBudget(.media, nil))
        #expect(chamber.minutes.speakersList.budgets.isEmpty)
    }
}
