import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Breakout notes are heard only there` {
    private static let energy = Participant.acting(.rapporteur)
    private static let safety = Participant(id: "safety", role: .rapporteur, breakout: 2)

    /// Two groups, and what is said in them heard at that time.
    private static func meeting(_ hearing: Breakout.Hearing) throws -> Chamber {
        var chamber = Chamber.holding()
        try chamber.hear(.plan(Meeting(title: "Third open meeting", reportsHeard: hearing)), from: .organiser)
        for name in ["Energy", "Safety"] { try chamber.hear(.formBreakout(Breakout.Plan(name))) }
        return chamber
    }

    private static func report(_ words: String, in chamber: inout Chamber) throws -> Position {
        try chamber.hear(.report(nil, prompt: 1, text: words), from: energy)
        return chamber.newest
    }

    private static func heading(from origin: Position?) -> Breakout.Heading {
        Breakout.Heading(
            breakout: 1, name: "Energy", prompt: 1, asked: "Where is there consensus?", means: .agreement,
            origin: origin)
    }

    @Test func `by default everyone hears each line as it is written`() throws {
        var chamber = try Self.meeting(.asWritten)
        let lines = try chamber.hear(.report(nil, prompt: 1, text: "A"), from: Self.energy)
        #expect(lines.map(\.audience) == [.everyone])
        #expect(try chamber.hear(.signOff(nil), from: Self.energy).map(\.body) == [.breakoutSignedOff(1)])
        #expect(try chamber.hear(.callBreakout(1)).map(\.body) == [.breakoutCalled(1, name: "Energy")])
        #expect(try chamber.hear(.callBreakout(2)).map(\.body) == [.breakoutCalled(2, name: "Safety")])
    }

    @Test(arguments: [Breakout.Hearing.signedOff, .called])
    func `a line and all that is said of it is for its group and staff`(hearing: Breakout.Hearing) throws {
        var chamber = try Self.meeting(hearing)
        let line = try Self.report("A", in: &chamber)
        let other = try Self.report("B", in: &chamber)
        let lines =
            try chamber.hear(.correct(line, text: "C"), from: Self.energy)
            + chamber.hear(.markKeyMoment(line), from: .scribe) + chamber.hear(.gather(line, theme: nil, name: "Costs"))
            + chamber.hear(.release(line, theme: 1)) + chamber.hear(.retract(other), from: Self.energy)
        #expect(lines.map(\.audience) == Array(repeating: .breakout(1), count: 5))
        // And of a note of the plenary for everyone
        let note = try chamber.write("A note")
        #expect(note.map(\.audience) == [.everyone])
        #expect(try chamber.hear(.markKeyMoment(chamber.newest)).map(\.audience) == [.everyone])
        // And what was taken back before others heard of it leaves no notice
        #expect(chamber.minutes.note(other) == nil)
    }

    @Test func `signed off, each standing line is recorded once more for everyone, in order, with what is said of it`()
        throws
    {
        var chamber = try Self.meeting(.signedOff)
        let first = try Self.report("A", in: &chamber)
        let gone = try Self.report("Gone", in: &chamber)
        let second = try Self.report("B", in: &chamber)
        try chamber.hear(.correct(first, text: "A, as corrected"), from: Self.energy)
        try chamber.hear(.retract(gone), from: Self.energy)
        try chamber.hear(.markKeyMoment(second), from: .scribe)
        try chamber.hear(.gather(first, theme: nil, name: "Costs"))
        let last = chamber.minutes.position.number
        // When the group signs off
        let lines = try chamber.hear(.signOff(nil), from: Self.energy)
        #expect(
            lines.map(\.body) == [
                .report("A, as corrected", under: Self.heading(from: first)),
                .report("B", under: Self.heading(from: second)),
                .themeReleased(1, of: first), .themeGathered(1, name: "Costs", of: Position(last + 1)),
                .keyMoment(of: Position(last + 2)), .breakoutSignedOff(1),
            ])
        // Where the line of the group was gathered is told where it was told before
        #expect(lines.map { $0.audience == .everyone } == [true, true, false, true, true, true])
        // Then whoever may read both reads it once
        #expect(chamber.minutes.note(first) == nil && chamber.minutes.note(second) == nil)
        #expect(chamber.minutes.breakouts[1]?.lines == [Position(last + 1), Position(last + 2)])
        #expect(chamber.minutes.themes[1]?.lines == [Position(last + 1)])
        #expect(chamber.minutes.note(Position(last + 2))?.isKeyMoment == true)
    }

    @Test func `called, it is heard after the call and not before, whoever signed off`() throws {
        var chamber = try Self.meeting(.called)
        let line = try Self.report("A", in: &chamber)
        #expect(try chamber.hear(.signOff(nil), from: Self.energy).map(\.body) == [.breakoutSignedOff(1)])
        #expect(
            try chamber.hear(.callBreakout(1)).map(\.body) == [
                .breakoutCalled(1, name: "Energy"), .report("A", under: Self.heading(from: line)),
            ])
        // And called again it says nothing twice, and what was written meanwhile
        #expect(try chamber.hear(.callBreakout(1)).map(\.body) == [.breakoutCalled(1, name: "Energy")])
        try chamber.hear(.reopenReport(nil), from: Self.energy)
        let new = try Self.report("B", in: &chamber)
        #expect(chamber.minutes.breakouts.group(hearing: new) == 1)
        #expect(
            try chamber.hear(.callBreakout(1)).map(\.body) == [
                .breakoutCalled(1, name: "Energy"), .report("B", under: Self.heading(from: new)),
            ])
    }

    @Test func `opened again, new lines wait for the next sign-off, and what was heard is changed where it was`() throws
    {
        var chamber = try Self.meeting(.signedOff)
        let line = try Self.report("A", in: &chamber)
        let other = try Self.report("B", in: &chamber)
        try chamber.hear(.signOff(nil), from: Self.energy)
        let copies = try #require(chamber.minutes.breakouts[1]?.lines)
        // Given that the rapporteur may not change what is signed off, by either address
        for target in [line, copies[0]] {
            #expect(throws: Refusal.reportIs(1, isReceived: true)) {
                try chamber.hear(.correct(target, text: "X"), from: Self.energy)
            }
        }
        try chamber.hear(.reopenReport(nil), from: Self.energy)
        // When a line is changed and one taken back, by the addresses they had in the group
        let changed =
            try chamber.hear(.correct(line, text: "A2"), from: Self.energy)
            + chamber.hear(.retract(other), from: Self.energy)
        #expect(
            changed == [
                Line(.correction(of: copies[0], to: "A2"), by: .rapporteur),
                Line(.retraction(of: copies[1]), by: .rapporteur),
            ])
        #expect(throws: Refusal.lineGone(copies[1])) { try chamber.hear(.retract(copies[1]), from: Self.energy) }
        #expect(throws: Refusal.unknownLine(other)) { try chamber.hear(.retract(other), from: Self.energy) }
        // And a new one written
        let new = try Self.report("C", in: &chamber)
        #expect(chamber.minutes.breakouts.group(hearing: new) == 1)
        // Then the next sign-off says the new one only
        #expect(
            try chamber.hear(.signOff(nil), from: Self.energy).map(\.body) == [
                .report("C", under: Self.heading(from: new)), .breakoutSignedOff(1),
            ])
        #expect(chamber.minutes.breakouts[1]?.lines.count == 2)
    }

    @Test(arguments: [Breakout.Hearing.signedOff, .called])
    func `acceptance 10 closing loses nothing that only a group heard`(hearing: Breakout.Hearing) throws {
        var chamber = try Self.meeting(hearing)
        let line = try Self.report("A", in: &chamber)
        try chamber.hear(.markKeyMoment(line))
        let last = chamber.minutes.position.number
        let lines = try chamber.hear(.close(really: true))
        #expect(
            lines.map(\.body) == [
                .report("A", under: Self.heading(from: line)), .keyMoment(of: Position(last + 1)),
                .breakoutMissing(2, name: "Safety", reason: nil), .closed,
            ])
        #expect(lines.allSatisfy { $0.audience == .everyone } && chamber.minutes.breakouts[1]?.isReceived == false)
    }

    @Test func `a rapporteur of one group changes nothing of another's, heard or not`() throws {
        var chamber = try Self.meeting(.called)
        let line = try Self.report("A", in: &chamber)
        #expect(throws: Refusal.otherGroup) { try chamber.hear(.correct(line, text: "X"), from: Self.safety) }
        try chamber.hear(.callBreakout(1))
        #expect(throws: Refusal.otherGroup) { try chamber.hear(.correct(line, text: "X"), from: Self.safety) }
    }

    @Test func `no question is answered by what only a group has heard`() throws {
        var chamber = try Self.meeting(.called)
        try chamber.hear(.ask(Question.Wording("Who pays?")))
        let line = try Self.report("We do.", in: &chamber)
        #expect(throws: Refusal.notHeard(line)) { try chamber.hear(.answer(1, by: line)) }
        try chamber.hear(.callBreakout(1))
        let copy = try #require(chamber.minutes.breakouts.copy(of: line))
        #expect(try chamber.hear(.answer(1, by: line)).map(\.body) == [.questionAnswered(1, by: copy)])
    }

    @Test func `who hears it first stays as it is once a line is there`() throws {
        var chamber = try Self.meeting(.called)
        _ = try Self.report("A", in: &chamber)
        try chamber.hear(.plan(Meeting(title: "M")), from: .organiser)
        #expect(chamber.minutes.meeting.reportsHeard == .called && chamber.minutes.meeting.title == "M")
    }

    @Test func `replayed with the words deleted that were taken back, it is the same chamber`() throws {
        // Given a report heard in part, with a line taken back before it was heard and one after
        var chamber = Chamber()
        var entries: [Entry] = []
        func play(_ command: Command, _ author: Participant = .facilitator) throws {
            for line in try chamber.ruling(on: command, from: author, at: .afternoon) {
                entries.append(Entry(chamber.minutes.position.next, at: .afternoon, line))
                chamber.apply(entries[entries.count - 1])
            }
        }
        for line in try Chamber.founding(Meeting(title: "M", reportsHeard: .signedOff), speakers: [], by: .organiser) {
            entries.append(Entry(chamber.minutes.position.next, at: .afternoon, line))
            chamber.apply(entries[entries.count - 1])
        }
        try play(.open)
        try play(.formBreakout(Breakout.Plan("Energy")))
        for words in ["A", "B", "C"] { try play(.report(nil, prompt: 1, text: words), Self.energy) }
        try play(.gather(Position(5), theme: nil, name: "Costs"))
        try play(.retract(Position(4)), Self.energy)
        try play(.signOff(nil), Self.energy)
        let copy = try #require(chamber.minutes.breakouts.copy(of: Position(5)))
        try play(.reopenReport(nil), Self.energy)
        try play(.retract(Position(5)), Self.energy)
        try play(.report(nil, prompt: 2, text: "D"), Self.energy)
        // When what the recorder deletes is gone: of what a group heard alone not even the kind is known
        let kept = entries.map { entry in
            switch entry.position {
            case Position(4), Position(5): entry.holding(.withheld)
            case copy: entry.holding(.erased(.report))
            default: entry
            }
        }
        // Then replaying gives the same chamber, notes, reports and all
        #expect(Chamber(replaying: entries) == chamber)
        #expect(Chamber(replaying: kept) == chamber)
    }

    @Test func `a line that was heard and then taken back is unknown in its group, live as replayed`() throws {
        // Given a line of a group that everyone heard, and that was taken back then
        var chamber = try Self.meeting(.signedOff)
        var entries: [Entry] = []
        func play(_ command: Command) throws {
            for line in try chamber.ruling(on: command, from: Self.energy, at: .afternoon) {
                entries.append(Entry(chamber.minutes.position.next, at: .afternoon, line))
                chamber.apply(entries[entries.count - 1])
            }
        }
        var replayed = chamber
        try play(.report(nil, prompt: 1, text: "A"))
        let line = chamber.newest
        try play(.signOff(nil))
        let copy = try #require(chamber.minutes.breakouts.copy(of: line))
        try play(.reopenReport(nil))
        try play(.retract(line))
        // When the record is read again as it is kept, without its words
        for entry in entries {
            switch entry.position {
            case line: replayed.apply(entry.holding(.withheld))
            case copy: replayed.apply(entry.holding(.erased(.report)))
            default: replayed.apply(entry)
            }
        }
        // Then it is the same chamber, and says the same of both addresses
        #expect(replayed == chamber)
        for chamber in [chamber, replayed] {
            for (target, refusal) in [(line, Refusal.unknownLine(line)), (copy, .lineGone(copy))] {
                #expect(throws: refusal) {
                    try chamber.ruling(on: .correct(target, text: "B"), from: Self.energy, at: .afternoon)
                }
            }
        }
    }

    @Test func `an attendee joins and leaves with a device, without a line`() throws {
        let chamber = try Self.meeting(.called)
        func asking(_ command: Command, _ author: Participant = .attendee) throws(Refusal) -> [Line] {
            try chamber.ruling(on: command, from: author, at: .afternoon)
        }
        for command in [Command.joinBreakout(2), .joinBreakout(nil), .leaveBreakout] {
            #expect(try asking(command).isEmpty)
            #expect(throws: Refusal.noToken) { try asking(command, Participant(id: "", role: .attendee)) }
        }
        #expect(throws: Refusal.unknownBreakout(3)) { try asking(.joinBreakout(3)) }
        #expect(throws: Refusal.unknownBreakout(nil)) {
            try Chamber.holding().ruling(on: .joinBreakout(nil), from: .attendee, at: .afternoon)
        }
    }
}
