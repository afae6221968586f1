import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Questions` {
    private static let ada = Participant(id: "ada", role: .attendee)
    private static let bo = Participant(id: "bo", role: .attendee)

    private static func chamber(
        asking: String..., attribution: Attribution = .named, phase: Meeting.Phase = .open
    ) throws -> Chamber {
        var chamber = Chamber.holding(phase: phase, attribution: attribution)
        for words in asking { try chamber.hear(.ask(Question.Wording(words)), from: ada) }
        return chamber
    }

    @Test func `under moderation a question waits, and only staff read it`() throws {
        var chamber = try Self.chamber()
        let lines = try chamber.hear(.ask(Question.Wording("Who pays?", name: "Ada Ng")), from: Self.ada)
        #expect(lines.map(\.audience) == [.staff])
        #expect(chamber.minutes.questions[1]?.state == .inReview)
        #expect(chamber.minutes.questions[1]?.publication == nil)
    }

    @Test func `a question mark neither makes nor unmakes a question`() throws {
        // A line with an address that has one is a note, and a question may have none.
        var chamber = try Self.chamber()
        try chamber.write("See https://example.org/?q=1 for the paper")
        #expect(chamber.minutes.questions.highest == 0)
        try chamber.hear(.ask(Question.Wording("Tell us who pays")), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.asking?.wording.words == "Tell us who pays")
    }

    @Test func `without moderation it is published as it comes`() throws {
        var chamber = try Self.chamber()
        try chamber.hear(.setModeration(.none))
        let lines = try chamber.hear(.ask(Question.Wording("Who pays?")), from: Self.ada)
        #expect(lines.map(\.audience) == [.staff, .everyone])
        #expect(chamber.minutes.questions[1]?.state == .published)
    }

    @Test func `staff do not approve themselves, and what they bring is from the room`() throws {
        var chamber = try Self.chamber()
        try chamber.write("/q Who pays?")
        let question = try #require(chamber.minutes.questions[1])
        #expect(question.state == .published && question.publication?.wording.isFromRoom == true)
    }

    @Test(
        arguments: [
            (.named, "Ada Ng", "Open Data Wales"), (.organisation, nil, "Open Data Wales"), (.role, nil, nil),
            (.none, nil, nil),
        ] as [(Attribution, String?, String?)])
    func `what the policy withholds of an asker is never recorded`(
        policy: Attribution, name: String?, organisation: String?
    ) throws {
        var chamber = try Self.chamber(attribution: policy)
        let wording = Question.Wording("Who pays?", name: "Ada Ng", organisation: "Open Data Wales")
        let lines = try chamber.hear(.ask(wording), from: Self.ada)
        guard case .questionReceived(1, let kept, _, _) = lines[0].body else { throw Refusal.noQuestion }
        #expect(kept.name == name && kept.organisation == organisation)
    }

    @Test func `a question is published with changes, and its asker's words are kept for staff`() throws {
        var chamber = try Self.chamber(asking: "who pays???")
        try chamber.hear(.publish(1, words: "Who pays?"))
        let question = try #require(chamber.minutes.questions[1])
        #expect(question.publication?.wording.words == "Who pays?" && question.publication?.isEdited == true)
        #expect(question.asking?.wording.words == "who pays???")
    }

    @Test func `of two moderators who decide at once the second is told what the first did`() throws {
        var chamber = try Self.chamber(asking: "Who pays?")
        try chamber.hear(.publish(1, words: nil))
        #expect(throws: Refusal.questionIs(1, .published)) { try chamber.hear(.decline(1, reason: "Off topic")) }
        #expect(throws: Refusal.questionIs(1, .published)) { try chamber.hear(.publish(1, words: nil)) }
    }

    @Test func `a decline has a reason that everyone may read, and can be undone`() throws {
        var chamber = try Self.chamber(asking: "Who pays?")
        #expect(throws: Refusal.badValue(field: "reason", rule: "some words")) {
            try chamber.hear(.decline(1, reason: " "))
        }
        let lines = try chamber.hear(.decline(1, reason: "Answered before"))
        #expect(lines.map(\.audience) == [.everyone])
        try chamber.hear(.publish(1, words: nil))
        #expect(chamber.minutes.questions[1]?.state == .published)
    }

    @Test func `merged questions count as one family, and merging never goes in a ring`() throws {
        var chamber = try Self.chamber(asking: "A", "B", "C")
        for number in 1...3 { try chamber.hear(.publish(number, words: nil)) }
        try chamber.hear(.merge(1, into: 2))
        try chamber.hear(.merge(2, into: 3))
        #expect(chamber.minutes.questions.families[3].map(Set.init) == [1, 2, 3])
        #expect(throws: Refusal.questionIs(1, .merged(into: 2))) { try chamber.hear(.merge(3, into: 1)) }
        #expect(throws: Refusal.badValue(field: "into", rule: "another question")) {
            try chamber.hear(.merge(3, into: 3))
        }
    }

    @Test func `a question that holds several is split, and each part says whence it came`() throws {
        var chamber = try Self.chamber(asking: "Who pays and who decides?")
        try chamber.hear(.split(1, words: ["Who pays?", "Who decides?"]))
        #expect(chamber.minutes.questions[1]?.state == .split(into: [2, 3]))
        #expect(chamber.minutes.questions[3]?.publication?.splitFrom == 1)
        #expect(throws: Refusal.badValue(field: "parts", rule: "2 to 10 questions")) {
            try chamber.hear(.split(2, words: ["One"]))
        }
    }

    @Test func `what was published and may have support is never reworded in place`() throws {
        var chamber = try Self.chamber(asking: "A", "B")
        try chamber.hear(.publish(1, words: nil))
        try chamber.hear(.publish(2, words: nil))
        try chamber.hear(.merge(1, into: 2))
        #expect(throws: Refusal.questionIs(1, .merged(into: 2))) { try chamber.hear(.publish(1, words: "Otherwise")) }
        try chamber.hear(.publish(1, words: nil))
        #expect(chamber.minutes.questions[1]?.publication?.wording.words == "A")
    }

    @Test func `one question is before the room, and the one before goes back`() throws {
        var chamber = try Self.chamber(asking: "A", "B")
        for number in 1...2 { try chamber.hear(.publish(number, words: nil)) }
        try chamber.hear(.place(1, .next))
        try chamber.hear(.place(1, .onNow))
        try chamber.hear(.place(2, .onNow))
        #expect(chamber.minutes.questions.onNow == 2)
        #expect(chamber.minutes.questions[1]?.state == .published)
        // Two facilitators press at once: the second is told.
        #expect(throws: Refusal.questionIs(2, .onNow)) { try chamber.hear(.place(2, .onNow)) }
    }

    @Test func `the scribe's answer is linked both ways and closes the question`() throws {
        var chamber = try Self.chamber(asking: "Who pays?")
        #expect(throws: Refusal.noQuestion) { try chamber.write("/a The programme does.") }
        try chamber.hear(.publish(1, words: nil))
        try chamber.hear(.place(1, .onNow))
        let lines = try chamber.write("/a The programme does.")
        #expect(lines.map(\.body) == [.summary("The programme does."), .questionAnswered(1, by: chamber.newest)])
        try chamber.write("/a Until April.")
        #expect(chamber.minutes.questions[1]?.answers.count == 2)
        #expect(chamber.minutes.questions.onNow == 1)
        try chamber.hear(.place(1, .waiting))
        #expect(chamber.minutes.questions.onNow == nil && chamber.minutes.questions[1]?.state == .answered)
    }

    @Test func `a question taken away is answered later by its number`() throws {
        var chamber = try Self.chamber(asking: "Who pays?")
        try chamber.hear(.publish(1, words: nil))
        #expect(throws: Refusal.badValue(field: "due", rule: "a day such as 2026-09-21")) {
            try chamber.hear(.takeAway(1, owner: nil, due: "soon"))
        }
        try chamber.hear(.takeAway(1, owner: "Dilys", due: "2026-10-01"))
        try chamber.write("/a 1: The programme does.")
        #expect(chamber.minutes.questions[1]?.state == .answered)
    }

    @Test func `what is open at the close is carried forward`() throws {
        var chamber = try Self.chamber(asking: "A", "B", "C")
        for number in 1...2 { try chamber.hear(.publish(number, words: nil)) }
        let lines = try chamber.hear(.close(really: true))
        #expect(lines.map(\.body) == [.questionCarried(1), .questionCarried(2), .closed])
    }

    @Test func `only its asker withdraws or amends a question, and nobody else learns that it is there`() throws {
        var chamber = try Self.chamber(asking: "Who pays?")
        for author in [Self.bo, Participant(id: "", role: .attendee), .facilitator] {
            #expect(throws: Refusal.notYours(1)) { try chamber.hear(.withdraw(1), from: author) }
            #expect(throws: Refusal.notYours(1)) { try chamber.hear(.amend(1, words: "B"), from: author) }
        }
        try chamber.hear(.amend(1, words: "Who pays for it?"), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.asking?.wording.words == "Who pays for it?")
        try chamber.hear(.withdraw(1), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.state == .withdrawn && chamber.minutes.questions[1]?.asking == nil)
    }

    @Test func `support needs a token and a question that is open`() throws {
        var chamber = try Self.chamber(asking: "A", "B")
        try chamber.hear(.publish(1, words: nil))
        #expect(try chamber.hear(.support(1, isOn: true), from: Self.bo) == [])
        #expect(throws: Refusal.noToken) {
            try chamber.hear(.support(1, isOn: true), from: Participant(id: "", role: .attendee))
        }
        // One in review is not there for them.
        #expect(throws: Refusal.unknownQuestion(2)) { try chamber.hear(.support(2, isOn: true), from: Self.bo) }
        try chamber.hear(.unpublish(1, reason: "Names a person"))
        #expect(throws: Refusal.unknownQuestion(1)) { try chamber.hear(.support(1, isOn: true), from: Self.bo) }
    }

    @Test func `the moderators' queue is bounded, and so is what one asker has in it`() throws {
        var chamber = try Self.chamber(asking: "1", "2", "3", "4", "5")
        #expect(throws: Refusal.tooMany(what: "questions of yours in review", limit: 5)) {
            try chamber.hear(.ask(Question.Wording("6")), from: Self.ada)
        }
        for number in 6...Limit.questionsInReview {
            try chamber.hear(
                .ask(Question.Wording("Q")), from: Participant(id: Participant.ID("p\(number)"), role: .attendee))
        }
        #expect(throws: Refusal.queueFull(limit: Limit.questionsInReview)) {
            try chamber.hear(.ask(Question.Wording("One more")), from: Self.bo)
        }
    }

    @Test func `over-long text is refused with a count, never cut`() throws {
        let chamber = try Self.chamber()
        #expect(throws: Refusal.questionTooLong(limit: 500, length: 501)) {
            try chamber.ruling(
                on: .ask(Question.Wording(String(repeating: "é", count: 501))), from: Self.ada, at: .afternoon)
        }
        #expect(throws: Never.self) {
            try chamber.ruling(
                on: .ask(Question.Wording(String(repeating: "é", count: 500))), from: Self.ada, at: .afternoon)
        }
    }

    @Test func `paused questions are refused to attendees and taken from staff`() throws {
        var chamber = try Self.chamber()
        try chamber.hear(.pauseQuestions)
        #expect(throws: Refusal.questionsPaused) { try chamber.hear(.ask(Question.Wording("A")), from: Self.ada) }
        try chamber.write("/q From the room")
        try chamber.hear(.resumeQuestions)
        #expect(throws: Never.self) { try chamber.hear(.ask(Question.Wording("A")), from: Self.ada) }
    }

    @Test func `publishing after all, and unpublishing then, leaves what a replay without the words gives`() throws {
        var entries: [Entry] = Entry.run([.planned(Meeting(title: "Third open meeting")), .opened])
        var chamber = Chamber(replaying: entries)
        func hear(_ command: Command, after seconds: Int64, from author: Participant = .facilitator) throws {
            let now = Instant.afternoon.advanced(byMilliseconds: seconds * 1000)
            for line in try chamber.ruling(on: command, from: author, at: now) {
                entries.append(Entry(chamber.minutes.position.next, at: now, line))
                chamber.apply(entries[entries.count - 1])
            }
        }
        try hear(.ask(Question.Wording("A")), after: 10, from: Self.ada)
        try hear(.ask(Question.Wording("B")), after: 11, from: Self.ada)
        try hear(.publish(1, words: nil), after: 12)
        try hear(.publish(2, words: nil), after: 13)
        try hear(.merge(1, into: 2), after: 14)
        try hear(.publish(1, words: nil), after: 15)
        try hear(.unpublish(1, reason: "Names a person"), after: 16)
        let kept = entries.map { entry in
            if case .questionPublished(1, _, _, _) = entry.line?.body {
                return entry.holding(.erased(.questionPublished))
            }
            return entry
        }
        #expect(Chamber(replaying: kept) == chamber)
    }

    @Test func `what the policy withholds by now is not published, though it was taken before`() throws {
        var chamber = try Self.chamber()
        try chamber.hear(.ask(Question.Wording("Who pays?", name: "Ada Ng")), from: Self.ada)
        try chamber.hear(.joinList(Turn.Wish(name: "Ada Ng", remark: "We do.")), from: Self.ada)
        try chamber.hear(.setAttribution(.none))
        try chamber.hear(.publish(1, words: nil))
        let published = try #require(chamber.minutes.questions[1]?.publication)
        #expect(published.wording.name == nil && !published.isEdited)
        let lines = try chamber.hear(.readRemark(1))
        #expect(lines.first?.body == .speech("We do.", speaker: "Remote"))
    }

    @Test func `an answered question that was before the room again goes back as answered`() throws {
        var chamber = try Self.chamber(asking: "A")
        try chamber.hear(.publish(1, words: nil))
        try chamber.hear(.place(1, .onNow))
        try chamber.write("/a We do.")
        try chamber.hear(.place(1, .waiting))
        #expect(chamber.minutes.questions[1]?.state == .answered && chamber.minutes.questions.onNow == nil)
    }
}
