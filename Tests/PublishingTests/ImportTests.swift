import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `Importing a written note` {
    private func note(_ name: String) throws -> ImportedNote {
        try Importer.read(try Shelf.bytes("Samples/" + name), name: name)
    }

    /// What was read, for a person: kind and words, then what was guessed.
    private func told(_ note: ImportedNote) throws -> [UInt8] {
        var text = "\(note.meeting.title) · \(note.meeting.place ?? "no place") · strands \(note.meeting.strands)\n\n"
        for line in note.lines {
            switch line.body {
            case .topic(let words, let level): text += "\nlevel \(level): \(words.plain)\n"
            case .itemTakenUp(let number):
                text += "\nitem \(number): \(note.meeting.agenda.first { $0.number == number }?.title ?? "?")\n"
            case .speakerAdded(let speaker):
                text += "speaker: \(speaker.name) | \(speaker.role ?? "") | \(speaker.organisation ?? "")\n"
            case .action(let words, let owner, let due):
                text += "action: \(words.plain) | \(owner ?? "") | \(due ?? "")\n"
            case .breakoutFormed(let number, let plan):
                text += "\ngroup \(number): \(plan.name) | \(plan.strand ?? "")\n"
            case .breakoutCalled(let number, _): text += "called: \(number)\n"
            case .themeGathered(let number, let name, let place):
                text += "theme \(number), “\(name)”: \(note.entry(place).words?.plain ?? "?")\n"
            case .report(let words, let heading):
                text += "report of \(heading.breakout), “\(heading.asked)”: \(words.plain)\n"
            default: text += "\(line.kind.rawValue): \(line.body.words?.plain ?? "")\n"
            }
        }
        text += "\nGuessed\n"
        for guess in note.report.guessed {
            text +=
                "\(guess.lineNumber.map(String.init) ?? "-"): “\(guess.text)” → \(guess.reading), because \(guess.reason)\n"
        }
        return Array(text.utf8)
    }

    @Test(arguments: ["canal-forum-2025-03-12", "canal-forum-minutes", "windows-1252"])
    func `reads as its golden file`(name: String) throws {
        try expectGolden(try told(try note(name + ".txt")), name + ".import.txt")
    }

    @Test func `twice gives the same note with the same identity`() throws {
        let one = try note("canal-forum-minutes.txt")
        #expect(try note("canal-forum-minutes.txt") == one)
        #expect(one.identity.count == 64)
        #expect(try note("canal-forum-2025-03-12.txt").identity != one.identity)
    }

    @Test(arguments: [Form.html, .markdown, .text, .json])
    func `keeps every word of every dash item in every form`(form: Form) throws {
        // Given the items as written
        let text = String(decoding: try Shelf.bytes("Samples/canal-forum-2025-03-12.txt"), as: UTF8.self)
        let items = text.split(separator: "\n").filter { $0.hasPrefix("–") || $0.hasPrefix("•") }
            .map { $0.dropFirst().trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        #expect(items.count == 22)
        // When the note is imported and published
        let entries = try lines(of: "canal-forum-2025-03-12.txt")
        let document = try Shelf.print(
            Transcript(
                entries: entries, sealed: [], address: SampleMeeting.address, slug: "canal", record: RecordID("c"),
                publisher: "Canal", isImported: true), as: form)
        let words = document.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // Then each of them is there whole
        for item in items { #expect(words.contains(item), "\(form) lacks “\(item)”") }
        #expect(!words.contains("taken live"))
    }

    private func lines(of name: String) throws -> [Entry] {
        let note = try note(name)
        return ([Line(.planned(note.meeting))] + note.lines).enumerated().map { place, line in
            Entry(Position(place + 1), at: SampleMeeting.start, line)
        }
    }

    @Test func `what a group reports stands under what the groups were asked`() throws {
        // Given a note whose groups were asked things of its own, and one line that names a disagreement in passing
        let text = """
            Small group work

            Three groups were asked to answer:

            - What do we agree on?
            - Where do we disagree?
            - Which next step would help?

            The groups then reported back

            Signs

            - There is agreement on two languages.
            - Need to know who reads them (there is currently disagreement on this).
            - Need more information on costs.
            - The hall was cold.

            Boats

            - No consensus on winter stays.
            """
        let note = try Importer.read(Array(text.utf8), name: nil)
        #expect(
            note.meeting.reportPrompts == [
                "What do we agree on?", "Where do we disagree?", "Which next step would help?",
            ])
        let reported = note.lines.compactMap { line -> String? in
            guard case .report(let words, let heading) = line.body else { return nil }
            return "\(heading.breakout) \(heading.name) \(heading.prompt): \(words.plain)"
        }
        #expect(
            reported == [
                "1 Signs 1: There is agreement on two languages.",
                "1 Signs 2: Need to know who reads them (there is currently disagreement on this).",
                "1 Signs 3: Need more information on costs.", "2 Boats 2: No consensus on winter stays.",
            ])
        // And what answers nothing stays a note
        #expect(note.lines.contains { $0.body == .summary(InlineText(plain: "The hall was cold.")) })
    }

    @Test func `what is said about the day is feedback, and what is common to the groups a theme`() throws {
        // Given a note with people in attendance, which come before its lines in the record
        let long =
            "There is a great number of things that the forum has never had the time to look at in any way whatever"
        let text = """
            Attendees:

            - Ada Ng
            - Bo Lee

            Themes of the year

            - No theme of any group.

            The chair named common themes between the groups:

            - Signs in two languages
            - Who pays for signs?
            - The need for a trial. How might it be held, and what would it have to tell before anybody believed it?
            - \(long). For example boats.
            - signs in two languages

            A paragraph ends the list.

            - This is no theme.

            Problems with the process

            In pairs, people answered:

            Problems

            - The stairs.
            - Need for an earlier start.

            Solutions

            - Meet downstairs.

            The chair closed the day.

            Any other business

            - Nothing else.
            """
        let note = try Importer.read(Array(text.utf8), name: nil)
        // Then each theme names its line by its position in the record
        let themes = note.lines.compactMap { line -> String? in
            guard case .themeGathered(let number, let name, let place) = line.body else { return nil }
            return "\(number) \(name): \(note.entry(place).words?.plain.prefix(12) ?? "?")"
        }
        #expect(
            themes == [
                "1 Signs in two languages: Signs in two", "2 Who pays for signs?: Who pays for",
                "3 The need for a trial: The need for",
                "4 There is a great number of things that the forum has never had the time to look …: There is a g",
                "1 Signs in two languages: signs in two",
            ])
        // And items under what is about the day are feedback; paragraphs stay summaries
        let feedback = note.lines.filter { $0.kind == .feedback }.compactMap(\.body.words?.plain)
        #expect(feedback == ["The stairs.", "Need for an earlier start.", "Meet downstairs."])
        for words in ["This is no theme.", "In pairs, people answered:", "The chair closed the day.", "Nothing else."] {
            #expect(note.lines.contains { $0.body == .summary(InlineText(plain: words)) }, "\(words)")
        }
        // And all of it is told as guessed
        let readings = note.report.guessed.map(\.reading)
        #expect(readings.filter { $0 == "feedback" }.count == 3)
        #expect(readings.filter { $0.hasPrefix("theme “") }.count == 5)
        // And the record gathers them
        let entries = ([Line(.planned(note.meeting))] + note.lines).enumerated().map { place, line in
            Entry(Position(place + 1), at: SampleMeeting.start, line)
        }
        #expect(Minutes(entries).themes.all.map(\.lines.count) == [2, 1, 1, 1])
    }

    @Test func `a meeting has no more themes than the rules allow, and no line is lost`() throws {
        let items = (1...51).map { "- Theme number \($0)." }.joined(separator: "\n")
        let note = try Importer.read(Array("- one\n\nCommon themes\n\n\(items)".utf8), name: nil)
        #expect(note.report.counts["theme-gathered"] == 50)
        #expect(note.report.counts["summary"] == 52)
    }

    @Test func `what a group says about the day stands under the prompt that asked for it`() throws {
        let text = """
            - one

            Groups reported back on the format of the day

            Boats

            - Need for a longer day.
            """
        let note = try Importer.read(Array(text.utf8), name: nil)
        let asked = try #require(Meeting.usualPrompts.last)
        let heading = Breakout.Heading(breakout: 1, name: "Boats", prompt: 6, asked: asked.asked, means: .feedback)
        #expect(
            note.lines.contains { $0.body == .report(InlineText(plain: "Need for a longer day."), under: heading) })
    }

    @Test(arguments: [
        "Present: Ada Ng, Bob Lee\n\nWelcome", "Attendees\n\nAda Ng\nBob Lee\n\nWelcome",
        "Attendees\n\n- Ada Ng\n- Bob Lee\n\n## Welcome",
    ])
    func `only names are taken as attendees`(opening: String) throws {
        let text = "Minutes of the Trust\n12 March 2026\n\(opening)\n\n- Ada: hello\n- Agreed: to pay\n"
        let note = try Importer.read(Array(text.utf8), name: nil)
        #expect(note.report.counts["speaker-added"] == 2)
        for words in ["Ada: hello", "Agreed: to pay"] {
            #expect(note.lines.contains { $0.body == .summary(InlineText(plain: words)) })
        }
    }

    @Test func `counts what it read by kind`() throws {
        let report = try note("canal-forum-minutes.txt").report
        #expect(report.counts["action"] == 4)
        #expect(report.counts["decision"] == 2)
        #expect(report.counts["item-taken-up"] == 3)
        #expect(report.counts["speaker-added"] == 5)
        #expect(report.encoding == "UTF-8")
    }

    @Test func `refuses what is no note, and says what to do`() {
        func refusal(_ bytes: [UInt8]) -> ImportError? {
            do {
                _ = try Importer.read(bytes, name: nil)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal([]) == .empty)
        #expect(refusal(Array(" \n\t\n".utf8)) == .empty)
        #expect(refusal(Array("Dear all,\n\nThank you for coming.\n".utf8)) == .noNote)
        #expect(refusal([0x50, 0x4B, 0x03, 0x04, 1]) == .notText("a Word, OpenDocument or ZIP file"))
        #expect(refusal(Array("%PDF-1.4".utf8)) == .notText("a PDF"))
        #expect(refusal(Array("– one\u{0}".utf8)) == .notText("not text: it holds zero bytes"))
        #expect(refusal(Array("– one\u{7}".utf8)) == .notText("not plain text: it holds control characters"))
        #expect(refusal([0x2D, 0x20, 0x81]) == .notText("neither UTF-8 nor Windows-1252 text"))
        #expect(refusal([UInt8](repeating: 0x2D, count: 4_194_305)) == .tooLarge(limit: 4_194_304))
        #expect(refusal([0x81])?.description.contains("save the note as plain text") == true)
    }

    @Test func `refuses a line that is too long by its number and never cuts it`() throws {
        // Given items of exactly the limit and one byte more
        let fits = "- one\n- " + String(repeating: "a", count: 4_000)
        // Then the first is read whole
        let note = try Importer.read(Array(fits.utf8), name: nil)
        #expect(note.lines[1].body.words?.plain.utf8.count == 4_000)
        // And the second is refused
        #expect(throws: ImportError.lineTooLong(lineNumber: 2, bytes: 4_001, limit: 4_000)) {
            try Importer.read(Array((fits + "a").utf8), name: nil)
        }
    }

    @Test(
        arguments: [
            ("notes/29-05-2014.txt", "2014-05-29"), ("20140529_plenary.md", "2014-05-29"),
            ("plenary 29th May 2014", "2014-05-29"), ("May 29, 2014.txt", "2014-05-29"), ("2014-02-30.txt", nil),
            ("note-99.txt", nil),
        ] as [(String, String?)])
    func `looks for the day in the file's name`(name: String, day: String?) throws {
        let note = try Importer.read(Array("- one".utf8), name: name)
        let readings = note.report.guessed.map(\.reading)
        #expect(readings.contains(day.map { "day \($0)" } ?? "no day"))
    }
}

extension ImportedNote {
    /// What stands there in the record that is made of it.
    fileprivate func entry(_ position: Position) -> Line.Body {
        ([.planned(meeting)] + lines.map(\.body))[position.number - 1]
    }
}
