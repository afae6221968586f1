import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Replaying a series` {
    @Test(arguments: 0..<20)
    func `gives the same series`(round: Int) throws {
        let seed = UInt64(0x5e71_0000 + round)
        var play = RandomSeries(seed: seed)
        try play.run(commands: 800)
        #expect(SeriesBook(replaying: play.entries) == play.book, "seed \(seed)")
        #expect(play.entries.map(\.position.number) == Array(1...play.entries.count))
        #expect(play.entries.count > 100, "seed \(seed)")
    }

    @Test(arguments: 0..<10)
    func `takes every entry whether present, withheld or erased, and goes on ruling`(round: Int) throws {
        let seed = UInt64(0x5e72_0000 + round)
        var play = RandomSeries(seed: seed)
        try play.run(commands: 200)
        var dice = Dice(seed: seed)
        let thinned = play.entries.map { entry in
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: entry.holding(.withheld)
            case 1: entry.line.map { entry.holding(.erased($0.kind)) } ?? entry
            default: entry
            }
        }
        let book = SeriesBook(replaying: thinned)
        #expect(book.ledger.position == play.book.ledger.position)
        #expect(SeriesBook(replaying: thinned) == book)
        for command in play.someCommands(count: 200) {
            _ = Result { () throws(Refusal) in try book.ruling(on: command, from: .organiser, at: .afternoon) }
        }
    }

    @Test(arguments: 0..<10)
    func `never gives a number again, though the words that had it are gone`(round: Int) throws {
        // Given a series of which every line that everyone may read and that gave a number is erased
        let seed = UInt64(0x5e73_0000 + round)
        var play = RandomSeries(seed: seed)
        try play.run(commands: 200)
        let giving: Set<Line.Kind> = [
            .meetingScheduled, .pointProposed, .paperAdded, .commentPublished, .wordExplained,
        ]
        let erased = play.entries.map { entry in
            entry.line.map { giving.contains($0.kind) ? entry.holding(.erased($0.kind)) : entry } ?? entry
        }
        let (before, after) = (play.book.ledger, SeriesBook(replaying: erased).ledger)
        // Then what is new has a higher one
        #expect(after.highestMeeting >= before.highestMeeting, "seed \(seed)")
        #expect(after.highestPoint >= before.highestPoint, "seed \(seed)")
        #expect(after.highestPaper >= before.highestPaper, "seed \(seed)")
        #expect(after.comments.highest >= before.comments.highest, "seed \(seed)")
        #expect(after.glossary.highest >= before.glossary.highest, "seed \(seed)")
    }

    @Test func `a ruling changes nothing`() throws {
        var play = RandomSeries(seed: 0x5e74)
        try play.run(commands: 100)
        let before = play.book
        for command in play.someCommands(count: 200) {
            for role in Role.allCases {
                _ = Result { () throws(Refusal) in
                    try play.book.ruling(on: command, from: .acting(role), at: .afternoon)
                }
            }
        }
        #expect(play.book == before)
    }

    @Test func `numbers count up without a gap while nothing is erased`() throws {
        var play = RandomSeries(seed: 0x5e75)
        try play.run(commands: 800)
        var given: [Line.Kind: [Int]] = [:]
        for entry in play.entries {
            switch Series.Act(entry.line) {
            case .meetingScheduled(let number, _), .pointProposed(let number, _, _), .paperAdded(let number, _),
                .commentReceived(let number, _, _), .wordAsked(let number, _), .wordExplained(let number, _):
                var kind = try #require(entry.line?.kind)
                if kind == .wordAsked { kind = .wordExplained }
                let highest = given[kind, default: [0]].max() ?? 0
                #expect(number <= highest + 1 && number > 0)
                given[kind, default: [0]].append(number)
            default: break
            }
        }
        #expect(given.keys.count == 5)
    }
}

/// Plays random commands; what is refused is passed over.
private struct RandomSeries {
    private(set) var book = SeriesBook()
    private(set) var entries: [Entry] = []
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func run(commands: Int) throws {
        take(try SeriesBook.founding(.sharing, by: .organiser), at: .afternoon)
        for step in 0..<commands {
            let command = command()
            let author = Participant.acting(dice.pick([.organiser, .organiser, .facilitator, .linkPerson, .attendee]))
            guard
                case .success(let line) = Result(catching: { () throws(Refusal) in
                    try book.ruling(on: command, from: author, at: .afternoon)
                })
            else { continue }
            take(line, at: Instant.afternoon.advanced(byMilliseconds: Int64(step) * 7_000))
        }
    }

    mutating func someCommands(count: Int) -> [SeriesCommand] { (0..<count).map { _ in command() } }

    private mutating func take(_ line: Line, at now: Instant) {
        let entry = Entry(book.ledger.position.next, at: now, line)
        book.apply(entry)
        entries.append(entry)
    }

    private mutating func command() -> SeriesCommand {
        let number = Int.random(in: 0...5, using: &dice)
        let source = dice.pick([
            nil, Series.Source(meeting: number), Series.Source(meeting: 1, line: Position(number)),
        ])
        let line = Series.Source(meeting: number, line: Position(7))
        let proposal =
            dice.pick(book.ledger.proposals.map { Optional($0.position) } + [nil]) ?? Position(number)
        switch Int.random(in: 0..<26, using: &dice) {
        case 0:
            return .plan(Series(title: "Plan \(number)", strands: [Series.Strand("Research"), Series.Strand("Fraud")]))
        case 1, 2: return .schedule(nil, ScheduledMeeting(title: "Meeting"))
        case 3, 4:
            return .schedule(
                number,
                ScheduledMeeting(
                    title: "Meeting \(number)", startsAt: dice.pick([nil, .afternoon]), minutes: dice.pick([nil, 60]),
                    standing: dice.pick(ScheduledMeeting.Standing.allCases)))
        case 5: return .hold(number, RecordID(dice.pick(["a", "b", "c"])))
        case 6...8: return .propose(dice.pick([nil, number]), wording(), from: source)
        case 9...11: return .confirm(proposal, by: .facilitator)
        case 12: return .decline(proposal, reason: "Reason")
        case 13, 14: return .reopen(number, by: "Dilys", reason: "New law", at: source)
        case 15: return .review(line, ActionReview(dice.pick(ActionReview.State.allCases), outcome: "So it is."))
        case 16: return .answer(line, "Done about it: \(number)")
        case 17:
            return .addPaper(dice.pick([nil, number]), Paper(meeting: number, title: "T", address: "https://x.org"))
        case 18: return .dropPaper(number)
        case 19:
            return .comment(
                CommentWording(point: dice.pick([nil, number]), paper: dice.pick([nil, number]), text: "Words"))
        case 20: return .publishComment(number, words: dice.pick([nil, "Changed"]))
        case 21: return .declineComment(number, reason: "Reason")
        case 22: return .askWord("Word \(number)")
        case 23:
            return .explain(dice.pick([nil, number]), Glossary.Explanation(term: "Word \(number)", text: "Plain."))
        case 24: return .dropWord(number)
        default: return .suggestInvitee("Somebody \(number)")
        }
    }

    private mutating func wording() -> Point.Wording {
        Point.Wording(
            strand: dice.pick(["Research", "Fraud"]), standing: dice.pick(Point.Standing.allCases),
            text: dice.pick(["One", "Two", "Three"]))
    }
}
