import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Who may do what in a series` {
    /// Written out by hand, so that a change of the table is noticed.
    private static let chairs: Set<Role> = [.organiser, .facilitator]
    private static let readers: Set<Role> = [.attendee, .facilitator, .organiser]
    private static let table: [SeriesCommand.Kind: Set<Role>] = [
        .plan: [.organiser], .schedule: [.organiser], .hold: [.organiser],
        .propose: chairs, .confirm: chairs, .decline: chairs, .reopen: chairs, .review: chairs, .answer: chairs,
        .addPaper: chairs, .dropPaper: chairs,
        .comment: readers, .publishComment: chairs, .declineComment: chairs,
        .askWord: readers, .explain: [.organiser, .linkPerson], .dropWord: [.organiser, .linkPerson],
        .suggestInvitee: readers,
    ]

    /// What only staff may read of it.
    private static let sentIn: Set<SeriesCommand.Kind> = [.comment, .askWord, .suggestInvitee]

    @Test(arguments: SeriesCommand.Kind.allCases, Role.allCases)
    func `a role may do what the table says and nothing else`(kind: SeriesCommand.Kind, role: Role) throws {
        // Given a series in which each command has something to work on
        let book = try Self.book()
        let command = try #require(Self.commands(in: book).first { $0.kind == kind })
        let mayDo = try #require(Self.table[kind]).contains(role)
        // When somebody in this role asks for it
        let answer = Result { () throws(Refusal) in try book.ruling(on: command, from: .acting(role), at: .afternoon) }
        // Then it is ruled on, under the role's name and for who may read it, or refused by kind and role
        if mayDo {
            let line = try answer.get()
            #expect(line.by == role)
            #expect(line.audience == (Self.sentIn.contains(kind) ? .staff : .everyone))
        } else {
            #expect(answer == .failure(.notPermittedInSeries(kind, role)))
        }
    }

    @Test func `every command has been asked once`() throws {
        #expect(Set(Self.commands(in: try Self.book()).map(\.kind)) == Set(SeriesCommand.Kind.allCases))
        #expect(Set(Self.table.keys) == Set(SeriesCommand.Kind.allCases))
    }

    @Test(arguments: SeriesCommand.Kind.allCases)
    func `who may not do it is not told what it would have come to`(kind: SeriesCommand.Kind) throws {
        // Given commands that would be refused for what they say
        let book = SeriesBook.founded()
        let command = try #require(Self.commands(in: try Self.book()).first { $0.kind == kind })
        for role in Role.allCases where !kind.permitted.contains(role) {
            // Then the role is refused first
            #expect(throws: Refusal.notPermittedInSeries(kind, role)) {
                try book.ruling(on: command, from: .acting(role), at: .afternoon)
            }
        }
    }

    /// Two meetings, a settled point, an open one, a proposal, a paper, a comment and a word that wait.
    private static func book() throws -> SeriesBook {
        var book = SeriesBook.founded(meetings: ["First", "Second"], settled: ["Pilots end by themselves."])
        try book.hear(.addPaper(nil, Paper(meeting: 1, title: "Draft", address: "https://x.org/draft")))
        try book.hear(.comment(CommentWording(point: 1, text: "Add the date.")))
        try book.hear(.askWord("PIA"))
        try book.hear(.propose(nil, .open("How far"), from: nil))
        return book
    }

    private static func commands(in book: SeriesBook) -> [SeriesCommand] {
        let line = Series.Source(meeting: 1, line: Position(4))
        let proposal = book.ledger.position
        return [
            .plan(.sharing), .schedule(nil, ScheduledMeeting(title: "Third")), .hold(1, RecordID("a")),
            .propose(nil, .open("Who pays"), from: line), .confirm(proposal, by: .facilitator),
            .decline(proposal, reason: "Said twice"), .reopen(1, by: "Dilys", reason: "New law", at: line),
            .review(line, ActionReview(.done, outcome: "It went out.")), .answer(line, "Papers go out earlier."),
            .addPaper(1, Paper(meeting: 1, title: "Second draft", address: "https://x.org/draft")), .dropPaper(1),
            .comment(CommentWording(paper: 1, text: "Page 4 is unclear.")), .publishComment(1, words: nil),
            .declineComment(1, reason: "Off topic"), .askWord("Gateway"),
            .explain(1, Glossary.Explanation(term: "PIA", text: "What might go wrong.")), .dropWord(1),
            .suggestInvitee("Somebody who was refused a credit."),
        ]
    }
}
