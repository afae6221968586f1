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
        try play.run(commands: 250)
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

/// Plays random commands; what is refused is passed over.
private struct RandomMeeting {
    private(set) var chamber = Chamber()
    private(set) var entries: [Entry] = []
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func run(commands: Int) throws {
        let plan = Meeting(
            title: "M", agenda: [AgendaItem(number: 1, title: "Welcome"), AgendaItem(number: 2, title: "Groups")])
        take(try Chamber.founding(plan, speakers: [.dilys, Speaker(name: "Bo")], by: .organiser), at: .afternoon)
        for step in 0..<commands {
            let now = Instant.afternoon.advanced(byMilliseconds: Int64(step) * 7_000)
            let command = command()
            let author = Participant.acting(dice.pick(Role.allCases))
            guard
                case .success(let lines) = Result(catching: { () throws(Refusal) in
                    try chamber.ruling(on: command, from: author, at: now)
                })
            else { continue }
            take(lines, at: now)
        }
    }

    mutating func someCommands(count: Int) -> [Command] { (0..<count).map { _ in command() } }

    /// The record after the words of every retracted line, and of its corrections, were deleted, and those of every
    /// question that was amended, withdrawn or unpublished.
    var entriesAsKept: [Entry] {
        let emptied = Self.emptiedByQuestions(entries)
        let gone = Set(
            entries.compactMap { entry -> Position? in
                guard case .retraction(let target) = entry.line?.body else { return nil }
                return target
            })
        return entries.map { entry in
            guard let line = entry.line else { return entry }
            if emptied.contains(entry.position) {
                return entry.holding(line.audience == .everyone ? .erased(line.kind) : .withheld)
            }
            if gone.contains(entry.position) { return entry.holding(.erased(line.kind)) }
            if case .correction(let target, _, _) = line.body, gone.contains(target) {
                return entry.holding(.erased(.correction))
            }
            return entry
        }
    }

    private static func emptiedByQuestions(_ entries: [Entry]) -> Set<Position> {
        var emptied: Set<Position> = []
        var askings: [Int: [Position]] = [:]
        var publications: [Int: [Position]] = [:]
        var wishes: [Int: [Position]] = [:]
        for entry in entries {
            switch entry.line?.body {
            case .questionReceived(let number, _, _): askings[number, default: []].append(entry.position)
            case .questionAmended(let number, _, _, _):
                emptied.formUnion(askings[number, default: []])
                askings[number, default: []].append(entry.position)
            case .questionWithdrawn(let number): emptied.formUnion(askings[number, default: []])
            case .questionPublished(let number, _, _, _): publications[number, default: []].append(entry.position)
            case .questionUnpublished(let number, _): emptied.formUnion(publications[number, default: []])
            case .turnAsked(let number, _, _), .turnQueued(let number, _):
                wishes[number, default: []].append(entry.position)
            case .turnLeft(let number): emptied.formUnion(wishes[number, default: []])
            default: break
            }
        }
        return emptied
    }

    private mutating func take(_ lines: [Line], at now: Instant) {
        for line in lines {
            let entry = Entry(chamber.minutes.position.next, at: now, line)
            chamber.apply(entry)
            entries.append(entry)
        }
    }

    private mutating func question(_ number: Int) -> Command {
        let other = Int.random(in: 0...6, using: &dice)
        switch Int.random(in: 0..<18, using: &dice) {
        case 0...3: return .ask(Question.Wording("Question \(number)", name: dice.pick([nil, "Ada"])))
        case 4: return .amend(number, words: "Amended \(other)")
        case 5: return .withdraw(number)
        case 6...8: return .publish(number, words: dice.pick([nil, nil, "Changed \(other)"]))
        case 9: return .decline(number, reason: "Reason \(other)")
        case 10: return .merge(number, into: other)
        case 11: return .split(number, words: ["Part 1", "Part 2"])
        case 12: return .unpublish(number, reason: "Reason \(other)")
        case 13, 14: return .place(number, dice.pick(Question.Place.allCases))
        case 15: return .answer(number, by: Position(Int.random(in: 0...entries.count, using: &dice)))
        case 16: return .takeAway(number, owner: dice.pick([nil, "Bo"]), due: dice.pick([nil, "2026-10-01"]))
        default: return dice.pick([.pauseQuestions, .resumeQuestions, .setModeration(.none), .setModeration(.before)])
        }
    }

    private mutating func floor(_ number: Int) -> Command {
        switch Int.random(in: 0..<14, using: &dice) {
        case 0...4:
            return .joinList(
                Turn.Wish(
                    name: dice.pick([nil, "Ada", "Mary"]), kind: dice.pick(Turn.Kind.allCases),
                    remark: dice.pick([nil, "We pay."])))
        case 5: return .leaveList(dice.pick([nil, number]))
        case 6: return .postpone(dice.pick([nil, number]))
        case 7...9: return .call(dice.pick([nil, number]), really: Bool.random(using: &dice))
        case 10: return .endTurn
        case 11: return .lastWord(number)
        case 12: return .readRemark(number)
        default: return dice.pick([.closeList, .reopenList, .setTurnTime(60), .setTurnTime(nil)])
        }
    }

    private mutating func command() -> Command {
        let line = Position(Int.random(in: 0...entries.count + 2, using: &dice))
        let number = Int.random(in: 0...6, using: &dice)
        switch Int.random(in: 0..<72, using: &dice) {
        case 40...59: return question(number)
        case 60...71: return floor(number)
        case 0, 1: return .open
        case 2: return .pause
        case 3: return .resume
        case 4: return .close(really: false)
        case 5:
            return .addItem(
                title: "Item \(number)", purpose: dice.pick(AgendaItem.Purpose.allCases), minutes: nil, presenter: nil)
        case 6: return .changeItem(AgendaItem(number: number, title: "Changed \(number)"))
        case 7: return .dropItem(number: number)
        case 8: return .takeUp(number: number)
        case 9: return .nextItem(really: Bool.random(using: &dice))
        case 10: return .closeItem(number: number)
        case 11...14: return .correct(line, text: "Corrected \(number)")
        case 15, 16: return .retract(line)
        case 17...19: return .markKeyMoment(line)
        case 20:
            return .addSpeaker(
                Speaker(name: "Speaker \(number)", attribution: dice.pick([nil, .named, Attribution.none])))
        case 21: return .setAttribution(dice.pick(Attribution.allCases))
        case 22: return .plan(Meeting(title: "Plan \(number)"))
        default:
            let text = dice.pick([
                "words \(number)", "do: words", "Bo: *soft* words", "# Title", "# Welcome", "## Sub", "+ agreed",
                "- not agreed", "/scene Lunch",
                "/next Bo to write by 26 March", "… more", "s/words/parole/", "/hide", "/key", "/cy geiriau \(number)",
                "/item next", "\\literal", "/a answer", "/a 2: answer", "/q From the room",
            ])
            return .write(text: text, language: dice.pick([nil, .welsh]), attribution: dice.pick([nil, nil, .role]))
        }
    }
}
