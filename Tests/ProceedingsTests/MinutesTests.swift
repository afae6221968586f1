import Proceedings
import TestSupport
import Testing

@Suite struct `Minutes, once every entry has been taken` {
    private static let plan = Meeting(
        title: "M", agenda: [AgendaItem(number: 1, title: "A"), AgendaItem(number: 2, title: "B")], attribution: .role)

    private static func second(_ position: Int) -> Instant {
        .afternoon.advanced(byMilliseconds: Int64(position - 1) * 1000)
    }

    @Test func `nothing taken is a planned meeting`() {
        let minutes = Minutes()
        #expect(
            minutes.phase == .planned && minutes.position == .start && minutes.notes.isEmpty && minutes.highestItem == 0
        )
        #expect(minutes == Minutes([Entry]()))
    }

    @Test func `the course of the meeting is told with its times`() {
        let minutes = Minutes(Entry.run([.planned(Self.plan), .opened, .paused, .resumed, .closed]))
        #expect(minutes.phase == .closed)
        #expect(minutes.times.opened == Self.second(2) && minutes.times.closed == Self.second(5))
        #expect(minutes.notes.map(\.kind) == [.opened, .paused, .resumed, .closed])
        #expect(Minutes(Entry.run([.planned(Self.plan), .opened, .paused])).phase == .paused)
    }

    @Test func `progress follows what is taken up and closed`() {
        // Given two items taken up in turn, and the second closed
        var minutes = Minutes(Entry.run([.planned(Self.plan), .opened, .itemTakenUp(1), .summary("x")]))
        #expect(minutes.currentItem?.title == "A" && minutes.progress.takenUpAt == Self.second(3))
        #expect(minutes.note(Position(4))?.item == 1)
        minutes.take(Entry(Position(5), at: Self.second(5), Line(.itemTakenUp(2))))
        #expect(
            minutes.progress.current == 2 && minutes.progress.takenUpAt == Self.second(5)
                && minutes.progress.done == [1])
        // When it is closed, then nothing is under discussion
        minutes.take(Entry(Position(6), at: Self.second(6), Line(.itemClosed(2))))
        #expect(
            minutes.progress.current == nil && minutes.progress.takenUpAt == nil && minutes.progress.done == [1, 2])
        #expect(minutes.currentItem == nil)
        // And what is noted then belongs to no item
        minutes.take(Entry(Position(7), at: Self.second(7), Line(.summary("y"))))
        #expect(minutes.note(Position(7)).map(\.item) == .some(nil))
        // And an item taken up again is not done
        minutes.take(Entry(Position(8), at: Self.second(8), Line(.itemTakenUp(1))))
        #expect(minutes.progress.done == [2])
    }

    @Test func `the agenda is as it was last said`() {
        let minutes = Minutes(
            Entry.run([
                .planned(Self.plan), .itemAdded(AgendaItem(number: 3, title: "C")),
                .itemChanged(AgendaItem(number: 1, title: "A2")),
                .itemDropped(2), .attributionChanged(.none), .speakerAdded(.dilys),
                .speakerAdded(Speaker(name: "Dilys Owen", aliases: ["d"])),
            ]))
        #expect(minutes.meeting.agenda.map(\.title) == ["A2", "C"] && minutes.highestItem == 3)
        #expect(minutes.meeting.attribution == .none)
        #expect(minutes.speakers.map(\.aliases) == [["d"]])
    }

    @Test(arguments: [
        Line.Body.topic("x", level: 2), .speech("x", speaker: "Chair"), .speech("x", speaker: nil), .summary("x"),
        .scene("x"), .decision("x"),
        .disagreement("x"), .action("x", owner: "Bo", due: "2027-01-01"),
    ])
    func `a correction changes the words of a note and nothing else`(body: Line.Body) {
        let minutes = Minutes(Entry.run([body, .correction(of: Position(1), to: "y")]))
        #expect(minutes.notes.map(\.body) == [body.reworded("y")])
        #expect(minutes.notes.map(\.correctedAt) == [Self.second(2)])
        #expect(body.words == "x" && body.reworded("y").words == "y")
    }

    @Test func `a retraction takes words, mark, language and correction, and leaves the place`() {
        // Given a corrected key moment in Welsh
        let line = Line(.summary("x"), language: .welsh)
        var minutes = Minutes([Entry(Position(1), at: .afternoon, line)])
        for body in [Line.Body.keyMoment(of: Position(1)), .correction(of: Position(1), to: "y")] {
            minutes.take(Entry(minutes.position.next, at: .afternoon, Line(body)))
        }
        #expect(minutes.notes.map(\.isKeyMoment) == [true] && minutes.notes.map(\.language) == [.welsh])
        // When it is taken back
        minutes.take(Entry(Position(4), at: Self.second(4), Line(.retraction(of: Position(1)))))
        // Then the notice says when
        let note = minutes.note(Position(1))
        #expect(note?.kind == .summary && note?.retractedAt == Self.second(4))
        #expect(note?.body == nil && note?.language == nil && note?.correctedAt == nil && note?.isKeyMoment == false)
        // And a correction that comes late brings no words back
        minutes.take(Entry(Position(5), at: Self.second(5), Line(.correction(of: Position(1), to: "z"))))
        #expect(minutes.note(Position(1)).map(\.body) == .some(nil))
    }

    @Test(arguments: Line.Kind.allCases)
    func `an erased entry keeps its place where readers would see it`(kind: Line.Kind) {
        let minutes = Minutes([Entry(position: Position(1), acceptedAt: .afternoon, content: .erased(kind))])
        #expect(minutes.position == Position(1))
        #expect(minutes.notes.map(\.kind) == (kind.isShown ? [kind] : []))
        #expect(minutes.notes.allSatisfy { $0.body == nil })
        #expect(kind.isShown || !kind.isNote)
    }

    @Test func `a withheld entry moves the position and nothing else`() {
        var minutes = Minutes(Entry.run([.planned(Self.plan), .opened]))
        let before = minutes
        minutes.take(Entry(position: Position(3), acceptedAt: .afternoon, content: .withheld))
        #expect(minutes.position == Position(3) && minutes.notes == before.notes && minutes.phase == .open)
    }

    @Test func `a notice about a line that is not there changes nothing`() {
        let unknown = Position(99)
        let minutes = Minutes(
            Entry.run([
                .summary("x"), .correction(of: unknown, to: "y"), .retraction(of: unknown), .keyMoment(of: unknown),
                .itemClosed(9),
            ]))
        #expect(minutes.notes.map(\.body) == [.summary("x")])
    }
}
