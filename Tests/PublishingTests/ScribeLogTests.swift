import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `A scribe log` {
    private func read(_ log: String) throws -> ImportedNote { try Importer.read(Array(log.utf8), name: nil) }

    /// Kind, who said it, words.
    private func told(_ lines: [Line]) -> [String] {
        lines.compactMap { line in
            switch line.body {
            case .topic(let words, let level): "topic \(level): \(words.plain)"
            case .itemTakenUp(let number): "item \(number)"
            case .speech(let words, let speaker): "\(speaker ?? "-"): \(words.plain)"
            case .action(let words, let owner, let due): "action: \(words.plain) | \(owner ?? "-") | \(due ?? "-")"
            case .closed, .speakerAdded: nil
            default: "\(line.kind.rawValue): \(line.body.words?.plain ?? "")"
            }
        }
    }

    /// What the log of a record must give back, links as words with their addresses.
    private func kept(_ transcript: Transcript) -> [String] {
        let kinds: [Line.Kind] = [
            .topic, .speech, .summary, .decision, .disagreement, .action, .scene, .feedback, .itemTakenUp,
        ]
        let lines = transcript.minutes.notes.compactMap { note -> Line? in
            guard let body = note.body, kinds.contains(note.kind) else { return nil }
            return Line(body)
        }
        return told(lines)
    }

    @Test func `is read back with the same topics, speech, summaries, decisions and actions`() throws {
        // Given the log of a meeting with everything in it
        let transcript = try SampleMeeting.transcript()
        let note = try read(try Shelf.print(transcript, as: .scribeLog))
        // When it is imported
        let lines = told(note.lines)
        // Then each of them is there in its order, with its words; links give their addresses
        let expected = kept(transcript).map {
            $0.replacingOccurrences(of: "the plan;", with: "the plan <https://example.org/?a=1&b=2>;")
        }
        var rest = lines[...]
        for line in expected {
            let place = rest.firstIndex(of: line)
            #expect(place != nil, "“\(line)” is not there, or not in its place")
            if let place { rest = rest[(place + 1)...] }
        }
        #expect(note.meeting.title == transcript.minutes.meeting.title)
        #expect(note.meeting.place == "Town Hall, Cardiff")
        #expect(note.meeting.agenda.map(\.title) == ["Welcome", "Groups report back"])
        let speakers = note.lines.compactMap { line -> Speaker? in
            guard case .speakerAdded(let speaker) = line.body else { return nil }
            return speaker
        }
        #expect(
            speakers == [
                Speaker(name: "Dilys Owen", role: "Chair"), Speaker(name: "O’Neil, P.", organisation: "Night Walkers"),
            ])
    }

    @Test(arguments: `Hostile words`.corpus + guarded)
    func `has one writer and one time on every line, and gives back what was said`(words: String) throws {
        // Given a meeting whose words would be something else in a log
        let transcript = try `Hostile words`.transcript(words)
        let log = try Shelf.print(transcript, as: .scribeLog)
        for row in log.split(separator: "\n") {
            #expect(row.prefixMatch(of: /\d\d:\d\d:\d\d <(openfloor|scribe)>\s/) != nil, "\(row)")
        }
        guard words.utf8.count < 900 else { return }  // a line of the record is no longer
        // Then it is read back by kind, in its order; a name without a letter is no speaker's
        let kinds = try read(log).lines.map(\.kind).filter { $0 != .speakerAdded }
        let said: [Line.Kind] = [.summary, .scene, .decision, .disagreement, .feedback, .action, .closed]
        #expect(Array(kinds.suffix(said.count)) == said, "\(kinds)")
        #expect(kinds.suffix(said.count + 1).first.map { $0 == .speech || $0 == .summary } == true)
    }

    static let guarded = [
        "Topic: no topic", "RESOLUTION: none", "Bo: hello", "[in brackets]", "… on", "... on", "– dash", "s/plain/x/",
        "q+ to ask", "ack Bo", "ACTION: nobody to do it", "Present: all", "agenda+ more", "agendum 1 -- x -- taken up",
        "[l41]", "[due 2014-06-05]", "scribe+ Bo", "Chair", "<bo> hello",
    ]

    @Test(arguments: guarded) func `takes no summary for anything else`(words: String) throws {
        let entries = [Line.Body.planned(Meeting(title: "T")), .opened, .summary(InlineText(plain: words)), .closed]
            .enumerated().map { Entry(Position($0 + 1), at: SampleMeeting.start, Line($1)) }
        let transcript = Transcript(
            entries: entries, sealed: [], address: SampleMeeting.address, slug: "t", record: RecordID("t"),
            publisher: "T"
        )
        #expect(try told(read(try Shelf.print(transcript, as: .scribeLog)).lines) == ["summary: \(words)"])
    }

    @Test func `of the W3C’s own kind reads as its golden file`() throws {
        let note = try Importer.read(try Shelf.bytes("Samples/canal-forum.log"), name: "canal-forum.log")
        let guesses = note.report.guessed.map { guess in
            "\(guess.lineNumber.map(String.init) ?? "-"): \(guess.reading), because \(guess.reason)"
        }
        let meeting = note.meeting
        let head = "\(meeting.title) · \(meeting.place ?? "no place") · \(meeting.agenda.map(\.title))"
        let people = note.lines.compactMap { line -> String? in
            guard case .speakerAdded(let speaker) = line.body else { return nil }
            return "present: \(speaker.name) | \(speaker.role ?? "") | \(speaker.organisation ?? "")"
        }
        try expectGolden(
            Array(([head] + people + told(note.lines) + ["", "Guessed"] + guesses).joined(separator: "\n").utf8),
            "canal-forum.log.import.txt")
    }

    @Test func `is told from a note by its shape`() throws {
        let note = try read("Signs\n\n- <b> is no log.\n- Nor is this.\n")
        #expect(told(note.lines).contains("summary: <b> is no log."))
        #expect(throws: ImportError.noNote) { try read("10:00 <bo> q+\n10:00 <bo> ack me\n") }
    }

    @Test func `refuses a line that went on too long, and grows none by changing it`() throws {
        let long =
            "<scribe> one\n" + String(repeating: "<scribe> ... \(String(repeating: "a", count: 99))\n", count: 41)
        #expect(throws: ImportError.lineTooLong(lineNumber: 1, bytes: 4_103, limit: 4_000)) { try read(long) }
        let growing = "<scribe> a\n" + String(repeating: "<scribe> s/a/aaaaaaaaaa/g\n", count: 20)
        let lines = try read(growing).lines
        #expect(lines.allSatisfy { ($0.body.words?.plain.utf8.count ?? 0) <= 4_000 })
    }

    @Test func `of any shape is read or refused, twice alike and in bounds`() {
        // Given logs put together from parts that mean something, by a generator that is always the same
        let parts = [
            "<scribe> ", "<bo> ", "10:00:00 ", "[10:00] ", "Topic: ", "ACTION: ", "RESOLUTION: ", "s/a/bb/g", "s|", "/",
            "… ", "... ", "a", "[", "]", "[l1]", " [on x - due 2014-01-01]", "q+", "Present: ", ", ", "_", ":", " ",
            "agenda+ ", "agendum 1 -- a -- taken up", "Scribe: ", " = ", "é\u{301}", "\u{2028}", "– ", "to ", "<", ">",
            "Meeting: ", "Date: 2014-05-29", "Chair: ", "has joined", "scribe+", "\u{FEFF}", "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        ]
        var state: UInt64 = 41
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<1_500 {
            var log = ""
            for _ in 0...next(12) {
                log += "<\(["scribe", "bo", "zakim"][next(3)])> "
                for _ in 0...next(6) { log += parts[next(parts.count)] }
                log += "\n"
            }
            let one = Result { try read(log) }
            let other = Result { try read(log) }
            switch (one, other) {
            case (.success(let one), .success(let other)):
                #expect(one == other)
                for line in one.lines {
                    #expect((line.body.words?.plain.utf8.count ?? 0) <= 4_000)
                    #expect(line.body.words.map { !$0.isEmpty } ?? true, "\(log)")
                    if case .itemTakenUp(let number) = line.body {
                        #expect(one.meeting.agenda.contains { $0.number == number })
                    }
                }
            case (.failure(let one as ImportError), .failure(let other as ImportError)): #expect(one == other)
            default: Issue.record("\(log) is read once and refused once")
            }
        }
    }

    @Test func `makes no more than so many changes, and keeps what asks for more`() throws {
        let changes = String(repeating: "<scribe> s/\(String(repeating: "ab", count: 20))/b/g\n", count: 2_000)
        let note = try read("<scribe> \(String(repeating: "ab", count: 1_000))\n\(changes)")
        // The first finds its words, and the others find none, or themselves where they are kept
        let said = note.lines.compactMap(\.body.words?.plain)
        #expect(said.first == String(repeating: "b", count: 50))
        #expect(said.count > 1_400)
    }
}
