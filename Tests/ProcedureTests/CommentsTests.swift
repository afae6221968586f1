import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Comments as the rules have them` {
    private static let visitor = Participant(id: "d1", role: .attendee)

    /// A series with one point and one paper.
    private func book() -> SeriesBook {
        let acts: [Series.Act] = [
            .planned(Series(title: "Sharing", strands: [Series.Strand("Research")])),
            .meetingScheduled(1, ScheduledMeeting(title: "First")),
            .pointProposed(1, Point.Wording(strand: "Research", standing: .open, text: "One"), from: nil),
            .pointConfirmed(of: Position(3), by: .facilitator),
            .paperAdded(1, Paper(meeting: 1, title: "Draft", address: "https://example.org")),
        ]
        return SeriesBook(replaying: Entry.run(acts.map { .series($0) }))
    }

    private func comment(point: Int? = 1, paper: Int? = nil, _ text: String = "Words") -> SeriesCommand {
        .comment(Comment.Wording(point: point, paper: paper, text: text))
    }

    @Test func `five of one device may wait, and more once one of them was looked at`() throws {
        var book = book()
        for _ in 1...5 { try book.hear(comment(), from: Self.visitor) }
        #expect(throws: Refusal.tooMany(what: "comments of yours that wait", limit: 5)) {
            try book.hear(comment(), from: Self.visitor)
        }
        try book.hear(comment(), from: Participant(id: "d2", role: .attendee))
        try book.hear(.declineComment(2, reason: "Off topic"), from: .facilitator)
        try book.hear(comment(), from: Self.visitor)
        #expect(book.ledger.comments.all(of: Self.visitor.id).map(\.number) == [1, 2, 3, 4, 5, 7])
    }

    @Test func `three hundred may wait of all together`() throws {
        var book = book()
        for number in 0..<300 {
            try book.hear(comment(), from: Participant(id: .init("d\(number / 5)"), role: .attendee))
        }
        #expect(throws: Refusal.queueFull(limit: 300)) { try book.hear(comment(), from: Self.visitor) }
        try book.hear(.publishComment(300, words: nil), from: .organiser)
        try book.hear(comment(), from: Participant(id: "late", role: .attendee))
    }

    @Test func `it is about one point or one paper that is there, and is published with changes by who may`() throws {
        var book = book()
        #expect(throws: Refusal.unknownPoint(9)) { try book.hear(comment(point: 9), from: Self.visitor) }
        #expect(throws: Refusal.unknownPaper(9)) { try book.hear(comment(point: nil, paper: 9), from: Self.visitor) }
        #expect(throws: Refusal.self) { try book.hear(comment(paper: 1), from: Self.visitor) }
        #expect(throws: Refusal.noToken) { try book.hear(comment(), from: Participant(id: "", role: .attendee)) }
        let received = try book.hear(comment(point: nil, paper: 1, "Ann says no"), from: Self.visitor)
        #expect(received.audience == .staff)
        for role in [Role.attendee, .scribe, .voice, .linkPerson] {
            #expect(throws: Refusal.notPermittedInSeries(.publishComment, role)) {
                try book.hear(.publishComment(1, words: nil), from: .acting(role))
            }
        }
        let published = try book.hear(.publishComment(1, words: "One says no"), from: .facilitator)
        #expect(published.audience == .everyone)
        let kept = try #require(book.ledger.comments[1])
        #expect(kept.asked?.text == "Ann says no" && kept.published?.text == "One says no")
        #expect(kept.published?.subject == .paper(1))
    }

    @Test func `whom to invite is for staff alone`() throws {
        var book = book()
        #expect(try book.hear(.suggestInvitee("The carers"), from: Self.visitor).audience == .staff)
        #expect(book.ledger.suggestions.map(\.words) == ["The carers"])
    }
}

extension SeriesBook {
    @discardableResult
    fileprivate mutating func hear(_ command: SeriesCommand, from author: Participant) throws(Refusal) -> Line {
        let line = try ruling(on: command, from: author, at: .afternoon)
        apply(Entry(ledger.position.next, at: .afternoon, line))
        return line
    }
}
