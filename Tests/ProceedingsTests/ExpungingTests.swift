import Proceedings
import TestSupport
import Testing

@Suite struct `What goes from a record` {
    private static let name = "Ann Quill"
    private static let plan = Meeting(
        title: "M",
        agenda: [
            AgendaItem(number: 1, title: "A", presenter: name), AgendaItem(number: 2, title: "Ann Quill’s paper"),
        ])

    /// What a reader is left with: the entries with everything carried out.
    private static func carriedOut(_ entries: [Entry], _ wish: Expunging.Wish) -> [Entry] {
        let expunging = Expunging(entries)
        let plan = expunging.plan(wish)
        let lines = expunging.lines(
            erasing: plan.positions, places: plan.places, words: plan.words, ground: .request, reference: nil,
            by: .organiser)
        return entries
            + lines.enumerated().map {
                Entry(Position(entries.count + 1 + $0), at: .afternoon.advanced(byMilliseconds: 99_000), $1)
            }
    }

    private static func says(_ entries: [Entry], _ words: String) -> Bool {
        entries.expunged.contains { $0.line?.passages.contains { $0.words.contains(words) } ?? false }
    }

    @Test func `a plan is said again without the name, and everything else of it stays`() {
        let entries = Entry.run([.planned(Self.plan), .opened, .itemTakenUp(2), .itemChanged(Self.plan.agenda[0])])
        let after = Self.carriedOut(entries, .init(name: "ann  quill", takesMentions: true))
        let minutes = Minutes(after)
        #expect(minutes.meeting.title == "M" && minutes.meeting.agenda.map(\.number) == [1, 2])
        #expect(minutes.meeting.agenda[0].presenter == nil && minutes.meeting.agenda[1].title == "…’s paper")
        #expect(minutes.progress.current == 2 && !Self.says(after, "Quill"))
    }

    @Test func `taking a record with its words, or without them, comes to the same`() {
        let entries = Entry.run([
            .planned(Self.plan), .opened, .speech("We pay.", speaker: Self.name), .keyMoment(of: Position(3)),
            .questionReceived(1, Question.Wording("Who?", name: Self.name), asker: "ann"),
            .questionPublished(1, Question.Wording("Who?", name: Self.name), isEdited: false, splitFrom: nil),
            .questionMoved(1, to: .onNow), .turnQueued(1, Turn.Wish(name: Self.name)), .turnCalled(1),
            .summary("Nothing."),
        ])
        let after = Self.carriedOut(entries, .init(name: Self.name))
        #expect(Minutes(after) == Minutes(after.expunged))
        let minutes = Minutes(after)
        let note = minutes.note(Position(3))
        #expect(note?.body == nil && note?.isKeyMoment == false)
        #expect(note?.erased?.ground == .request && note?.erased?.by == .organiser)
        #expect(minutes.questions[1] == nil && minutes.questions.all.isEmpty)
        #expect(minutes.questions.highest == 1 && minutes.speakersList.highest == 1 && minutes.questions.onNow == nil)
        #expect(minutes.note(Position(10))?.body == .summary("Nothing."))
    }

    @Test func `what a line said first, and says now, goes with it`() {
        let heading = Breakout.Heading(breakout: 1, name: "Energy", prompt: 1, asked: "Where?")
        let copy = Breakout.Heading(
            breakout: 1, name: "Energy", prompt: 1, asked: "Where?", origin: Position(2))
        let entries = Entry.run([
            .breakoutFormed(1, Breakout.Plan("Energy")), .report("We differ.", under: heading),
            .correction(of: Position(2), to: "We agree."), .report("We agree.", under: copy),
            .correction(of: Position(4), to: "All agree."), .summary("Other."),
        ])
        for line in 2...5 {
            let plan = Expunging(entries).plan(.init(lines: [Position(line)]))
            #expect(plan.positions == Set((2...5).map { Position($0) }))
        }
    }

    @Test func `that a device was barred goes with the last that says whose it is`() {
        let entries = Entry.run([
            .planned(Meeting(title: "M")),
            .questionReceived(1, Question.Wording("Who?", name: Self.name), asker: "ann"), .participantBarred("ann"),
            .participantUnbarred("ann"), .participantBarred("ann"),
            .questionReceived(2, Question.Wording("Why?", name: "Bo"), asker: "bo"), .participantBarred("bo"),
        ])
        let after = Self.carriedOut(entries, .init(name: Self.name))
        #expect(Minutes(after) == Minutes(after.expunged))
        #expect(Minutes(after).safeguards.barred.keys.map(\.text) == ["bo"])
        #expect(Expunging(entries).plan(.init(lines: [Position(2)])).positions == [Position(2)])
    }

    @Test func `what is for staff and was kept long enough goes, devices and words to look out for too`() {
        let entries = Entry.run([
            .planned(Meeting(title: "M")), .wordsWatched(["damn"]), .participantBarred("ann"),
            .participantUnbarred("ann"),
        ])
        let plan = Expunging(entries).plan(.init(lines: [Position(2), Position(3), Position(4)], isAlone: true))
        #expect(plan.unfit == [] && plan.positions.count == 3)
    }

    @Test func `a list of words is said again without the name, and what was noticed by it goes only if mentions do`() {
        let noticed = Question.Noticed(words: [Self.name], name: nil)
        let entries = Entry.run([
            .planned(Meeting(title: "M")), .wordsWatched(["damn", Self.name]),
            .questionReceived(1, Question.Wording("Is Ann Quill paid?"), asker: "bo", noticed: noticed),
        ])
        let after = Self.carriedOut(entries, .init(name: Self.name))
        #expect(Minutes(after).safeguards.watched == ["damn", Line.gap] && Minutes(after).questions[1] != nil)
        let last = Self.carriedOut(entries, .init(name: Self.name, takesMentions: true))
        #expect(Minutes(last).questions[1] == nil && !Self.says(last, "Quill"))
    }

    @Test func `a name is found as words of their own only`() {
        let entries = Entry.run([
            .summary("Annual quills."), .summary("Said Ann Quill, then left."), .speech("Yes.", speaker: "ANN QUILL"),
            .summary("Ann Quilling."),
        ])
        let found = Expunging(entries).naming(Self.name)
        #expect(found.asName == [Position(3)] && found.inWords == [Position(2)])
    }

    @Test func `a line that says how something stands is not emptied without a name`() {
        let entries = Entry.run([.planned(Self.plan), .opened, .summary("x")])
        let plan = Expunging(entries).plan(.init(lines: [Position(1), Position(2), Position(3), Position(9)]))
        #expect(plan.unfit == [Position(1), Position(2), Position(9)] && plan.positions == [Position(3)])
    }

    @Test func `a message that goes is taken down, and none before it comes back`() {
        let entries = Entry.run([.announced("First."), .announced("Ask Ann Quill.")])
        let after = Self.carriedOut(entries, .init(name: Self.name, takesMentions: true))
        #expect(Minutes(after).signs.notice == nil)
    }

    @Test func `a point of the board that quotes a line is said again without it`() {
        let quoted = "Kumquat tariffs end by Michaelmas"
        func wording(_ text: String) -> Point.Wording {
            Point.Wording(strand: "Trade", standing: .settled, text: text)
        }
        let entries = Entry.run([
            .series(.planned(Series(title: "S"))),
            .series(.pointProposed(1, wording("It is agreed: \(quoted)."), from: Series.Source(meeting: 1))),
            .series(.pointConfirmed(of: Position(2), by: .facilitator)),
        ])
        let expunging = Expunging(entries)
        let plan = expunging.plan(.init(), repeating: [quoted])
        #expect(plan.gone == [Position(2): .repeated])
        let lines = expunging.lines(
            erasing: plan.positions, places: plan.places, words: plan.words, ground: .mistake, reference: nil,
            by: .organiser)
        let after = entries + lines.enumerated().map { Entry(Position(4 + $0), at: .afternoon, $1) }
        let ledger = Ledger(after)
        #expect(ledger[point: 1]?.wording == wording("It is agreed: …."))
        #expect(ledger[point: 1]?.history.last?.source == Series.Source(meeting: 1) && ledger.proposals.isEmpty)
    }

    @Test func `where the words are not known any more, the whole field goes`() {
        let entries = Entry.run([.planned(Self.plan)])
        let lines = Expunging(entries).lines(
            erasing: [Position(1)], places: [Position(1): ["meeting.agenda.0.presenter", "meeting.title"]],
            ground: .request, reference: nil, by: nil)
        guard case .planned(let meeting) = lines.first?.body else { return #expect(Bool(false)) }
        #expect(meeting.title == "…" && meeting.agenda[0].presenter == nil && meeting.agenda[0].title == "A")
    }
}
