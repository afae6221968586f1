import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Devices that may only read` {
    private static let ada = Participant(id: "ada", role: .attendee)
    private static let bo = Participant(id: "bo", role: .attendee)

    /// Ada has asked two questions, of which the first is published, and Bo one.
    private static func chamber() throws -> Chamber {
        var chamber = Chamber.holding()
        for words in ["Who pays?", "Who decides?"] { try chamber.hear(.ask(Question.Wording(words)), from: ada) }
        try chamber.hear(.ask(Question.Wording("When?")), from: bo)
        try chamber.hear(.publish(1, words: nil))
        return chamber
    }

    @Test func `what it asked is put aside, what was published stays, and others go on`() throws {
        var chamber = try Self.chamber()
        let lines = try chamber.hear(.bar(.question(2)))
        #expect(lines == [Line(.participantBarred("ada"), by: .facilitator, audience: .staff)])
        #expect(chamber.minutes.questions.inReview.map(\.number) == [3])
        #expect(chamber.minutes.questions[1]?.state == .published)
        #expect(throws: Never.self) { try chamber.hear(.ask(Question.Wording("Why?")), from: Self.bo) }
    }

    @Test func `it may take back what is its own, and is refused all else`() throws {
        // Given a show of hands, a group and a note, and a device that is barred
        var chamber = try Self.chamber()
        try chamber.write("A point")
        try chamber.hear(.openPoll(Poll.Asked("Each month?", options: ["For", "Against"])))
        try chamber.hear(.formBreakout(Breakout.Plan("Energy")))
        try chamber.hear(.joinList(Turn.Wish(name: "Ada")), from: Self.ada)
        try chamber.hear(.bar(.question(2)))
        let refused: [Command] = [
            .ask(Question.Wording("Why?")), .amend(2, words: "Why?"), .support(1, isOn: true), .support(1, isOn: false),
            .vote(1, option: 1, name: nil), .joinList(Turn.Wish(name: "Ada")), .postpone(nil), .joinBreakout(1),
            .joinBreakout(nil), .suggest(chamber.newest, Suggestion.Wording("Another")),
            .tellWhereabouts(Whereabouts(place: "Leeds")),
        ]
        let taken: [Command] = [.withdraw(2), .leaveBreakout, .tellWhereabouts(Whereabouts(place: " "))]
        #expect(
            Set((refused + taken).map(\.kind)).union([.leaveList])
                == Set(Command.Kind.allCases.filter { $0.permitted.contains(.attendee) }))
        // When it asks for anything, then only what takes back is not refused
        for command in refused {
            #expect(throws: Refusal.barred, "\(command)") {
                try chamber.ruling(on: command, from: Self.ada, at: .afternoon)
            }
        }
        for command in taken {
            #expect(throws: Never.self, "\(command)") {
                try chamber.ruling(on: command, from: Self.ada, at: .afternoon)
            }
        }
        #expect(throws: Refusal.unknownTurn(nil)) {
            try chamber.ruling(on: .leaveList(nil), from: Self.ada, at: .afternoon)
        }
    }

    @Test func `it is undone, and what was put aside waits again in its place`() throws {
        var chamber = try Self.chamber()
        try chamber.hear(.bar(.question(2)))
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.bar(.question(1))) }
        let lines = try chamber.hear(.unbar("ada"), from: .organiser)
        #expect(lines == [Line(.participantUnbarred("ada"), by: .organiser, audience: .staff)])
        #expect(chamber.minutes.questions.inReview.map(\.number) == [2, 3])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.unbar("ada")) }
        #expect(throws: Never.self) { try chamber.hear(.ask(Question.Wording("Why?")), from: Self.ada) }
    }

    @Test func `it is known by its turn too, and its turn leaves the list`() throws {
        var chamber = Chamber.holding()
        for one in [Self.bo, Self.ada] { try chamber.hear(.joinList(Turn.Wish(name: one.id.text)), from: one) }
        let lines = try chamber.hear(.bar(.turn(2)))
        #expect(lines.map(\.body) == [.participantBarred("ada"), .turnLeft(2)])
        #expect(lines.map(\.audience) == [.staff, .everyone])
        #expect(chamber.minutes.speakersList.order == [1])
        // Who speaks already is not cut off
        try chamber.hear(.call(1, really: true))
        #expect(try chamber.hear(.bar(.turn(1))).map(\.body) == [.participantBarred("bo")])
    }

    @Test func `what staff brought, and what is not there, is nobody's device`() throws {
        var chamber = try Self.chamber()
        try chamber.write("/q From the room")
        try chamber.write("q+ Mary")
        try chamber.hear(.withdraw(2), from: Self.ada)
        for number in [2, 4] {
            let rule: Sentence = "a question from outside the room that was not taken back"
            #expect(throws: Refusal.badValue(field: "number", rule: rule)) { try chamber.hear(.bar(.question(number))) }
        }
        #expect(throws: Refusal.unknownQuestion(9)) { try chamber.hear(.bar(.question(9))) }
        #expect(throws: Refusal.unknownTurn(1)) { try chamber.hear(.bar(.turn(1))) }
    }

    @Test func `a full queue has room again once a flood is put aside`() throws {
        // Given as many waiting questions as may be, five of each device
        var chamber = Chamber.holding()
        let devices = (0..<Limit.questionsInReview / Limit.questionsPerAsker).map {
            Participant(id: Participant.ID("d\($0)"), role: .attendee)
        }
        for device in devices {
            for _ in 0..<Limit.questionsPerAsker { try chamber.hear(.ask(Question.Wording("Flood")), from: device) }
        }
        #expect(throws: Refusal.queueFull(limit: Limit.questionsInReview)) {
            try chamber.hear(.ask(Question.Wording("Who pays?")), from: Self.ada)
        }
        // When one of them is barred, then others are heard
        try chamber.hear(.bar(.question(1)))
        #expect(throws: Never.self) { try chamber.hear(.ask(Question.Wording("Who pays?")), from: Self.ada) }
    }

    @Test func `it holds for the record once the meeting has closed, and is undone there`() throws {
        var chamber = try Self.chamber()
        try chamber.write("A point")
        try chamber.hear(.bar(.question(2)))
        try chamber.hear(.close(really: true))
        #expect(throws: Refusal.barred) {
            try chamber.hear(.suggest(chamber.newest, Suggestion.Wording("Another")), from: Self.ada)
        }
        try chamber.hear(.unbar("ada"))
        #expect(throws: Never.self) {
            try chamber.hear(.suggest(chamber.newest, Suggestion.Wording("Another")), from: Self.ada)
        }
    }
}

@Suite struct `Questions that are held for a facilitator` {
    private static let ada = Participant(id: "ada", role: .attendee)

    /// What is noticed of one question where others are published as they come.
    private static func noticed(
        _ wording: Question.Wording, watching words: [String] = [], holders: [String] = []
    ) throws -> Question.Noticed? {
        var chamber = Chamber.holding(speakers: [.dilys])
        try chamber.hear(.setModeration(.none))
        if !words.isEmpty { try chamber.hear(.watchWords(words)) }
        let lines = try chamber.ruling(on: .ask(wording), from: ada, at: .afternoon, holders: holders)
        for line in lines { chamber.apply(Entry(chamber.minutes.position.next, at: .afternoon, line)) }
        let question = try #require(chamber.minutes.questions[1])
        let noticed = question.asking?.noticed
        #expect(question.state == (noticed == nil ? .published : .inReview))
        return noticed
    }

    @Test(
        arguments: [
            ("What the DAMN thing costs", true), ("damn", true), ("Dámn!", true), ("da\u{200B}mn it", true),
            ("ｄａｍｎ", true), ("𝐝𝐚𝐦𝐧", true), ("(damn)", true), ("damn-all", true), ("So, damn\u{301}ed", false),
            ("damned", false), ("goddamn", false), ("d a m n", false), ("dаmn", false),
            ("It is   a\nwaste of\ttime", true), ("a waste of times", false), ("you🖕there", true), ("Who pays?", false),
        ])
    func `a watched word is found however it is dressed, and no part of another`(words: String, isHeld: Bool) throws {
        let found = try Self.noticed(Question.Wording(words), watching: ["damn", "Waste of time", "🖕"])
        #expect((found != nil) == isHeld)
    }

    @Test func `it is said which word, as the list has it, wherever it stands`() throws {
        let words = ["Damn", "bloody hell", "hell"]
        let wording = Question.Wording(
            "Who pays the damn thing?", name: "Bloody  Hell", organisation: "Hell & Co", behalf: "DAMN")
        #expect(try Self.noticed(wording, watching: words) == Question.Noticed(words: words, name: nil))
    }

    @Test(
        arguments: [
            ("dilys  OWEN", .speaker), ("Dílys Owén", .speaker), ("dilys-owen", .speaker), ("do", .speaker),
            ("Chair", .speaker), ("The chair", .speaker), ("Gwen Rees", .staff), ("GWEN\u{200B} REES", .staff),
            ("the Organiser", .office), ("Note-taker", .office), ("Y Cadeirydd", .office), ("hwylusydd", .office),
            ("Dilys", nil), ("Chair of Governors", nil), ("The", nil), (nil, nil),
        ] as [(String?, Question.Noticed.Owner?)])
    func `so is one under the name of who speaks, works or leads there`(
        name: String?, owner: Question.Noticed.Owner?
    ) throws {
        #expect(try Self.noticed(Question.Wording("Who pays?", name: name), holders: ["Gwen Rees"])?.name == owner)
        #expect(try Self.noticed(Question.Wording("Who pays?", behalf: name), holders: ["Gwen Rees"])?.name == owner)
    }

    @Test func `what is changed while it waits is looked at anew`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.watchWords(["damn"]))
        try chamber.hear(.ask(Question.Wording("Who pays the damn thing?")), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.asking?.noticed?.words == ["damn"])
        try chamber.hear(.amend(1, words: "Who pays?"), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.asking?.noticed == nil)
    }

    @Test func `staff's own questions are not held`() throws {
        var chamber = Chamber.holding(speakers: [.dilys])
        try chamber.hear(.watchWords(["damn"]))
        try chamber.hear(.ask(Question.Wording("Who pays the damn thing?", name: "Dilys Owen")), from: .scribe)
        #expect(chamber.minutes.questions[1]?.state == .published)
    }

    @Test func `what policy withholds of a name is not noticed, for nobody would read it`() throws {
        var chamber = Chamber.holding(attribution: .role, speakers: [.dilys])
        try chamber.hear(.setModeration(.none))
        try chamber.hear(.ask(Question.Wording("Who pays?", name: "Dilys Owen")), from: Self.ada)
        #expect(chamber.minutes.questions[1]?.state == .published)
    }

    @Test func `the list is for staff, replaces the one there was, and holds each word once`() throws {
        var chamber = Chamber.holding()
        let lines = try chamber.hear(.watchWords(["damn", " DAMN ", "", "  ", "bloody hell"]), from: .organiser)
        #expect(
            lines == [Line(.wordsWatched(["damn", "bloody hell"]), by: .organiser, audience: .staff)])
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.watchWords(["damn", "bloody hell"])) }
        try chamber.hear(.watchWords([]))
        #expect(chamber.minutes.safeguards.watched == [])
    }

    @Test func `a list is bounded, and a word is one`() throws {
        let chamber = Chamber.holding()
        func refusal(_ words: [String]) -> Refusal? {
            do throws(Refusal) {
                _ = try chamber.ruling(on: .watchWords(words), from: .facilitator, at: .afternoon)
            } catch {
                return error
            }
            return nil
        }
        let most = (1...Limit.watchedWords).map { "word\($0)" }
        #expect(refusal(most) == nil)
        #expect(
            refusal(most + ["more"])
                == .tooMany(what: "words that make a question wait", limit: Limit.watchedWords))
        #expect(refusal([String(repeating: "a", count: Limit.watchedWord)]) == nil)
        for word in [
            String(repeating: "a", count: Limit.watchedWord + 1), "…", "?!", "\u{301}", "a\u{202E}b", "a\u{1}b",
        ] {
            #expect(refusal([word]) != nil, "\(word)")
        }
    }

    @Test func `a meeting is founded with its list, and one copied from it has the same`() throws {
        let lines = try Chamber.founding(Meeting(title: "M"), speakers: [], watched: ["damn"], by: .organiser)
        #expect(lines.last == Line(.wordsWatched(["damn"]), by: .organiser, audience: .staff))
        #expect(throws: Refusal.self) {
            try Chamber.founding(Meeting(title: "M"), speakers: [], watched: ["…"], by: .organiser)
        }
    }
}
