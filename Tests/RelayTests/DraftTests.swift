import Foundation
import Procedure
import Proceedings
import Recorder
import TestSupport
import Testing
import Transport

@testable import Relay

@Suite struct `A batch being ruled on` {
    private static let now = Instant(milliseconds: 1_790_000_000_000)
    private static let listing = Listing(
        record: RecordID("r"), slug: "meeting", visibility: .listed, title: "Old title", startsAt: nil,
        phase: .planned, joinCode: "123456", createdAt: now, closedAt: nil)

    private func draft(_ floor: Floor, _ submissions: Submission...) -> Draft {
        var draft = Draft(of: floor, at: Self.now)
        for submission in submissions { draft.take(submission) }
        return draft
    }

    @Test func `each command is decided on what the ones before it made`() throws {
        // Given a planned meeting, and a batch that opens it between two lines
        let draft = draft(
            .holding(), try .writing("Too early.", id: "c-1"),
            try .saying(#""do":"open","id":"c-2""#, by: .facilitator),
            try .writing("In time.", id: "c-3"), try .saying(#""do":"retract","id":"c-4","line":3"#))
        // Then the first is refused and the others stand, without a gap
        #expect(draft.outcomes.map(\.1.word) == ["not-open", "2", "3", "4"])
        #expect(draft.entries.map(\.position.number) == [2, 3, 4])
        #expect(draft.entries.allSatisfy { $0.acceptedAt == Self.now })
    }

    @Test func `one id in one batch is one line`() throws {
        // Given a batch in which a line comes twice, and other words under its id
        let draft = draft(
            .holding(.opened), try .writing("Once."), try .writing("Once."), try .writing("Other."),
            try .writing("The chair's own.", by: .facilitator))
        #expect(draft.outcomes.map(\.1.word) == ["3", "3", "id-reused", "4"])
        #expect(draft.recorded(with: Self.listing).receipts.count == 2)
    }

    @Test func `keys in another order are the same command`() throws {
        let draft = draft(
            .holding(.opened), try .saying(#""do":"write","id":"c","text":"One.""#),
            try .saying(#""text":"One.","later":true,"id":"c","do":"write""#))
        #expect(draft.outcomes.map(\.1.word) == ["3", "3"])
    }

    @Test func `a receipt whose words were withdrawn still answers`() throws {
        let receipt = RecordStore.Receipt(
            participant: "scribe", clientID: "c-1", digest: [], positions: [Position(3)])
        let floor = Floor.holding(.opened, .summary("x"), .retraction(of: Position(3)), receipts: [receipt])
        #expect(draft(floor, try .writing("x")).outcomes.map(\.1.word) == ["3"])
    }

    @Test func `a refused batch leaves nothing to record`() throws {
        let draft = draft(.holding(), try .writing("Too early."))
        #expect(draft.entries.isEmpty)
        #expect(draft.recorded(with: Self.listing).receipts.isEmpty)
    }

    @Test func `a retraction takes the words of the line and of its corrections, also of the same batch`() throws {
        let draft = draft(
            .holding(.opened, .summary("one")), try .saying(#""do":"correct","id":"c-1","line":3,"text":"two""#),
            try .saying(#""do":"retract","id":"c-2","line":3"#))
        #expect(draft.recorded(with: Self.listing).withdrawn == [Position(3), Position(4)])
        #expect(draft.floor.words == ["-", "-", "-", "-", "-"])
    }

    @Test func `the list of meetings follows the record`() throws {
        // Given a meeting opened
        let opened = draft(.holding(), try .saying(#""do":"open","id":"c""#, by: .facilitator)).listing(
            from: Self.listing)
        #expect((opened.title, opened.phase, opened.joinCode) == ("Third open meeting", .open, "123456"))
        // When it closes, then its code goes
        let closed = draft(.holding(.opened), try .saying(#""do":"close","id":"c""#, by: .facilitator))
            .listing(from: Self.listing)
        #expect((closed.phase, closed.joinCode, closed.closedAt) == (.closed, nil, Self.now))
        #expect(!closed.needsJoinCode)
    }

    @Test func `an unfinished line is no command`() {
        #expect(throws: (any Error).self) { try Submission.saying(#""do":"draft","text":"x""#) }
    }
}

@Suite struct `Lines being typed` {
    private let peer = Peer(number: 1)

    private let start = Moment.now

    private func at(_ milliseconds: Int) -> Moment { start + .milliseconds(milliseconds) }

    @Test func `the first is passed on at once and the next waits half a second, as its newest words`() {
        var drafts = Drafts()
        let tags = [("a", 0), ("ab", 10), ("abc", 20)].map { drafts.type($0, by: peer, at: at($1)) }
        #expect(tags == ["s1", nil, nil])
        let shown = [499, 500, 2000].map { drafts.due(at: at($0)).map(\.text) }
        #expect(shown == [[], ["abc"], []])
    }

    @Test func `two scribes have tags of their own, and keep them from line to line`() {
        var drafts = Drafts()
        let tags = [
            drafts.type("a", by: peer, at: at(0)), drafts.type("b", by: Peer(number: 2), at: at(0)),
            drafts.finish(peer, hasLeft: false), drafts.type("c", by: peer, at: at(600)),
        ]
        #expect(tags == ["s1", "s2", "s1", "s1"])
    }

    @Test func `what was never shown needs no end`() {
        var drafts = Drafts()
        let never = drafts.finish(peer, hasLeft: true)
        _ = drafts.type("", by: peer, at: at(0))
        let empty = drafts.finish(peer, hasLeft: false)
        _ = drafts.type("x", by: peer, at: at(1000))
        let shown = drafts.finish(peer, hasLeft: true)
        let due = drafts.due(at: at(9000))
        #expect(never == nil && empty == nil && shown == "s1" && due.isEmpty)
    }
}
