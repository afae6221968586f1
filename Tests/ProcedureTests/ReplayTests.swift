import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Replaying the record gives the same chamber` {
    @Test(arguments: 0..<30)
    func `whatever was asked, in whatever order`(round: Int) throws {
        // Given a meeting ruled on hundreds of random commands
        let seed = UInt64(0x0f20_0000 + round)
        var play = RandomMeeting(seed: seed)
        try play.run(commands: 500)
        #expect(play.entries.count > 10, "seed \(seed)")
        // When the record is replayed, live and from the JSON it was stored as
        let stored = try play.entries.map { entry in
            guard let line = entry.line else { return entry }
            let bytes = try JSONEncoder().encode(line)
            return entry.holding(.present(try JSONDecoder().decode(Line.self, from: bytes)))
        }
        // Then it is the same chamber
        #expect(Chamber(replaying: play.entries) == play.chamber, "seed \(seed)")
        #expect(Chamber(replaying: stored) == play.chamber, "seed \(seed)")
        // And so it is with the words of retracted lines deleted, as the recorder does
        #expect(Chamber(replaying: play.entriesAsKept) == play.chamber, "seed \(seed)")
        // And each of its lines may be taken in elsewhere
        for line in play.entries.compactMap(\.line) { try Limit.numbers(of: line) }
        // And positions have no gap
        #expect(play.entries.map(\.position.number) == Array(1...play.entries.count))
    }

    @Test(arguments: 0..<10)
    func `an entry is taken whether present, withheld or erased`(round: Int) throws {
        // Given a random meeting, of which random entries are withheld or erased
        let seed = UInt64(0x0f30_0000 + round)
        var play = RandomMeeting(seed: seed)
        try play.run(commands: 200)
        var dice = Dice(seed: seed)
        let thinned = play.entries.map { entry in
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: entry.holding(.withheld)
            case 1: entry.line.map { entry.holding(.erased($0.kind)) } ?? entry
            default: entry
            }
        }
        // When they are taken, then none fails, and the position is that of the last
        var chamber = Chamber(replaying: thinned)
        #expect(chamber.minutes.position == play.chamber.minutes.position)
        // And the chamber goes on ruling
        for text in ["words", "/hide", "/key", "s/a/b/", "… more", "/item next", "# Welcome"] {
            let answer = Result { () throws(Refusal) in try chamber.write(text) }
            if case .success(let lines) = answer { #expect(!lines.isEmpty, "seed \(seed)") }
        }
    }

    @Test func `a ruling changes nothing`() throws {
        var play = RandomMeeting(seed: 0x0f40)
        try play.run(commands: 100)
        let before = play.chamber
        for command in play.someCommands(count: 200) {
            for role in Role.allCases {
                _ = Result { () throws(Refusal) in
                    try play.chamber.ruling(on: command, from: .acting(role), at: .afternoon)
                }
            }
        }
        #expect(play.chamber == before)
    }

    @Test func `a number whose item was erased is not given again`() throws {
        var entries = Chamber.holding(agenda: ["A"])
        try entries.hear(.addItem(title: "B", purpose: .inform, minutes: nil, presenter: nil))
        let erased: [Entry] = Entry.run([
            .planned(Meeting(title: "M", agenda: [AgendaItem(number: 1, title: "A")])), .opened,
            .itemAdded(AgendaItem(number: 2, title: "B")),
        ]).map { $0.position == Position(3) ? $0.holding(.erased(.itemAdded)) : $0 }
        #expect(Chamber(replaying: erased).minutes.highestItem == entries.minutes.highestItem)
    }
}
