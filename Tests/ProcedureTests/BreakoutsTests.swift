import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Breakout groups` {
    private static let rapporteur = Participant.acting(.rapporteur)

    private static func formed(_ names: String..., phase: Meeting.Phase = .open) throws -> Chamber {
        var chamber = Chamber.holding(phase: phase)
        for name in names { try chamber.hear(.formBreakout(Breakout.Plan(name))) }
        return chamber
    }

    @Test func `a line of a report says by itself which group it came from, and what was asked`() throws {
        var chamber = try Self.formed("Energy", "Safety")
        let lines = try chamber.hear(.report(nil, prompt: 1, text: "We **agree** to dim."), from: Self.rapporteur)
        let heading = Breakout.Heading(
            breakout: 1, name: "Energy", prompt: 1, asked: "Where is there consensus?", means: .agreement)
        #expect(
            lines.map(\.body) == [
                .report(
                    InlineText([.text("We "), .strong([.text("agree")]), .text(" to dim.")]), under: heading)
            ])
        // And goes on saying so when the group is called otherwise
        try chamber.hear(.changeBreakout(1, Breakout.Plan("Light")))
        #expect(chamber.minutes.notes.last?.body == lines[0].body)
        #expect(chamber.minutes.breakouts[1]?.plan.name == "Light")
    }

    @Test func `a rapporteur writes and changes only their own group's report`() throws {
        var chamber = try Self.formed("Energy", "Safety")
        try chamber.hear(.report(2, prompt: 1, text: "Of Safety"), from: .scribe)
        let foreign = chamber.newest
        try chamber.write("A note of the plenary")
        let note = chamber.newest
        #expect(throws: Refusal.otherGroup) {
            try chamber.hear(.report(2, prompt: 1, text: "X"), from: Self.rapporteur)
        }
        for line in [foreign, note] {
            #expect(throws: Refusal.otherGroup) { try chamber.hear(.correct(line, text: "X"), from: Self.rapporteur) }
            #expect(throws: Refusal.otherGroup) { try chamber.hear(.retract(line), from: Self.rapporteur) }
        }
        try chamber.hear(.report(nil, prompt: 1, text: "Of Energy"), from: Self.rapporteur)
        try chamber.hear(.correct(chamber.newest, text: "Of all Energy"), from: Self.rapporteur)
        #expect(chamber.minutes.notes.last?.body?.words?.plain == "Of all Energy")
        try chamber.hear(.retract(chamber.newest), from: Self.rapporteur)
        #expect(chamber.minutes.breakouts[1]?.lines.isEmpty == true)
    }

    @Test func `a report that is signed off is written no more until that is taken back`() throws {
        var chamber = try Self.formed("Energy")
        #expect(throws: Refusal.noReport(1)) { try chamber.hear(.signOff(nil), from: Self.rapporteur) }
        #expect(throws: Refusal.reportIs(1, isReceived: false)) { try chamber.hear(.reopenReport(1)) }
        try chamber.hear(.report(nil, prompt: 1, text: "A"), from: Self.rapporteur)
        let line = chamber.newest
        try chamber.hear(.signOff(nil), from: Self.rapporteur)
        #expect(chamber.minutes.breakouts[1]?.isReceived == true)
        for command in [
            Command.report(nil, prompt: 1, text: "B"), .correct(line, text: "B"), .retract(line), .signOff(nil),
        ] {
            #expect(throws: Refusal.reportIs(1, isReceived: true)) { try chamber.hear(command, from: Self.rapporteur) }
        }
        try chamber.hear(.reopenReport(nil), from: Self.rapporteur)
        try chamber.hear(.report(nil, prompt: 3, text: "B"), from: Self.rapporteur)
        #expect(chamber.minutes.breakouts[1]?.lines.count == 2)
    }

    @Test func `a report that lost its last line is not signed off any more, and words nobody sees are no line`() throws
    {
        var chamber = try Self.formed("Energy")
        try chamber.hear(.report(nil, prompt: 1, text: "We agree."), from: Self.rapporteur)
        let line = chamber.newest
        try chamber.hear(.signOff(nil), from: Self.rapporteur)
        // That it is open again is recorded too: when the line's words are gone the record still tells it
        let bodies = try chamber.ruling(on: .retract(line), from: .scribe, at: .afternoon).map(\.body)
        #expect(bodies == [.retraction(of: line), .breakoutReopened(1)])
        try chamber.hear(.retract(line), from: .scribe)
        #expect(chamber.minutes.breakouts[1]?.isReceived == false)
        for words in ["**\u{200B}**", "[\u{200B}](https://e.example)", "\u{3164}"] {
            #expect(throws: Refusal.textEmpty) {
                try chamber.hear(.report(nil, prompt: 1, text: words), from: Self.rapporteur)
            }
        }
        try chamber.hear(.report(nil, prompt: 1, text: "We agree after all."), from: Self.rapporteur)
    }

    @Test func `acceptance 10 closing loses no report, and a group without one is said to have none, with its reason`()
        throws
    {
        var chamber = try Self.formed("Energy", "Safety", "Light")
        try chamber.hear(.report(nil, prompt: 1, text: "Written and never signed off"), from: Self.rapporteur)
        let line = chamber.newest
        try chamber.hear(.missReport(2, reason: "Its line went down."))
        #expect(throws: Refusal.hasReport(1)) { try chamber.hear(.missReport(1, reason: "X")) }
        let closing = try chamber.hear(.close(really: true))
        #expect(closing.map(\.body) == [.breakoutMissing(3, name: "Light", reason: nil), .closed])
        #expect(chamber.minutes.note(line)?.body?.words?.plain == "Written and never signed off")
        #expect(chamber.minutes.breakouts[1]?.missing == nil && chamber.minutes.breakouts[1]?.lines == [line])
        #expect(chamber.minutes.breakouts[2]?.missing?.reason == "Its line went down.")
        let light = try #require(chamber.minutes.breakouts[3]?.missing)
        #expect(light.reason == nil)
    }

    @Test func `a report that comes after all is one`() throws {
        var chamber = try Self.formed("Energy")
        try chamber.hear(.missReport(1, reason: "Its line went down."))
        try chamber.hear(.report(1, prompt: 1, text: "Back again"), from: .scribe)
        #expect(chamber.minutes.breakouts[1]?.missing == nil)
        #expect(try chamber.hear(.close(really: true)).map(\.body) == [.closed])
    }

    @Test func `names are told apart, strands are the meeting's, prompts are those asked`() throws {
        var chamber = try Self.formed("Energy")
        #expect(throws: Refusal.badValue(field: "name", rule: "a name that no other group has")) {
            try chamber.hear(.formBreakout(Breakout.Plan(" energy ")))
        }
        #expect(throws: Refusal.self) { try chamber.hear(.formBreakout(Breakout.Plan("Safety", strand: "None such"))) }
        for prompt in [0, 7, .max] {
            #expect(throws: Refusal.badValue(field: "prompt", rule: "1 to 6")) {
                try chamber.hear(.report(1, prompt: prompt, text: "X"))
            }
        }
        #expect(throws: Refusal.unknownBreakout(2)) { try chamber.hear(.callBreakout(2)) }
        #expect(throws: Refusal.badValue(field: "number", rule: "the number of a group")) {
            try chamber.hear(.report(nil, prompt: 1, text: "X"), from: .scribe)
        }
    }

    @Test func `what is asked is the meeting's own, and stays once there are answers`() throws {
        var chamber = Chamber.holding()
        var plan = Meeting(title: "Third open meeting", reportPrompts: ["What is agreed?"])
        try chamber.hear(.plan(plan), from: .organiser)
        try chamber.hear(.formBreakout(Breakout.Plan("Energy")))
        try chamber.hear(.report(nil, prompt: 1, text: "The dates"), from: Self.rapporteur)
        plan.reportPrompts = ["Something else?"]
        try chamber.hear(.plan(plan), from: .organiser)
        #expect(chamber.minutes.meeting.prompts == ["What is agreed?"])
    }

    @Test func `nothing is reported before the meeting opens`() throws {
        var chamber = try Self.formed("Energy", phase: .planned)
        #expect(throws: Refusal.notOpen) { try chamber.hear(.report(nil, prompt: 1, text: "X"), from: Self.rapporteur) }
        #expect(throws: Refusal.notOpen) { try chamber.hear(.callBreakout(1)) }
    }
}
