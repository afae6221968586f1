import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Notes, and what is said of them later` {
    @Test(arguments: ["a", "é", "語", "👩‍👩‍👧‍👦"])
    func `a text of exactly the limit is taken whole, one byte more is refused`(letter: String) throws {
        // Given as many of one letter as fit, filled up with dots
        let count = Limit.text / letter.utf8.count
        let full =
            String(repeating: letter, count: count) + String(repeating: ".", count: Limit.text % letter.utf8.count)
        #expect(full.utf8.count == 4000)
        let chamber = Chamber.holding()
        // When it is written, then every byte is there
        #expect(try chamber.body(typing: full) == .summary(InlineText(plain: full)))
        // And one byte more is refused, with both numbers
        #expect(throws: Refusal.textTooLong(limit: 4000, length: 4001)) { try chamber.body(typing: full + ".") }
        #expect(throws: Refusal.textTooLong(limit: 4000, length: 4001)) {
            try chamber.body(typing: "/cy " + String(repeating: "x", count: 3997))
        }
    }

    @Test func `a replacement may not grow a line beyond the limit`() {
        let chamber = Chamber.holding(.summary(InlineText(plain: String(repeating: "x", count: 3999) + "y")))
        #expect(throws: Refusal.textTooLong(limit: 4000, length: 4001)) { try chamber.body(typing: "s/y/zz/") }
    }

    @Test(arguments: Array(0..<0x20) + Array(0x7f..<0xa0) + [0x2028, 0x2029, 0xfffe, 0xffff])
    func `control characters are refused, all but line break and tab`(value: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(value)))
        let chamber = Chamber.holding(.summary("A point"))
        let text = "a\(Character(scalar))b"
        if value == 9 || value == 10 {
            #expect(try chamber.body(typing: text) != nil)
        } else {
            #expect(throws: Refusal.controlCharacters) { try chamber.body(typing: text) }
            #expect(throws: Refusal.controlCharacters) { try chamber.body(typing: "s/A/\(text)/") }
            #expect(throws: Refusal.controlCharacters) {
                try chamber.ruling(on: .correct(chamber.newest, text: text), from: .scribe, at: .afternoon)
            }
        }
        #expect(throws: Refusal.self) {
            try chamber.ruling(on: .addSpeaker(Speaker(name: text)), from: .scribe, at: .afternoon)
        }
    }

    @Test func `a line break is one however the form sent it`() throws {
        let chamber = Chamber.holding()
        let expected = Line.Body.summary(InlineText([.text("one"), .lineBreak, .text("two")]))
        #expect(try chamber.body(typing: "one\ntwo") == expected)
        #expect(try chamber.body(typing: "one\r\ntwo") == expected)
        #expect(throws: Refusal.controlCharacters) { try chamber.body(typing: "one\rtwo") }
    }

    @Test(arguments: [
        "", " ", "\n\t ", "\\", "…", "...", "Topic:", "RESOLUTION: ", "/scene", "/next ", "do:", "/cy", "/speaker ,",
    ])
    func `nothing to write is refused`(text: String) {
        #expect(throws: Refusal.textEmpty) { try Chamber.holding(speakers: [.dilys]).body(typing: text) }
    }

    @Test func `a correction by id keeps the line where it is`() throws {
        // Given a decision
        var chamber = Chamber.holding(.decision("Publish the timetable."))
        let line = chamber.newest
        // When it is corrected
        try chamber.hear(.correct(line, text: "Publish the **timetable**."), from: .scribe)
        // Then the same line has other words, and its kind is kept
        let note = try #require(chamber.minutes.note(line))
        #expect(note.body == .decision(InlineText([.text("Publish the "), .strong([.text("timetable")]), .text(".")])))
        #expect(note.correctedAt == .afternoon)
        // And the same words again are no correction
        #expect(throws: Refusal.already(.open)) {
            try chamber.hear(.correct(line, text: "Publish the **timetable**."), from: .scribe)
        }
        #expect(throws: Refusal.already(.open)) { try chamber.write("s/timetable/timetable/") }
    }

    @Test func `a correction needs a line that is there, and words`() throws {
        var chamber = Chamber.holding(.summary("A point"), agenda: ["Welcome"])
        try chamber.hear(.takeUp(number: 1))
        let takenUp = chamber.minutes.position
        for unknown in [Position.start, Position(-1), Position(999), Position(.max), Position(1), takenUp] {
            #expect(throws: Refusal.unknownLine(unknown)) { try chamber.hear(.correct(unknown, text: "X")) }
            #expect(throws: Refusal.unknownLine(unknown)) { try chamber.hear(.retract(unknown)) }
            #expect(throws: Refusal.unknownLine(unknown)) { try chamber.hear(.markKeyMoment(unknown)) }
        }
        #expect(throws: Refusal.textEmpty) { try chamber.hear(.correct(chamber.newest, text: " \n")) }
        #expect(throws: Refusal.textEmpty) { try chamber.write("s/A point//") }
        #expect(chamber.minutes.notes.last { $0.kind.isNote }?.body == .summary("A point"))
    }

    @Test func `a line taken back is gone for every command`() throws {
        // Given a key moment that was corrected
        var chamber = Chamber.holding(.summary("A point"))
        let line = chamber.newest
        try chamber.hear(.markKeyMoment(line))
        #expect(throws: Refusal.already(.open)) { try chamber.hear(.markKeyMoment(line)) }
        try chamber.hear(.correct(line, text: "Another point"))
        // When it is taken back
        try chamber.hear(.retract(line), from: .scribe)
        // Then its words, its mark and its correction are gone, its place stays
        let note = try #require(chamber.minutes.note(line))
        #expect(note.body == nil && note.retractedAt == .afternoon && !note.isKeyMoment && note.correctedAt == nil)
        for command: Command in [.retract(line), .correct(line, text: "X"), .markKeyMoment(line)] {
            #expect(throws: Refusal.lineGone(line)) { try chamber.hear(command) }
        }
        for text in ["/hide \(line.number)", "/key \(line.number)", "s\(line.number)/A/B/"] {
            #expect(throws: Refusal.lineGone(line)) { try chamber.write(text) }
        }
        #expect(throws: Refusal.unknownLine(nil)) { try chamber.write("/hide") }
        #expect(throws: Refusal.unknownLine(nil)) { try chamber.write("/key") }
        #expect(throws: Refusal.noMatch("Another")) { try chamber.write("s/Another/Some/") }
    }

    @Test func `a replacement finds the newest line that holds the words`() throws {
        // Given two lines that hold "the date", and a newer one that does not
        var chamber = Chamber.holding(.summary("the date is set"), .decision("Move the date"), .scene("Lunch"))
        let decision = Position(chamber.newest.number - 1)
        // When the words are replaced twice
        #expect(try chamber.write("s/the date/the day/").map(\.body) == [.correction(of: decision, to: "Move the day")])
        // Then the second time it is the older line
        #expect(
            try chamber.write("s|the date|a date").map(\.body)
                == [.correction(of: Position(decision.number - 1), to: "a date is set")])
        #expect(throws: Refusal.noMatch("the date")) { try chamber.write("s/the date/x/") }
        #expect(throws: Refusal.noMatch("THE DAY")) { try chamber.write("s/THE DAY/x/") }
    }

    @Test func `a replacement in a numbered line touches no other`() throws {
        let chamber = Chamber.holding(.summary("one"), .summary("one"))
        let first = Position(chamber.newest.number - 1)
        #expect(try chamber.body(typing: "s\(first.number)/one/two/") == .correction(of: first, to: "two"))
        #expect(throws: Refusal.noMatch("three")) { try chamber.body(typing: "s\(first.number)/three/two/") }
        #expect(throws: Refusal.unknownLine(Position(999))) { try chamber.body(typing: "s999/one/two/") }
        #expect(throws: Refusal.unknownLine(Position(.max))) {
            try chamber.body(typing: "s99999999999999999999999/one/two/")
        }
    }

    @Test(arguments: [
        ("s/a.c/x/", "x and abc"), ("s/a.c and abc/$1/", "$1"), ("s/abc/\\//", "a.c and /"),
        ("s|abc|a\\|b|", "a.c and a|b"), ("s/abc/a\\b/", "a.c and a\\b"), ("s/abc//", "a.c and"),
        ("S/abc/x/", "a.c and x"), ("s/abc/x", "a.c and x"), ("s/a/A/", "A.c and abc"),
        ("s/abc/*x*/", "a.c and *x*"), ("s/abc/x\\", "a.c and x\\"),
    ])
    func `old words are literal, and so are new ones`(typed: String, expected: String) throws {
        let chamber = Chamber.holding(.summary("a.c and abc"))
        #expect(
            try chamber.body(typing: typed) == .correction(of: chamber.newest, to: InlineText(plain: expected)))
    }

    @Test func `a replacement keeps the marks around it and can be typed again`() throws {
        // Given a line with a strong word, a link and an emphasis
        let text = InlineText(marked: "Agree **now** on [the plan](https://example.org/p) *and* go")
        var chamber = Chamber.holding(.summary(text))
        // When words are replaced inside each and between them
        for typed in ["s/now/today/", "s/the plan/our plan/", "s/and//", "s/ on / upon/"] { try chamber.write(typed) }
        // Then the marks stay, the empty one is gone, and what is left reads back the same
        let words = try #require(chamber.minutes.note(chamber.newest)?.body?.words)
        #expect(words.marked == "Agree **today** upon[our plan](https://example.org/p)  go")
        #expect(InlineText(marked: words.marked) == words)
    }

    @Test(arguments: ["nine", "9x", "4 1", "1.5", "99999999999999999999"])
    func `a line number that is none is refused`(number: String) {
        let chamber = Chamber.holding(.summary("A point"), agenda: ["Welcome"])
        for command in ["/key", "/hide", "/item"] {
            #expect(throws: Refusal.self) { try chamber.body(typing: "\(command) \(number)") }
        }
    }
}
