import Procedure
import Proceedings
import Recorder
import TestSupport
import Testing
import Wire

@testable import Relay

@Suite struct `Who hears what of a group` {
    private static let heading = Breakout.Heading(breakout: 1, name: "Energy", prompt: 1, asked: "What?")

    /// Line 5 is of group 1 alone and corrected in 6, line 7 of group 2; line 8 is everyone's.
    private static func floor(_ more: Line...) -> Floor {
        let other = Breakout.Heading(breakout: 2, name: "Safety", prompt: 1, asked: "What?")
        let lines =
            [
                Line(.planned(Meeting(title: "M", reportsHeard: .called))), Line(.opened),
                Line(.breakoutFormed(1, Breakout.Plan("Energy"))), Line(.breakoutFormed(2, Breakout.Plan("Safety"))),
                Line(.report("first", under: heading), audience: .breakout(1)),
                Line(.correction(of: Position(5), to: "second"), audience: .breakout(1)),
                Line(.report("other", under: other), audience: .breakout(2)), Line(.summary("for all")),
            ] + more
        return Floor(
            lines.enumerated().map { Entry(Position($0 + 1), at: .afternoon, $1) }, receipts: [], epoch: 1)
    }

    private static var heard: Line {
        Line(
            .report(
                "second",
                under: Breakout.Heading(breakout: 1, name: "Energy", prompt: 1, asked: "What?", origin: Position(5))))
    }

    private func words(_ floor: Floor, _ reader: Reader) -> [String] {
        floor.minutes(for: reader).notes.compactMap { $0.body?.words?.plain }
    }

    @Test func `a group hears its own, staff all, and others neither`() {
        let floor = Self.floor()
        #expect(words(floor, Reader(.attendee)) == ["for all"])
        #expect(words(floor, Reader(.attendee, group: 1)) == ["second", "for all"])
        #expect(words(floor, Reader(.rapporteur, group: 2)) == ["other", "for all"])
        #expect(words(floor, Reader(.voice)) == ["second", "other", "for all"])
        func read(_ reader: Reader) -> [Int] {
            floor.entries(after: Position(4), limit: 9, for: reader).map(\.position.number)
        }
        #expect(read(Reader(.screen)) == [8] && read(Reader(.attendee, group: 1)) == [5, 6, 8])
        #expect(read(Reader(.rapporteur, group: 2)) == [7, 8] && read(Reader(.organiser)) == [5, 6, 7, 8])
        #expect(floor.publicEntries.filter { $0.content == .withheld }.map(\.position.number) == [5, 6, 7])
    }

    @Test func `grown one by one it is as when it is read anew`() {
        let whole = Self.floor(Self.heard, Line(.summary("after")))
        var grown = Self.floor()
        grown.apply(Entry(Position(9), at: .afternoon, Self.heard))
        grown.apply(Entry(Position(10), at: .afternoon, Line(.summary("after"))))
        for reader in [Reader(.attendee), Reader(.attendee, group: 1), Reader(.attendee, group: 2), Reader(.scribe)] {
            #expect(grown.minutes(for: reader) == whole.minutes(for: reader))
        }
        #expect(words(whole, Reader(.attendee, group: 1)) == ["for all", "second", "after"])
    }

    @Test func `words that are taken back or changed are so where the group heard them too`() {
        // Given a line that everyone has heard since
        var floor = Self.floor(Self.heard)
        #expect(floor.words(of: Position(9)) == [Position(9), Position(5), Position(6)])
        // When it is corrected, then all who may read it in either place read the new words
        floor.apply(Entry(Position(10), at: .afternoon, Line(.correction(of: Position(9), to: "third"))))
        #expect([5, 6, 9, 10].map { floor.words[$0 - 1] } == ["third", "third", "third", "third"])
        #expect(floor.takenBack == Position(9))
        // When it is taken back, then its words are nowhere
        #expect(floor.wordsTakenBack(by: .retraction(of: Position(9))).map(\.number).sorted() == [5, 6, 9, 10])
        floor.apply(Entry(Position(11), at: .afternoon, Line(.retraction(of: Position(9)))))
        #expect([5, 6, 9, 10].map { floor.words[$0 - 1] } == ["-", "-", "-", "-"])
        #expect(floor.entries[4].content == .withheld && floor.entries[8].content == .erased(.report))
    }

    @Test func `a reader begins at what they may know of, and resumes only from there`() throws {
        let floor = Self.floor(Line(.report("more", under: Self.heading), audience: .breakout(1)))
        func from(_ reader: Reader) -> Position? {
            guard case .welcome(_, let from, let last, _, _, _) = floor.introduction(as: reader), from == last else {
                return nil
            }
            return from
        }
        // No frame that comes next would name another position
        #expect(from(Reader(.attendee)) == Position(8) && from(Reader(.attendee, group: 1)) == Position(9))
        #expect(from(Reader(.attendee, group: 2)) == Position(8) && from(Reader(.scribe)) == Position(9))
        #expect(floor.resumption(after: Position(9), as: Reader(.attendee)) == nil)
        #expect(floor.resumption(after: Position(9), as: Reader(.attendee, group: 2)) == nil)
        #expect(floor.resumption(after: Position(9), as: Reader(.attendee, group: 1)) != nil)
        #expect(floor.resumption(after: Position(8), as: Reader(.attendee)) != nil)
    }

    @Test func `where groups hear nothing first all read alike, whatever group they are in`() {
        var floor = Floor.holding(.opened, .breakoutFormed(1, Breakout.Plan("Energy")))
        _ = floor.counted.groups.put("ada", in: 1)
        let ada = Participant(id: "ada", role: .attendee)
        #expect(floor.reader(ada) == Reader(.attendee))
        #expect(floor.reader(.acting(.rapporteur)) == Reader(.rapporteur))
        var apart = Self.floor()
        _ = apart.counted.groups.put("ada", in: 2)
        #expect(apart.reader(ada) == Reader(.attendee, group: 2))
        #expect(apart.reader(Participant(id: "bo", role: .attendee)) == Reader(.attendee))
        #expect(apart.reader(.acting(.rapporteur)) == Reader(.rapporteur, group: 1))
        // And a screen or a scribe is in none
        #expect(apart.reader(Participant(id: "ada", role: .screen)).group == nil)
    }

    @Test func `what the close makes everyone hear names its lines, also where who followed goes before them`() throws {
        // Given a key moment that only its group heard, and followers
        let floor = Self.floor(Line(.keyMoment(of: Position(5)), audience: .breakout(1)))
        var draft = Draft(of: floor, at: .afternoon, followers: 12)
        draft.take(try .saying(#""do":"close","id":"c","really":true"#, by: .facilitator))
        #expect(draft.entries.first?.line?.kind == .followed)
        let keys = draft.entries.compactMap { entry -> Position? in
            if case .keyMoment(let line) = entry.line?.body { line } else { nil }
        }
        #expect(keys == draft.entries.filter { $0.line?.kind == .report }.prefix(1).map(\.position))
        #expect(draft.outcomes.map(\.1.word) == ["10,11,12,13,14"])
        #expect(words(draft.floor, Reader(.attendee)) == ["for all", "second", "other"])
    }
}

@Suite struct `Who is in a group` {
    private static func floor() -> Floor {
        Floor.holding(
            .opened, .breakoutFormed(1, Breakout.Plan("Hall", setting: .room)),
            .breakoutFormed(2, Breakout.Plan("Energy", setting: .mixed)),
            .breakoutFormed(3, Breakout.Plan("Safety", setting: .remote)),
            .breakoutFormed(4, Breakout.Plan("Light", setting: .remote)))
    }

    private func join(_ device: String, _ rest: String = "") throws -> Submission {
        try .saying(
            #""do":"breakout-join","id":"j"\#(rest)"#, by: Participant(id: .init(device), role: .attendee))
    }

    @Test func `a device is in one group, and only how many are in each is known`() throws {
        var draft = Draft(of: Self.floor(), at: .afternoon)
        for (device, number) in [("ada", 1), ("bo", 1), ("ada", 2), ("ada", 2)] {
            draft.take(try join(device, #","number":\#(number)"#))
        }
        #expect(draft.floor.counted.groups.counts == [1: 1, 2: 1])
        #expect(draft.entries.isEmpty && draft.recorded(with: nil).receipts.isEmpty)
        #expect(draft.recorded(with: nil).whereabouts == [.joined("ada", 1), .joined("bo", 1), .joined("ada", 2)])
        draft.take(
            try .saying(#""do":"breakout-leave","id":"l""#, by: Participant(id: "ada", role: .attendee)))
        #expect(draft.floor.counted.groups.counts == [1: 1] && draft.floor.counted.groups["ada"] == nil)
        // And at the close nobody is in any
        draft.take(try .saying(#""do":"close","id":"c","really":true"#, by: .facilitator))
        #expect(draft.floor.counted.groups.isEmpty && draft.recorded(with: nil).whereabouts.last == .forgotten)
    }

    @Test func `who is placed comes to the smallest group that meets remotely, and stays where they are`() throws {
        var draft = Draft(of: Self.floor(), at: .afternoon)
        for device in ["ada", "bo", "cy", "ada"] { draft.take(try join(device)) }
        #expect(["ada", "bo", "cy"].map { draft.floor.counted.groups[.init($0)] } == [3, 4, 3])
        // Mixed ones before those in the room
        let groups = Groups()
        func placed(_ settings: Breakout.Setting?...) -> Int? {
            let bodies = settings.enumerated().map {
                Line.Body.breakoutFormed($0 + 1, Breakout.Plan("Group \($0)", setting: $1))
            }
            return groups.place("ada", among: Minutes(Entry.run(bodies)).breakouts.all)
        }
        #expect(placed(.room, .mixed, nil) == 2 && placed(.room, nil) == 2 && placed(.room) == 1 && placed() == nil)
    }
}
