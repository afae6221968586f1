import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Papers of a series` {
    private static func paper(_ title: String = "Draft", address: String? = "https://x.org/draft") -> Paper {
        Paper(meeting: 1, title: title, address: address, minutes: 20, items: [2, 3])
    }

    @Test func `a paper gets the next number, changes under its own, and takes it along when dropped`() throws {
        var book = SeriesBook.founded(meetings: ["First"])
        try book.hear(.addPaper(nil, Self.paper("One")), from: .facilitator)
        try book.hear(.addPaper(nil, Self.paper("Two")))
        try book.hear(.addPaper(2, Self.paper("Two, second draft")))
        #expect(book.ledger.papers.map(\.paper.title) == ["One", "Two, second draft"])
        try book.hear(.dropPaper(2))
        try book.hear(.addPaper(nil, Self.paper("Three")))
        #expect(book.ledger.papers.map(\.number) == [1, 3])
        #expect(throws: Refusal.unknownPaper(2)) { try book.hear(.dropPaper(2)) }
        #expect(throws: Refusal.unknownPaper(2)) { try book.hear(.addPaper(2, Self.paper())) }
    }

    @Test(arguments: [
        paper(""), paper(address: nil), paper(address: "javascript:alert(1)"), paper(address: "x.org/draft"),
        paper(address: "https://x.org/" + String(repeating: "x", count: Limit.address)),
        Paper(
            meeting: 1, title: "Both", address: "https://x.org",
            file: Paper.File(digest: "0", name: "a.pdf", type: .pdf, size: 1)),
        Paper(meeting: 1, title: "T", address: "https://x.org", minutes: 0),
        Paper(meeting: 1, title: "T", address: "https://x.org", items: [0]),
        Paper(meeting: 1, title: "T", address: "https://x.org", items: [.max]),
        Paper(meeting: 1, title: "T", address: "https://x.org", items: [Int](repeating: 1, count: 201)),
    ])
    func `a paper that cannot be read is refused`(paper: Paper) {
        let book = SeriesBook.founded(meetings: ["First"])
        #expect(throws: Refusal.self) { try book.ruling(on: .addPaper(nil, paper), from: .organiser, at: .afternoon) }
    }

    @Test func `a paper is for a meeting of the schedule, and for one there are at most a hundred`() throws {
        var book = SeriesBook.founded(meetings: ["First", "Second"])
        #expect(throws: Refusal.notScheduled(3)) {
            try book.hear(.addPaper(nil, Paper(meeting: 3, title: "T", address: "https://x.org")))
        }
        for _ in 0..<Limit.papers { try book.hear(.addPaper(nil, Self.paper())) }
        #expect(throws: Refusal.tooMany(what: "papers for one meeting", limit: Limit.papers)) {
            try book.hear(.addPaper(nil, Self.paper()))
        }
        #expect(throws: Never.self) {
            try book.hear(.addPaper(nil, Paper(meeting: 2, title: "T", address: "https://x.org")))
        }
    }
}

@Suite struct `Comments between meetings` {
    private static let words = CommentWording(point: 1, text: " Add the date. ", name: "Ada")
    private static let trimmed = CommentWording(point: 1, text: "Add the date.", name: "Ada")

    private static func commented() throws -> SeriesBook {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        try book.hear(.comment(words), from: .attendee)
        return book
    }

    @Test func `what comes in is for staff, what is published is another line for everyone`() throws {
        var book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        let received = try book.hear(.comment(Self.words), from: .attendee)
        #expect(received.audience == .staff && received.by == .attendee)
        #expect(Series.Act(received) == .commentReceived(1, Self.trimmed, by: Participant.attendee.id))
        let published = try book.hear(.publishComment(1, words: nil), from: .facilitator)
        #expect(published.audience == .everyone)
        #expect(Series.Act(published) == .commentPublished(1, Self.trimmed))
    }

    @Test func `a facilitator publishes it with changes, under the name it came with`() throws {
        var book = try Self.commented()
        try book.hear(.publishComment(1, words: "Add the dates."), from: .facilitator)
        #expect(book.ledger.comments[1]?.published == CommentWording(point: 1, text: "Add the dates.", name: "Ada"))
        #expect(book.ledger.comments[1]?.asked == Self.trimmed)
    }

    @Test func `it is decided upon once, and a decision may be turned round`() throws {
        var book = try Self.commented()
        let declined = try book.hear(.declineComment(1, reason: " Off topic "))
        #expect(declined.audience == .everyone && Series.Act(declined) == .commentDeclined(1, reason: "Off topic"))
        #expect(throws: Refusal.commentIs(1, .declined(reason: "Off topic"))) {
            try book.hear(.declineComment(1, reason: "Again"))
        }
        try book.hear(.publishComment(1, words: nil))
        #expect(throws: Refusal.commentIs(1, .published)) { try book.hear(.publishComment(1, words: nil)) }
        try book.hear(.declineComment(1, reason: "Names a person"))
        #expect(book.ledger.comments.published.isEmpty && book.ledger.comments[1]?.published == nil)
    }

    @Test func `nobody decides on what never came`() throws {
        var book = try Self.commented()
        #expect(throws: Refusal.unknownComment(2)) { try book.hear(.publishComment(2, words: nil)) }
        #expect(throws: Refusal.unknownComment(0)) { try book.hear(.declineComment(0, reason: "R")) }
    }

    @Test(arguments: [
        CommentWording(text: "x"), CommentWording(point: 1, paper: 1, text: "x"),
        CommentWording(point: 2, text: "x"),
        CommentWording(paper: 2, text: "x"), CommentWording(point: 1, text: " "),
        CommentWording(point: 1, text: String(repeating: "é", count: 501)),
        CommentWording(point: 1, text: "x", name: "a\nb"),
    ])
    func `a comment is about one thing that is there, and says something`(wording: CommentWording) throws {
        var book = SeriesBook.founded(meetings: ["First"], settled: ["Pilots end by themselves."])
        try book.hear(.addPaper(nil, Paper(meeting: 1, title: "T", address: "https://x.org")))
        #expect(throws: Refusal.self) { try book.hear(.comment(wording), from: .attendee) }
    }

    @Test func `a device has five that wait, staff as many as are taken`() throws {
        var book = try Self.commented()
        for _ in 2...Limit.questionsPerAsker { try book.hear(.comment(Self.words), from: .attendee) }
        #expect(throws: Refusal.tooMany(what: "comments of yours that wait", limit: Limit.questionsPerAsker)) {
            try book.hear(.comment(Self.words), from: .attendee)
        }
        try book.hear(.declineComment(1, reason: "R"))
        #expect(throws: Never.self) { try book.hear(.comment(Self.words), from: .attendee) }
        while book.ledger.comments.inReview.count < Limit.questionsInReview { try book.hear(.comment(Self.words)) }
        #expect(throws: Refusal.queueFull(limit: Limit.questionsInReview)) { try book.hear(.comment(Self.words)) }
    }

    @Test func `who has no token says nothing, and changes nothing`() {
        let book = SeriesBook.founded(settled: ["Pilots end by themselves."])
        let stranger = Participant(id: "", role: .attendee)
        for command: SeriesCommand in [.comment(Self.words), .askWord("PIA"), .suggestInvitee("Somebody")] {
            #expect(throws: Refusal.noToken) { try book.ruling(on: command, from: stranger, at: .afternoon) }
        }
    }
}

@Suite struct `Words and whom to invite` {
    private static func explanation(_ term: String, review: String? = nil, owner: String? = nil) -> Glossary.Explanation
    {
        Glossary.Explanation(term: term, text: "In plain words.", owner: owner, review: review)
    }

    @Test func `a word that is asked is for staff, one that is explained is for everyone`() throws {
        var book = SeriesBook.founded()
        let asked = try book.hear(.askWord(" PIA "), from: .attendee)
        #expect(asked.audience == .staff && Series.Act(asked) == .wordAsked(1, term: "PIA"))
        let explained = try book.hear(.explain(1, Self.explanation("PIA")), from: .acting(.linkPerson))
        #expect(explained.audience == .everyone && explained.by == .linkPerson)
        #expect(book.ledger.glossary.asked.isEmpty && book.ledger.glossary.explained.map(\.number) == [1])
    }

    @Test func `the same word is one word, whatever its capitals`() throws {
        var book = SeriesBook.founded()
        try book.hear(.askWord("PIA"), from: .attendee)
        #expect(throws: Refusal.wordIsKnown(1, isExplained: false)) { try book.hear(.askWord("pia"), from: .attendee) }
        // Given somebody explains it without naming its number
        try book.hear(.explain(nil, Self.explanation("Pia")))
        #expect(book.ledger.glossary.explained.map(\.number) == [1])
        #expect(throws: Refusal.wordIsKnown(1, isExplained: true)) { try book.hear(.askWord("PIA"), from: .attendee) }
        try book.hear(.explain(nil, Self.explanation("Gateway")))
        #expect(book.ledger.glossary.explained.map(\.term) == ["Gateway", "Pia"])
    }

    @Test func `a word that was dropped may be asked again, as another`() throws {
        var book = SeriesBook.founded()
        try book.hear(.askWord("PIA"), from: .attendee)
        try book.hear(.dropWord(1), from: .acting(.linkPerson))
        #expect(throws: Refusal.unknownWord(1)) { try book.hear(.dropWord(1)) }
        #expect(throws: Refusal.unknownWord(1)) { try book.hear(.explain(1, Self.explanation("PIA"))) }
        try book.hear(.askWord("PIA"), from: .attendee)
        #expect(book.ledger.glossary.asked.map(\.number) == [2])
    }

    @Test(arguments: [
        explanation(" "), explanation("PIA", review: "2026-13-01"), explanation("PIA", owner: ""),
        Glossary.Explanation(term: "PIA", text: " "), Glossary.Explanation(term: "PIA", text: "\u{0}"),
    ])
    func `an explanation that explains nothing is refused`(explanation: Glossary.Explanation) {
        #expect(throws: Refusal.self) {
            try SeriesBook.founded().ruling(on: .explain(nil, explanation), from: .organiser, at: .afternoon)
        }
    }

    @Test func `a word is no sentence`() throws {
        let book = SeriesBook.founded()
        let longest = String(repeating: "é", count: Limit.term)
        #expect(throws: Never.self) { try book.ruling(on: .askWord(" \(longest) "), from: .attendee, at: .afternoon) }
        for term in [longest + "x", "", "a\nb"] {
            #expect(throws: Refusal.self) { try book.ruling(on: .askWord(term), from: .attendee, at: .afternoon) }
        }
    }

    @Test func `words that wait keep nobody from explaining others`() throws {
        var book = SeriesBook.founded()
        for number in 1...Limit.wordsAsked { try book.hear(.askWord("Word \(number)"), from: .attendee) }
        #expect(throws: Refusal.queueFull(limit: Limit.wordsAsked)) {
            try book.hear(.askWord("One more"), from: .attendee)
        }
        #expect(throws: Never.self) { try book.hear(.explain(nil, Self.explanation("One more"))) }
        // And an answer makes room for the next that is asked for
        #expect(throws: Never.self) { try book.hear(.explain(nil, Self.explanation("word 7"))) }
        #expect(throws: Never.self) { try book.hear(.askWord("One more still"), from: .attendee) }
    }

    @Test func `a glossary explains a thousand words`() throws {
        var book = SeriesBook.founded()
        for number in 1...Limit.words { try book.hear(.explain(nil, Self.explanation("Word \(number)"))) }
        let full = Refusal.tooMany(what: "words of a glossary", limit: Limit.words)
        #expect(throws: full) { try book.hear(.explain(nil, Self.explanation("One more"))) }
        #expect(throws: Never.self) { try book.hear(.explain(nil, Self.explanation("word 7"))) }
    }

    @Test func `readers suggest so many a day, and the organiser as many as they like`() throws {
        var book = SeriesBook.founded()
        for number in 1...Limit.suggestions { try book.hear(.suggestInvitee("Somebody \(number)"), from: .attendee) }
        let full = Refusal.queueFull(limit: Limit.suggestions)
        #expect(throws: full) { try book.hear(.suggestInvitee("One more"), from: .attendee) }
        #expect(throws: Never.self) { try book.hear(.suggestInvitee("One more")) }
        let tomorrow = Instant.afternoon.advanced(byMilliseconds: 86_400_001)
        #expect(throws: Never.self) { try book.ruling(on: .suggestInvitee("x"), from: .attendee, at: tomorrow) }
    }

    @Test func `whom to invite is said in private`() throws {
        var book = SeriesBook.founded()
        let line = try book.hear(.suggestInvitee(" Somebody who was refused a credit. "), from: .attendee)
        #expect(line.audience == .staff)
        #expect(Series.Act(line) == .inviteeSuggested("Somebody who was refused a credit."))
        #expect(book.ledger.suggestions.map(\.words) == ["Somebody who was refused a credit."])
        #expect(throws: Refusal.self) { try book.hear(.suggestInvitee(" "), from: .attendee) }
        #expect(throws: Refusal.self) {
            try book.hear(.suggestInvitee(String(repeating: "x", count: 501)), from: .attendee)
        }
    }
}
