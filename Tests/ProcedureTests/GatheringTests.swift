import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Comments gathered for the next agenda` {
    private static let plan = Series(title: "Sharing", strands: [Series.Strand("Research")])
    private static func wording(_ text: String) -> Point.Wording {
        Point.Wording(strand: "Research", standing: .open, text: text)
    }

    /// A series with two points, a paper and one meeting on the schedule; entries are a second apart.
    private func ledger(_ acts: [Series.Act], meetingAt startsAt: Instant? = nil) -> Ledger {
        let before: [Series.Act] = [
            .planned(Self.plan), .meetingScheduled(1, ScheduledMeeting(title: "First", startsAt: startsAt)),
            .pointProposed(1, Self.wording("One"), from: nil), .pointConfirmed(of: Position(3), by: .facilitator),
            .pointProposed(2, Self.wording("Two"), from: nil), .pointConfirmed(of: Position(5), by: .facilitator),
            .paperAdded(1, Paper(meeting: 1, title: "Draft", address: "https://example.org")),
        ]
        return Ledger(Entry.run((before + acts).map { .series($0) }))
    }

    private func published(_ number: Int, point: Int? = nil, paper: Int? = nil) -> [Series.Act] {
        let wording = Comment.Wording(point: point, paper: paper, text: "Words \(number)")
        return [.commentReceived(number, wording, by: "d"), .commentPublished(number, wording)]
    }

    @Test func `before the first meeting all that was published is gathered, by point and then paper`() {
        let waits = Series.Act.commentReceived(4, Comment.Wording(point: 1, text: "Waits"), by: "d")
        let ledger = ledger(
            published(1, paper: 1) + published(2, point: 2) + published(3, point: 1) + [waits]
                + published(5, point: 2) + [.commentDeclined(3, reason: "Off topic")])
        let gathering = Gathering(ledger, minutes: [:], at: .afternoon)
        #expect(gathering.since == nil && gathering.count == 3)
        #expect(gathering.groups.map(\.subject) == [.point(2), .paper(1)])
        #expect(gathering.groups.map { $0.comments.map(\.number) } == [[2, 5], [1]])
    }

    @Test func `what was published since the last meeting began is gathered, and what was there before is not`() {
        // Given a comment published 8 s after the start, and one after 10 s
        let ledger = ledger(published(1, point: 1) + published(2, point: 1))
        func minutes(openedAfter seconds: Int64) -> Minutes {
            Minutes([
                Entry(Position(1), at: .afternoon, Line(.planned(Meeting(title: "First")))),
                Entry(Position(2), at: .afternoon.advanced(byMilliseconds: seconds * 1000), Line(.opened)),
            ])
        }
        let between = Gathering(ledger, minutes: [1: minutes(openedAfter: 9)], at: .afternoon)
        #expect(between.since == .afternoon.advanced(byMilliseconds: 9000))
        #expect(between.groups.map { $0.comments.map(\.number) } == [[2]])
        #expect(Gathering(ledger, minutes: [1: minutes(openedAfter: 20)], at: .afternoon).count == 0)
        // And a meeting whose page is there but that has not opened is not the last
        let planned = Minutes([Entry(Position(1), at: .afternoon, Line(.planned(Meeting(title: "First"))))])
        #expect(Gathering(ledger, minutes: [1: planned], at: .afternoon).count == 2)
    }

    @Test func `a meeting without a page of its own has begun when its time on the schedule has come`() {
        let start = Instant.afternoon.advanced(byMilliseconds: 9000)
        let ledger = ledger(published(1, point: 1) + published(2, point: 1), meetingAt: start)
        #expect(Gathering(ledger, minutes: [:], at: start).groups.map { $0.comments.map(\.number) } == [[2]])
        #expect(Gathering(ledger, minutes: [:], at: .afternoon).count == 2)
    }
}
