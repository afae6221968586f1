import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `The course of a meeting` {
    /// Every phase with every step: what it leads to, or why not.
    private static let steps: [(Meeting.Phase, Command, Result<Meeting.Phase, Refusal>)] = [
        (.planned, .open, .success(.open)), (.planned, .pause, .failure(.notOpen)),
        (.planned, .resume, .failure(.notOpen)), (.planned, .close(really: true), .failure(.notOpen)),
        (.open, .open, .failure(.already(.open))), (.open, .pause, .success(.paused)),
        (.open, .resume, .failure(.already(.open))), (.open, .close(really: false), .success(.closed)),
        (.paused, .open, .failure(.already(.paused))), (.paused, .pause, .failure(.already(.paused))),
        (.paused, .resume, .success(.open)), (.paused, .close(really: false), .success(.closed)),
        (.closed, .open, .failure(.closed)), (.closed, .pause, .failure(.closed)),
        (.closed, .resume, .failure(.closed)), (.closed, .close(really: true), .failure(.closed)),
    ]

    @Test(arguments: steps)
    func `a step leads on or says why not`(
        phase: Meeting.Phase, command: Command, expected: Result<Meeting.Phase, Refusal>
    ) {
        // Given a meeting in this phase
        var chamber = Chamber.holding(phase: phase)
        #expect(chamber.minutes.phase == phase)
        // When the step is asked for
        let answer = Result { () throws(Refusal) in try chamber.hear(command) }.map { _ in chamber.minutes.phase }
        // Then it is taken, or refused and nothing has changed
        #expect(answer == expected)
        if case .failure = expected { #expect(chamber == Chamber.holding(phase: phase)) }
    }

    @Test(arguments: Command.Kind.allCases)
    func `a closed meeting takes nothing more but what puts its record right`(kind: Command.Kind) {
        let chamber = Chamber.holding(.summary("A point"), phase: .closed, agenda: ["Welcome"])
        let commands: [Command] = [
            .write(text: "words", language: nil, attribution: nil), .open, .pause, .resume, .close(really: true),
            .addItem(title: "More", purpose: .inform, minutes: nil, presenter: nil),
            .changeItem(AgendaItem(number: 1, title: "X")), .dropItem(number: 1), .takeUp(number: 1),
            .nextItem(really: true), .closeItem(number: 1), .correct(chamber.newest, text: "X"),
            .retract(chamber.newest), .markKeyMoment(chamber.newest), .addSpeaker(.dilys), .setAttribution(.none),
            .plan(Meeting(title: "X")), .circulate(until: nil), .finalise,
            .suggest(chamber.newest, Suggestion.Wording("X")), .acceptSuggestion(1, text: nil, why: nil),
            .declineSuggestion(1, reason: "X"), .ask(Question.Wording("X")), .amend(1, words: "X"), .withdraw(1),
            .support(1, isOn: true), .publish(1, words: nil), .decline(1, reason: "X"), .merge(1, into: 2),
            .split(1, words: ["X", "Y"]), .unpublish(1, reason: "X"), .place(1, .next),
            .answer(1, by: chamber.newest), .takeAway(1, owner: nil, due: nil), .pauseQuestions, .resumeQuestions,
            .setModeration(.none), .bar(.question(1)), .unbar("x"), .watchWords(["X"]),
            .joinList(Turn.Wish(name: "X")), .leaveList(1), .postpone(1),
            .call(nil, really: true),
            .endTurn, .lastWord(1), .readRemark(1), .closeList, .reopenList, .setTurnTime(60),
            .setBudget(.media, 600), .openPoll(Poll.Asked("X", options: ["A", "B"])), .vote(1, option: 1, name: nil),
            .countRoom(1, [1, 2]), .closePoll(1), .publishNames(1),
            .formBreakout(Breakout.Plan("X")), .changeBreakout(1, Breakout.Plan("X")),
            .report(1, prompt: 1, text: "X"), .signOff(1), .reopenReport(1), .callBreakout(1),
            .missReport(1, reason: "X"), .joinBreakout(1), .leaveBreakout,
            .gather(chamber.newest, theme: nil, name: "X"),
            .release(chamber.newest, theme: 1),
            .announce("X"), .endAnnouncement,
            .turnScreen(.blank), .nameVoice("X"), .tellWhereabouts(Whereabouts()), .strikePlace("X"),
        ]
        #expect(Set(commands.map(\.kind)) == Set(Command.Kind.allCases))
        for command in commands where command.kind == kind {
            let author: Participant = kind.permitted.contains(.organiser) ? .organiser : .attendee
            let answer = Result { () throws(Refusal) in
                try chamber.ruling(on: command, from: author, at: .afternoon)
            }
            #expect((answer == .failure(.closed)) == !kind.isForTheRecord)
        }
    }

    @Test func `nothing is noted before the meeting opens, but speakers may be named`() throws {
        var chamber = Chamber.holding(phase: .planned, agenda: ["Welcome"])
        for text in ["words", "# Welcome", "+ agreed", "/item 1", "/item next"] {
            #expect(throws: Refusal.notOpen) { try chamber.body(typing: text) }
        }
        #expect(throws: Refusal.notOpen) { try chamber.hear(.closeItem(number: 1)) }
        try chamber.write("/speaker Dilys Owen, do")
        #expect(chamber.minutes.speakers.map(\.name) == ["Dilys Owen"])
    }

    @Test func `a paused meeting still takes notes`() throws {
        let chamber = Chamber.holding(phase: .paused)
        #expect(try chamber.body(typing: "/scene Broke for lunch.") == .scene("Broke for lunch."))
    }

    @Test func `a meeting with items never taken up closes only when that is meant`() throws {
        // Given three items, of which one is under discussion
        var chamber = Chamber.holding(agenda: ["Welcome", "Groups", "Report back"])
        try chamber.hear(.takeUp(number: 1))
        // When it is closed, then the other two are counted
        #expect(throws: Refusal.itemsOpen(count: 2)) { try chamber.hear(.close(really: false)) }
        // When one is taken up and the last closed, then nothing is left
        try chamber.hear(.takeUp(number: 2))
        try chamber.hear(.closeItem(number: 3))
        try chamber.hear(.close(really: false))
        #expect(chamber.minutes.phase == .closed)
        #expect(chamber.minutes.times.opened != nil && chamber.minutes.times.closed == .afternoon)
    }

    @Test func `a new plan leaves agenda and attribution alone`() throws {
        var chamber = Chamber.holding(attribution: .role, agenda: ["Welcome"])
        let plan = Meeting(title: "New", agenda: [AgendaItem(number: 9, title: "Smuggled")], attribution: .named)
        try chamber.hear(.plan(plan), from: .organiser)
        #expect(chamber.minutes.meeting.title == "New")
        #expect(chamber.minutes.meeting.agenda.map(\.title) == ["Welcome"])
        #expect(chamber.minutes.meeting.attribution == .role)
    }

    @Test func `a founding numbers the agenda and hides speakers the policy withholds`() throws {
        // Given a plan with odd numbers, under a policy that withholds names
        let plan = Meeting(
            title: "M", agenda: [AgendaItem(number: 7, title: " A "), AgendaItem(number: 7, title: "B")],
            attribution: .none)
        // When it is founded with two speakers, one of them named by exception
        let ada = Speaker(name: "Ada Ng", attribution: .named)
        let lines = try Chamber.founding(plan, speakers: [.dilys, ada], by: .siteOrganiser)
        // Then items count from 1, and only the named speaker is everyone's to know
        let minutes = Minutes(Entry.run(lines.map(\.body)))
        #expect(minutes.meeting.agenda.map(\.number) == [1, 2])
        #expect(minutes.meeting.agenda.map(\.title) == ["A", "B"])
        #expect(lines.map(\.audience) == [.everyone, .staff, .everyone])
        #expect(lines.allSatisfy { $0.by == .siteOrganiser })
    }

    @Test(arguments: [
        (Meeting(title: " "), "title"), (Meeting(title: "M", timeZone: "Mars/Olympus"), "timeZone"),
        (Meeting(title: "M", timeZone: "../../etc/passwd"), "timeZone"),
        (Meeting(title: "M", timeZone: ""), "timeZone"),
        (Meeting(title: "M", objective: "a\nb"), "objective"), (Meeting(title: "M", place: ""), "place"),
        (Meeting(title: "M", strands: ["\u{0}"]), "strands"),
        (Meeting(title: "M", startsAt: Instant(milliseconds: .max)), "startsAt"),
        (Meeting(title: "M", startsAt: Instant(milliseconds: -1)), "startsAt"),
        (Meeting(title: "M", agenda: [AgendaItem(number: 1, title: "A", minutes: 0)]), "minutes"),
    ])
    func `a plan out of range is refused by the name of its field`(plan: Meeting, field: String) {
        let answer = Result { () throws(Refusal) in try Chamber.founding(plan, speakers: [], by: .organiser) }
        guard case .failure(.badValue(field, _)) = answer else {
            Issue.record("not refused as \(field): \(answer)")
            return
        }
    }

    @Test func `a meeting holds so many items, strands, speakers and aliases and no more`() throws {
        let items = (1...Limit.items + 1).map { AgendaItem(number: $0, title: "Item") }
        #expect(throws: Refusal.tooMany(what: "agenda items", limit: Limit.items)) {
            try Chamber.founding(Meeting(title: "M", agenda: items), speakers: [], by: .organiser)
        }
        let full = try Chamber.founding(Meeting(title: "M", agenda: items.dropLast()), speakers: [], by: .organiser)
        let chamber = Chamber(replaying: Entry.run(full.map(\.body)))
        #expect(throws: Refusal.tooMany(what: "agenda items", limit: Limit.items)) {
            try chamber.ruling(
                on: .addItem(title: "One more", purpose: .decide, minutes: nil, presenter: nil), from: .organiser,
                at: .afternoon)
        }
        #expect(throws: Refusal.tooMany(what: "strands", limit: Limit.strands)) {
            let strands = (0...Limit.strands).map { "Strand \($0)" }
            return try Chamber.founding(Meeting(title: "M", strands: strands), speakers: [], by: .organiser)
        }
        let crowd = (0..<Limit.speakers).map { Speaker(name: "Speaker \($0)") }
        var hall = Chamber.holding(speakers: crowd)
        #expect(throws: Refusal.tooMany(what: "speakers", limit: Limit.speakers)) { try hall.hear(.addSpeaker(.dilys)) }
        try hall.hear(.addSpeaker(Speaker(name: "Speaker 7", aliases: ["s7"])))
        let aliases = (0...Limit.aliases).map { "a\($0)" }
        #expect(throws: Refusal.tooMany(what: "aliases", limit: Limit.aliases)) {
            try Chamber.holding().ruling(
                on: .addSpeaker(Speaker(name: "Ada", aliases: aliases)), from: .scribe, at: .afternoon)
        }
    }
}
