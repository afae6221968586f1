import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `What a scribe types` {
    private static let bo = Speaker(name: "Bo", aliases: ["b", "the chair"])

    private static func chamber(_ notes: Line.Body...) -> Chamber {
        var chamber = Chamber.holding(agenda: ["Welcome", "Report back"], speakers: [.dilys, bo])
        for note in notes { chamber.apply(Entry(chamber.minutes.position.next, at: .afternoon, Line(note))) }
        return chamber
    }

    /// Every row of the table in Protocol.md, in our marks and in W3C's words.
    private static let rows: [(String, Line.Body)] = [
        ("Dilys Owen: words", .speech("words", speaker: "Dilys Owen")),
        ("do: words", .speech("words", speaker: "Dilys Owen")),
        ("DO:words", .speech("words", speaker: "Dilys Owen")),
        ("dilys owen : words", .speech("words", speaker: "Dilys Owen")),
        ("do： words", .speech("words", speaker: "Dilys Owen")),
        ("The Chair: words: more", .speech("words: more", speaker: "Bo")),
        ("words", .summary("words")), ("  words\n", .summary("words")), ("Nobody: words", .summary("Nobody: words")),
        ("Owen: words", .summary("Owen: words")), ("10:30 we began", .summary("10:30 we began")),
        ("# Title", .topic("Title", level: 1)), ("/topic Title", .topic("Title", level: 1)),
        ("Topic: Title", .topic("Title", level: 1)), ("TOPIC： Title", .topic("Title", level: 1)),
        ("/TOPIC Title", .topic("Title", level: 1)), ("# welcome", .itemTakenUp(1)),
        ("/topic Report Back", .itemTakenUp(2)),
        ("## Title", .topic("Title", level: 2)), ("/sub Title", .topic("Title", level: 2)),
        ("Subtopic: Title", .topic("Title", level: 2)), ("subTopic :Title", .topic("Title", level: 2)),
        ("+ words", .decision("words")), ("/agree words", .decision("words")),
        ("RESOLUTION: words", .decision("words")),
        ("resolution: words", .decision("words")), ("Resolved: words", .decision("words")),
        ("RESOLVED： words", .decision("words")),
        ("- words", .disagreement("words")), ("/disagree words", .disagreement("words")),
        ("/Disagree\twords", .disagreement("words")),
        ("/next words", .action("words", owner: nil, due: nil)),
        ("action: words", .action("words", owner: nil, due: nil)),
        (
            "/action Dilys Owen to write by 26 March",
            .action("Dilys Owen to write by 26 March", owner: "Dilys Owen", due: "2027-03-26")
        ),
        (
            "/action Dilys Owen i ysgrifennu erbyn 26 Mawrth",
            .action("Dilys Owen i ysgrifennu erbyn 26 Mawrth", owner: "Dilys Owen", due: "2027-03-26")
        ),
        (
            "ACTION: do to write by 2026-12-01",
            .action("do to write by 2026-12-01", owner: "Dilys Owen", due: "2026-12-01")
        ),
        ("ACTION： Ada Ng to call", .action("Ada Ng to call", owner: "Ada Ng", due: nil)),
        ("/next the group to meet", .action("the group to meet", owner: nil, due: nil)),
        ("/feedback words", .feedback("words")), ("/Feedback do: words", .feedback("do: words")),
        ("/scene words", .scene("words")), ("/Scene Broke for  lunch", .scene("Broke for  lunch")),
        ("/cy geiriau", .summary("geiriau")), ("/CY + cytuno", .decision("cytuno")),
        ("/cy do: geiriau", .speech("geiriau", speaker: "Dilys Owen")),
        ("\\words", .summary("words")), ("\\/hide", .summary("/hide")), ("\\# x", .summary("# x")),
        ("\\do: x", .summary("do: x")), ("\\s/a/b/", .summary("s/a/b/")), ("\\\\x", .summary("\\x")),
        ("\\\\*x", .summary("*x")),
        ("#words", .summary("#words")), ("-words", .summary("-words")), ("+1", .summary("+1")),
        ("s/he said", .summary("s/he said")), ("s//x/", .summary("s//x/")), ("s/a/b/c", .summary("s/a/b/c")),
        ("https://example.org/", .summary(InlineText(marked: "https://example.org/"))),
        ("/item 2", .itemTakenUp(2)), ("/ITEM Next", .itemTakenUp(1)),
        ("/speaker Ada Ng, an , ada", .speakerAdded(Speaker(name: "Ada Ng", aliases: ["an", "ada"]))),
    ]

    @Test(arguments: rows)
    func `a line becomes what the table says`(typed: String, expected: Line.Body) throws {
        #expect(try Self.chamber().body(typing: typed) == expected)
    }

    @Test func `lines about other lines find them`() throws {
        let chamber = Self.chamber(.summary("old words"), .scene("old ways"))
        let last = chamber.newest
        let former = Position(last.number - 1)
        #expect(try chamber.body(typing: "/key") == .keyMoment(of: last))
        #expect(try chamber.body(typing: "/KEY \(former.number)") == .keyMoment(of: former))
        #expect(try chamber.body(typing: "/hide") == .retraction(of: last))
        #expect(try chamber.body(typing: "/hide \(former.number)") == .retraction(of: former))
        #expect(try chamber.body(typing: "s/old/new/") == .correction(of: last, to: "new ways"))
        #expect(try chamber.body(typing: "s|old|new|") == .correction(of: last, to: "new ways"))
        #expect(try chamber.body(typing: "s\(former.number)/old/new/") == .correction(of: former, to: "new words"))
    }

    @Test(arguments: ["… more", "... more", "…more", "...more"])
    func `a continued line goes on in the voice of the last`(typed: String) throws {
        let table: [(Line.Body, Line.Body)] = [
            (.speech("x", speaker: "Dilys Owen"), .speech("more", speaker: "Dilys Owen")),
            (.speech("x", speaker: nil), .speech("more", speaker: nil)), (.summary("x"), .summary("more")),
            (.scene("x"), .scene("more")), (.decision("x"), .decision("more")),
            (.disagreement("x"), .disagreement("more")), (.feedback("x"), .feedback("more")),
            (.topic("x", level: 1), .summary("more")),
            (.topic("x", level: 2), .summary("more")),
            (.action("x", owner: "Bo", due: "2027-01-01"), .action("more", owner: nil, due: nil)),
        ]
        for (before, after) in table { #expect(try Self.chamber(before).body(typing: typed) == after) }
        #expect(try Self.chamber().body(typing: typed) == .summary("more"))
    }

    @Test func `a line taken back is not continued`() throws {
        var chamber = Self.chamber(.decision("a"), .scene("b"))
        try chamber.write("/hide")
        #expect(try chamber.body(typing: "… more") == .decision("more"))
    }

    @Test(arguments: [
        "/usr", "/hid", "/", "/ hide", "/ next words", "/xx words", "/eng words", "/éé x", "//", "/2 x", "/cy /cy x",
        "/cy /xx x",
    ])
    func `a slash and an unknown word is refused, never written`(typed: String) {
        let answer = Result { () throws(Refusal) in try Self.chamber(.summary("x")).body(typing: typed) }
        guard case .failure(.badValue(field: "text", let rule)) = answer else {
            Issue.record("\(typed) became \(answer)")
            return
        }
        #expect(rule.words.contains("/"))
    }

    @Test func `languages named however deep end in a refusal, not in a crash`() {
        let deep = String(repeating: "/cy ", count: 999) + "x"
        #expect(throws: Refusal.self) { try Self.chamber().body(typing: deep) }
        #expect(Self.chamber().publicDraft(String(repeating: "/cy ", count: 16_000), at: .afternoon) == nil)
    }

    @Test func `a line carries the language it names, or else the one sent with it`() throws {
        let chamber = Self.chamber()
        func language(_ text: String, _ sent: Language?) throws -> Language? {
            try chamber.ruling(on: .write(text: text, language: sent, attribution: nil), from: .scribe, at: .afternoon)
                .first?.language
        }
        #expect(try language("/cy geiriau", nil) == .welsh)
        #expect(try language("/CY geiriau", .english) == .welsh)
        #expect(try language("geiriau", .welsh) == .welsh)
        #expect(try language("words", nil) == nil)
        #expect(try language("# Welcome", .welsh) == nil)
        #expect(try language("/scene x", nil) == nil)
    }

    @Test(arguments: [
        Speaker(name: "Ada: Ng"), Speaker(name: "Ada： Ng"), Speaker(name: " "), Speaker(name: "Topic"),
        Speaker(name: "ACTION"),
        Speaker(name: "/ada"), Speaker(name: "\\ada"), Speaker(name: "…ada"), Speaker(name: "DO"),
        Speaker(name: "dilys owen"),
        Speaker(name: "Ada", aliases: ["do"]), Speaker(name: "Ada", aliases: ["DILYS OWEN"]),
        Speaker(name: "Ada", aliases: [""]),
        Speaker(name: "Ada", aliases: ["a:"]), Speaker(name: "Ada", aliases: ["a,b"]),
        Speaker(name: "Ada", aliases: ["resolved"]),
        Speaker(name: "Ada", role: ""), Speaker(name: "Ada", organisation: "a\nb"),
        Speaker(name: String(repeating: "x", count: 301)),
    ])
    func `a speaker whom the scribe could not call is refused`(speaker: Speaker) {
        let answer = Result { () throws(Refusal) in
            try Self.chamber().ruling(on: .addSpeaker(speaker), from: .facilitator, at: .afternoon)
        }
        guard case .failure(.badValue) = answer else {
            Issue.record("\(speaker) became \(answer)")
            return
        }
    }

    @Test func `a speaker named again has the new aliases, without the spaces around them`() throws {
        var chamber = Self.chamber()
        try chamber.hear(.addSpeaker(Speaker(name: " Dilys Owen ", aliases: [" dil "])))
        #expect(chamber.minutes.speakers.filter { $0.name == "Dilys Owen" }.map(\.aliases) == [["dil"]])
        #expect(try chamber.body(typing: "dil: x") == .speech("x", speaker: "Dilys Owen"))
        #expect(try chamber.body(typing: "do: x") == .summary("do: x"))
    }

    @Test func `typing what a note would be typed as gives the same note`() throws {
        // Given notes of every kind, with words that look like marks and commands
        let words = [
            "words", "# x", "/hide", "s/a/b/", "do: x", "… x", "\\x", "*x", "+ x", "Topic: x", "**x** https://e.org/ y",
            "a\nb",
        ]
        for text in words {
            let inline = InlineText(marked: "\\" + text)
            for body: Line.Body in [
                .topic(inline, level: 1), .topic(inline, level: 2), .speech(inline, speaker: "Dilys Owen"),
                .summary(inline),
                .scene(inline), .decision(inline), .disagreement(inline), .feedback(inline),
                .action(inline, owner: nil, due: nil),
            ] {
                // When each is typed again, then it is the same
                let typed = try #require(body.typed())
                #expect(try Self.chamber().body(typing: typed) == body, "\(typed)")
            }
            #expect(
                try Self.chamber().body(typing: #require(Line.Body.speech(inline, speaker: nil).typed()))
                    == .summary(inline))
        }
        #expect(Line.Body.speech("x", speaker: "Dilys Owen").typed { _ in "do" } == "do: x")
    }

    @Test func `what is not typed has no typed form`() {
        for body: Line.Body in [
            .opened, .paused, .resumed, .closed, .planned(Meeting(title: "M")), .itemTakenUp(1), .itemClosed(1),
            .itemDropped(1),
            .itemAdded(AgendaItem(number: 1, title: "A")), .itemChanged(AgendaItem(number: 1, title: "A")),
            .speakerAdded(.dilys),
            .attributionChanged(.none), .keyMoment(of: .start), .correction(of: .start, to: "x"),
            .retraction(of: .start),
        ] { #expect(body.typed() == nil) }
    }
}
