import Proceedings
import TestSupport
import Testing

@Suite struct `The ledger of a series` {
    private static let plan = Series(title: "Sharing", strands: [Series.Strand("Research")])

    private static func ledger(_ acts: Series.Act...) -> Ledger {
        Ledger(Entry.run(([.planned(plan)] + acts).map { .series($0) }))
    }

    private static func wording(
        _ standing: Point.Standing, _ text: String = "x", strand: String = "Research"
    )
        -> Point.Wording
    { Point.Wording(strand: strand, standing: standing, text: text) }

    @Test func `before its first entry it is empty, and stands at the start`() {
        let ledger = Ledger()
        #expect(ledger.position == .start && ledger.series == Series(title: ""))
        #expect(ledger.meetings.isEmpty && ledger.points.isEmpty && ledger.proposals.isEmpty && ledger.papers.isEmpty)
        #expect(ledger.next(at: .afternoon) == nil && ledger.strandNames.isEmpty)
    }

    @Test func `it stands at its last entry, also where that is of no series`() {
        let ledger = Ledger(Entry.run([.series(.planned(Self.plan)), .summary("a note that does not belong here")]))
        #expect(ledger.position == Position(2) && ledger.series == Self.plan)
    }

    @Test func `it meets next at the earliest time to come of a meeting that is not cancelled`() {
        let times: [Int64] = [-1000, 3000, 1000, 2000]
        let standings: [ScheduledMeeting.Standing] = [.confirmed, .confirmed, .cancelled, .provisional]
        let acts = zip(times, standings).enumerated().map { place, meeting in
            Series.Act.meetingScheduled(
                place + 1,
                ScheduledMeeting(
                    title: "M", startsAt: Instant.afternoon.advanced(byMilliseconds: meeting.0), standing: meeting.1))
        }
        let ledger = Ledger(
            Entry.run((acts + [.meetingScheduled(5, ScheduledMeeting(title: "No day"))]).map { .series($0) }))
        #expect(ledger.next(at: .afternoon) == Instant.afternoon.advanced(byMilliseconds: 2000))
        #expect(
            ledger.next(at: Instant.afternoon.advanced(byMilliseconds: 2000))
                == Instant.afternoon.advanced(byMilliseconds: 3000))
        #expect(ledger.next(at: Instant.afternoon.advanced(byMilliseconds: 3000)) == nil)
    }

    @Test func `a meeting is known by its record`() {
        let held = ScheduledMeeting(title: "First", record: RecordID("a"))
        let ledger = Self.ledger(
            .meetingScheduled(1, ScheduledMeeting(title: "First")), .meetingScheduled(1, held),
            .meetingScheduled(2, ScheduledMeeting(title: "Second")))
        #expect(ledger.number(of: RecordID("a")) == 1 && ledger.number(of: RecordID("b")) == nil)
        // To hold it is no change that calendars must hear of
        #expect(ledger[meeting: 1]?.sequence == 0 && ledger[meeting: 3] == nil && ledger.highestMeeting == 2)
    }

    @Test func `a point is what was confirmed last, and knows when it was settled`() {
        let ledger = Self.ledger(
            .pointProposed(1, Self.wording(.open), from: nil), .pointConfirmed(of: Position(2), by: .facilitator),
            .pointProposed(1, Self.wording(.settled, "y"), from: Series.Source(meeting: 1)),
            .pointConfirmed(of: Position(4), by: .facilitator))
        let point = ledger[point: 1]
        #expect(point?.wording == Self.wording(.settled, "y"))
        #expect(point?.settled?.at == Instant.afternoon.advanced(byMilliseconds: 4000))
        #expect(point?.settled?.source == Series.Source(meeting: 1))
        #expect(point?.history.count == 2)
    }

    @Test func `proposals wait in the order made, and keep their number from others`() {
        let ledger = Self.ledger(
            .pointProposed(1, Self.wording(.open), from: nil), .pointProposed(2, Self.wording(.open), from: nil),
            .pointProposed(3, Self.wording(.open), from: nil), .pointDeclined(of: Position(3), reason: "Twice"))
        #expect(ledger.proposals.map(\.number) == [1, 3] && ledger.highestPoint == 3 && ledger.points.isEmpty)
    }

    @Test func `what was decided about nothing changes nothing`() {
        let ledger = Self.ledger(
            .pointConfirmed(of: Position(9), by: .facilitator), .pointDeclined(of: Position(9), reason: "x"),
            .pointReopened(9, by: "D", reason: "R", at: nil), .paperDropped(9), .wordDropped(9))
        #expect(ledger.points.isEmpty && ledger.papers.isEmpty && ledger.glossary.explained.isEmpty)
        #expect(ledger.position == Position(6))
    }

    @Test func `strands are those of the plan in order, then those that only points carry`() {
        let ledger = Self.ledger(
            .pointProposed(1, Self.wording(.open, strand: "Water"), from: nil),
            .pointConfirmed(of: Position(2), by: .facilitator),
            .pointProposed(2, Self.wording(.open, strand: "Air"), from: nil),
            .pointConfirmed(of: Position(4), by: .facilitator),
            .pointProposed(3, Self.wording(.open, strand: "Only proposed"), from: nil))
        #expect(ledger.strandNames == ["Research", "Air", "Water"])
    }

    @Test func `a comment that was published and taken down has its words still, for staff`() {
        let words = CommentWording(point: 1, text: "Add the date.")
        let ledger = Self.ledger(
            .commentReceived(1, words, by: "ada"), .commentPublished(1, words),
            .commentDeclined(1, reason: "Names a person"))
        #expect(ledger.comments[1]?.state == .declined(reason: "Names a person"))
        #expect(ledger.comments[1]?.published == nil && ledger.comments[1]?.asked == words)
        #expect(ledger.comments.all(of: "ada").map(\.number) == [1] && ledger.comments.all(of: "bo").isEmpty)
        #expect(ledger.comments.waiting(of: "ada") == 0)
    }

    @Test func `who may not read what came in has what was decided about it`() {
        // Given the record as the public has it: what came in is withheld
        let words = CommentWording(point: 1, text: "Add the date.")
        let acts: [Series.Act] = [
            .commentReceived(1, words, by: "ada"), .commentReceived(2, words, by: "bo"), .commentPublished(1, words),
            .commentDeclined(2, reason: "Off topic"), .wordAsked(1, term: "PIA"), .inviteeSuggested("Somebody"),
        ]
        let entries = Entry.run(acts.map { .series($0) }).map { entry in
            [1, 2, 5, 6].contains(entry.position.number) ? entry.holding(.withheld) : entry
        }
        let ledger = Ledger(entries)
        #expect(ledger.comments[1]?.published == words && ledger.comments[1]?.asked == nil)
        #expect(ledger.comments[2]?.state == .declined(reason: "Off topic") && ledger.comments.highest == 2)
        #expect(ledger.glossary.asked.isEmpty && ledger.suggestions.isEmpty)
    }

    @Test func `words stand in the order of the alphabet, whatever their capitals`() {
        let terms = ["gateway", "Bulk share", "PIA", "apple"]
        let acts = terms.enumerated().map {
            Series.Act.wordExplained($0 + 1, Glossary.Explanation(term: $1, text: "Plain words."))
        }
        let ledger = Ledger(Entry.run((acts + [.wordAsked(5, term: "Asked")]).map { .series($0) }))
        #expect(ledger.glossary.explained.map(\.term) == ["apple", "Bulk share", "gateway", "PIA"])
        #expect(ledger.glossary.word(" pia ")?.number == 3 && ledger.glossary.word("Pi") == nil)
        #expect(ledger.glossary.asked.map(\.term) == ["Asked"])
    }

    @Test(arguments: [
        Series.Act.meetingScheduled(1, ScheduledMeeting(title: "M")),
        .pointProposed(1, Point.Wording(strand: "Research", standing: .open, text: "x"), from: nil),
        .paperAdded(1, Paper(meeting: 1, title: "P", address: "https://x.org")),
        .commentPublished(1, CommentWording(point: 1, text: "x")),
        .wordExplained(1, Glossary.Explanation(term: "x", text: "x")),
    ])
    func `a number whose words are gone is not given again`(act: Series.Act) {
        // Given one that was erased
        let entries = Entry.run([.series(.planned(Self.plan)), .series(act)])
        let erased = entries.map { $0.position == Position(2) ? $0.holding(.erased(act.kind)) : $0 }
        func highest(_ ledger: Ledger) -> [Int] {
            [
                ledger.highestMeeting, ledger.highestPoint, ledger.highestPaper, ledger.comments.highest,
                ledger.glossary.highest,
            ]
        }
        // Then the next one would have the number after it
        #expect(highest(Ledger(erased)) == highest(Ledger(entries)))
        #expect(highest(Ledger(entries)).reduce(0, +) == 1)
    }
}
