import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `A series is founded and planned` {
    @Test func `the first line of its record is its plan, said by whoever founds it`() throws {
        let line = try SeriesBook.founding(.sharing, by: .organiser)
        #expect(line == Line(.series(.planned(.sharing)), by: .organiser))
        #expect(SeriesBook(replaying: [Entry(Position(1), at: .afternoon, line)]).ledger.series == .sharing)
    }

    @Test func `a plan that is changed stands as it is said, and keeps the board`() throws {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        let plan = Series(title: "Sharing less data", timeZone: "Europe/Paris", strands: [Series.Strand("Health")])
        try book.hear(.plan(plan))
        #expect(book.ledger.series == plan)
        // A strand that only points still carry is named after those of the plan
        #expect(book.ledger.strandNames == ["Health", "Research"])
        #expect(book.ledger.points.count == 1)
    }

    @Test(arguments: [
        Series(title: " "), Series(title: "T", timeZone: "Mars/Olympus"),
        Series(title: String(repeating: "x", count: 301)),
        Series(title: "T", purpose: ""), Series(title: "T", strands: [Series.Strand("A"), Series.Strand(" a ")]),
        Series(title: "T", strands: [Series.Strand("")]),
        Series(title: "T", strands: (0...Limit.strands).map { Series.Strand("S\($0)") }),
        Series(title: "T", strands: [Series.Strand("A", milestones: [String](repeating: "M", count: 21))]),
        Series(title: "T", strands: [Series.Strand("A", premise: "\u{0}")]),
        Series(title: "T", targets: [Series.Target(share: 10)]),
        Series(title: "T", targets: [Series.Target(sector: .media, region: "Wales", share: 10)]),
        Series(title: "T", targets: [Series.Target(region: "Wales", share: 101)]),
        Series(title: "T", targets: [Series.Target(region: "Wales", share: -1)]),
        Series(title: "T", targets: [Series.Target](repeating: Series.Target(sector: .media, share: 1), count: 31)),
    ])
    func `a plan that cannot stand is refused, when founded and when changed`(plan: Series) {
        #expect(throws: Refusal.self) { try SeriesBook.founding(plan, by: .organiser) }
        #expect(throws: Refusal.self) {
            try SeriesBook.founded().ruling(on: .plan(plan), from: .organiser, at: .afternoon)
        }
    }
}

@Suite struct `The schedule of a series` {
    @Test func `a meeting that is entered gets the next number, and one that is changed keeps its own`() throws {
        var book = SeriesBook.founded()
        try book.hear(.schedule(nil, ScheduledMeeting(title: "First")))
        try book.hear(.schedule(nil, ScheduledMeeting(title: "Second")))
        try book.hear(.schedule(1, ScheduledMeeting(title: "First, again")))
        #expect(book.ledger.meetings.map(\.number) == [1, 2])
        #expect(book.ledger.meetings.map(\.meeting.title) == ["First, again", "Second"])
    }

    @Test func `who has it in a calendar hears of a change of time, length, place and standing, and of no other`()
        throws
    {
        var book = SeriesBook.founded()
        var meeting = ScheduledMeeting(title: "First", startsAt: .afternoon, minutes: 60, place: "Leeds")
        try book.hear(.schedule(nil, meeting))
        func changed(_ change: (inout ScheduledMeeting) -> Void) throws -> Int? {
            change(&meeting)
            try book.hear(.schedule(1, meeting))
            return book.ledger[meeting: 1]?.sequence
        }
        #expect(try changed { $0.title = "First open meeting" } == 0)
        #expect(try changed { $0.readBy = "2026-09-17" } == 0)
        #expect(try changed { $0.setting = .mixed } == 0)
        #expect(try changed { $0.startsAt = Instant.afternoon.advanced(byMilliseconds: 1) } == 1)
        #expect(try changed { $0.minutes = 90 } == 2)
        #expect(try changed { $0.place = "York" } == 3)
        #expect(try changed { $0.standing = .cancelled } == 4)
        #expect(try changed { _ in } == 4)
    }

    @Test func `a meeting that was moved says when it was to begin, one that only got its day does not`() throws {
        var book = SeriesBook.founded()
        let later = Instant.afternoon.advanced(byMilliseconds: 86_400_000)
        try book.hear(.schedule(nil, ScheduledMeeting(title: "First")))
        try book.hear(.schedule(1, ScheduledMeeting(title: "First", startsAt: .afternoon)))
        #expect(book.ledger[meeting: 1]?.movedFrom == nil)
        try book.hear(.schedule(1, ScheduledMeeting(title: "First", startsAt: later)), at: later)
        #expect(book.ledger[meeting: 1]?.movedFrom == .afternoon)
        #expect(book.ledger[meeting: 1]?.changedAt == later)
    }

    @Test(arguments: [
        ScheduledMeeting(title: ""), ScheduledMeeting(title: "T", place: " "), ScheduledMeeting(title: "T", minutes: 0),
        ScheduledMeeting(title: "T", minutes: 10_081), ScheduledMeeting(title: "T", readBy: "2026-02-30"),
        ScheduledMeeting(title: "T", readBy: "soon"),
        ScheduledMeeting(title: "T", startsAt: Instant(milliseconds: -1)),
        ScheduledMeeting(title: "T", startsAt: Instant(milliseconds: Limit.time + 1)),
    ])
    func `a meeting that cannot be is refused`(meeting: ScheduledMeeting) {
        let book = SeriesBook.founded(meetings: ["First"])
        for number in [nil, 1] {
            #expect(throws: Refusal.self) {
                try book.ruling(on: .schedule(number, meeting), from: .organiser, at: .afternoon)
            }
        }
    }

    @Test func `what is on no schedule is not changed, and holds no meeting`() {
        let book = SeriesBook.founded(meetings: ["First"])
        #expect(throws: Refusal.notScheduled(2)) {
            try book.ruling(on: .schedule(2, ScheduledMeeting(title: "T")), from: .organiser, at: .afternoon)
        }
        #expect(throws: Refusal.notScheduled(2)) {
            try book.ruling(on: .hold(2, RecordID("a")), from: .organiser, at: .afternoon)
        }
    }

    @Test func `a meeting is held once, and a record is that of one meeting`() throws {
        var book = SeriesBook.founded(meetings: ["First", "Second"])
        try book.hear(.hold(1, RecordID("a")))
        #expect(book.ledger.number(of: RecordID("a")) == 1)
        #expect(throws: Refusal.meetingHeld(1)) { try book.hear(.hold(1, RecordID("b"))) }
        #expect(throws: Refusal.meetingHeld(1)) { try book.hear(.hold(2, RecordID("a"))) }
        // And a change of the schedule does not let go of it
        try book.hear(.schedule(1, ScheduledMeeting(title: "First, moved", record: RecordID("c"))))
        #expect(book.ledger[meeting: 1]?.meeting.record == RecordID("a"))
    }
}

@Suite struct `The position board` {
    @Test func `a proposal changes nothing until it is confirmed`() throws {
        var book = SeriesBook.founded()
        let wording = Point.Wording(
            strand: "Fraud", standing: .disputed, text: "How far", options: ["A", "B"], evidence: "E", nextQuestion: "Q"
        )
        try book.hear(.propose(nil, wording, from: nil), from: .facilitator)
        #expect(book.ledger.points.isEmpty && book.ledger.proposals.map(\.wording) == [wording])
        try book.hear(.confirm(book.ledger.position, by: .facilitator), from: .facilitator)
        #expect(book.ledger[point: 1]?.wording == wording && book.ledger.proposals.isEmpty)
    }

    @Test func `a point remembers how it came to what it is`() throws {
        var book = SeriesBook.founded(meetings: ["First"])
        let source = Series.Source(meeting: 1, line: Position(41))
        let votes = Point.Votes(question: "Is it?", options: ["For", "Against"], remote: [2, 1], room: [9, 0])
        try book.hear(.propose(nil, .open("How far"), from: source))
        try book.hear(.confirm(book.ledger.position, by: .facilitator))
        try book.hear(.propose(1, .settled("Research only"), from: nil))
        try book.hear(.confirm(book.ledger.position, by: .hands(meeting: 1, poll: 2, votes: votes)))
        try book.hear(.reopen(1, by: " Dilys ", reason: " New law ", at: source))
        let steps = try #require(book.ledger[point: 1]?.history)
        #expect(
            steps.map(\.change) == [
                .confirmed(.open("How far"), by: .facilitator),
                .confirmed(.settled("Research only"), by: .hands(meeting: 1, poll: 2, votes: votes)),
                .reopened(by: "Dilys", reason: "New law"),
            ])
        #expect(steps.map(\.source) == [source, nil, source])
    }

    @Test func `what is settled is not gone over again but by reopening`() throws {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        for wording in [Point.Wording.open("Pilots end by themselves."), .settled("Pilots go on.")] {
            #expect(throws: Refusal.pointIs(1, .settled)) { try book.hear(.propose(1, wording, from: nil)) }
        }
        try book.hear(.reopen(1, by: "Dilys", reason: "New law", at: nil))
        #expect(book.ledger[point: 1]?.wording == .open("Pilots end by themselves."))
        #expect(book.ledger[point: 1]?.settled == nil)
        try book.settle(1, "Pilots go on.")
        #expect(book.ledger[point: 1]?.wording == .settled("Pilots go on."))
    }

    @Test func `the same words may be confirmed once more`() throws {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        try book.settle(1, "pilots  END by themselves.")
        #expect(book.ledger[point: 1]?.history.count == 2)
    }

    @Test func `a proposal for what was settled meanwhile is stale, until the point is reopened`() throws {
        var book = SeriesBook.founded()
        try book.hear(.propose(nil, .open("How far"), from: nil))
        try book.hear(.confirm(book.ledger.position, by: .facilitator))
        // Given two proposals for one point, of which the second is confirmed
        try book.hear(.propose(1, .settled("All uses"), from: nil))
        let stale = book.ledger.position
        try book.settle(1, "Research only")
        // Then the first does not undo it
        #expect(throws: Refusal.pointIs(1, .settled)) { try book.hear(.confirm(stale, by: .facilitator)) }
        #expect(book.ledger[point: 1]?.wording == .settled("Research only"))
        // And it still waits, to be declined or, once the point is open, confirmed
        #expect(book.ledger.proposals.map(\.position) == [stale])
        try book.hear(.reopen(1, by: "Dilys", reason: "New law", at: nil))
        try book.hear(.confirm(stale, by: .facilitator))
        #expect(book.ledger[point: 1]?.wording == .settled("All uses"))
    }

    @Test func `a proposal is decided upon once`() throws {
        var book = SeriesBook.founded()
        try book.hear(.propose(nil, .open("How far"), from: nil))
        let proposal = book.ledger.position
        try book.hear(.decline(proposal, reason: "Said twice"))
        #expect(throws: Refusal.unknownProposal(proposal)) { try book.hear(.confirm(proposal, by: .facilitator)) }
        #expect(throws: Refusal.unknownProposal(proposal)) { try book.hear(.decline(proposal, reason: "Again")) }
        #expect(throws: Refusal.unknownProposal(Position(1))) { try book.hear(.confirm(Position(1), by: .facilitator)) }
        // And the number it would have had is nobody else's
        try book.settle(nil, "Research only")
        #expect(book.ledger.points.map(\.number) == [2])
    }

    @Test func `only what is settled is reopened`() throws {
        var book = SeriesBook.founded()
        try book.hear(.propose(nil, .open("How far"), from: nil))
        try book.hear(.confirm(book.ledger.position, by: .facilitator))
        #expect(throws: Refusal.pointIs(1, .open)) { try book.hear(.reopen(1, by: "D", reason: "R", at: nil)) }
        #expect(throws: Refusal.unknownPoint(2)) { try book.hear(.reopen(2, by: "D", reason: "R", at: nil)) }
        #expect(throws: Refusal.unknownPoint(2)) { try book.hear(.propose(2, .open("x"), from: nil)) }
    }

    @Test func `reopening says who asks and why, declining says why`() throws {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        try book.hear(.propose(nil, .open("How far"), from: nil))
        let proposal = book.ledger.position
        for command: SeriesCommand in [
            .reopen(1, by: " ", reason: "R", at: nil), .reopen(1, by: "D", reason: "", at: nil),
            .decline(proposal, reason: " "),
        ] {
            #expect(throws: Refusal.self) { try book.hear(command) }
        }
        #expect(book.ledger[point: 1]?.settled != nil && book.ledger.proposals.count == 1)
    }

    @Test(arguments: [
        Point.Wording.open("x", strand: "Health"), .open(""), .open(String(repeating: "x", count: 4001)),
        .open("\u{7}"),
        Point.Wording(strand: "Research", standing: .disputed, text: "x", options: [""]),
        Point.Wording(strand: "Research", standing: .disputed, text: "x", options: [String](repeating: "o", count: 11)),
        Point.Wording(strand: "Research", standing: .open, text: "x", evidence: " "),
        Point.Wording(strand: "Research", standing: .open, text: "x", nextQuestion: "a\nb"),
    ])
    func `a wording that cannot stand is refused`(wording: Point.Wording) {
        #expect(throws: Refusal.self) {
            try SeriesBook.founded().ruling(on: .propose(nil, wording, from: nil), from: .organiser, at: .afternoon)
        }
    }

    @Test func `where it was said is a meeting of the schedule`() {
        let book = SeriesBook.founded(meetings: ["First"], settled: ["Pilots end by themselves."])
        let nowhere = Series.Source(meeting: 2, line: Position(1))
        for command: SeriesCommand in [
            .propose(nil, .open("x"), from: nowhere), .reopen(1, by: "D", reason: "R", at: nowhere),
            .review(nowhere, ActionReview(.done, outcome: "O")), .answer(nowhere, "A"),
        ] {
            #expect(throws: Refusal.notScheduled(2)) { try book.ruling(on: command, from: .organiser, at: .afternoon) }
        }
        // And there a line or a question whose number a record can have
        for source in [
            Series.Source(meeting: 1, line: .start), Series.Source(meeting: 1, line: Position(.max)),
            Series.Source(meeting: 1, question: 0), Series.Source(meeting: 1, question: .max),
        ] {
            let command = SeriesCommand.propose(nil, .open("x"), from: source)
            #expect(throws: Refusal.self) { try book.ruling(on: command, from: .organiser, at: .afternoon) }
        }
    }

    @Test func `a board holds as many proposals as somebody can look through`() throws {
        var book = SeriesBook.founded()
        for _ in 0..<Limit.proposals { try book.hear(.propose(nil, .open("x"), from: nil)) }
        #expect(throws: Refusal.tooMany(what: "proposals that wait", limit: Limit.proposals)) {
            try book.hear(.propose(nil, .open("x"), from: nil))
        }
    }
}

@Suite struct `What became of it` {
    @Test func `an action is reviewed as often as there is something to say, and feedback answered anew`() throws {
        var book = SeriesBook.founded(meetings: ["First"])
        let line = Series.Source(meeting: 1, line: Position(44))
        try book.hear(.review(line, ActionReview(.ongoing, outcome: " Half is in. ")), from: .facilitator)
        try book.hear(.review(line, ActionReview(.done, outcome: "All is in.")))
        #expect(
            book.ledger.reviews[line]?.map(\.review) == [
                ActionReview(.ongoing, outcome: "Half is in."), ActionReview(.done, outcome: "All is in."),
            ])
        try book.hear(.answer(line, "Papers go out earlier."))
        try book.hear(.answer(line, "Papers go out a week before."), from: .facilitator)
        #expect(book.ledger.answers == [line: "Papers go out a week before."])
    }

    @Test func `both are about a line, and say something`() {
        let book = SeriesBook.founded(meetings: ["First"])
        let whole = Series.Source(meeting: 1)
        let line = Series.Source(meeting: 1, line: Position(44))
        for command: SeriesCommand in [
            .review(whole, ActionReview(.done, outcome: "O")), .answer(whole, "A"),
            .review(line, ActionReview(.done, outcome: " ")), .answer(line, " "),
        ] {
            #expect(throws: Refusal.self) { try book.ruling(on: command, from: .organiser, at: .afternoon) }
        }
    }
}
