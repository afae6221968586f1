import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `The published record` {
    @Test(arguments: Form.allCases) func `reads as its golden file`(form: Form) throws {
        // Given a meeting with everything a record must print
        let transcript = try SampleMeeting.transcript()
        // When it is published
        let publication = try Shelf.press().publish(transcript, as: form)
        // Then a person has read that document before
        #expect(publication.name == "lamp-posts-3." + form.fileExtension)
        try expectGolden(publication.bytes, "meeting." + form.fileExtension)
    }

    @Test(arguments: Form.allCases) func `is the same bytes every time`(form: Form) throws {
        let one = try Shelf.press().publish(try SampleMeeting.transcript(), as: form)
        let other = try Shelf.press().publish(try SampleMeeting.transcript(), as: form)
        #expect(one == other)
    }

    @Test(arguments: [Form.html, .markdown, .text, .json, .openDocument, .scribeLog, .akomaNtoso, .sayIt, .tei])
    func `names every line by its id`(form: Form) throws {
        let document = try Shelf.print(SampleMeeting.transcript(), as: form)
        for number in SampleMeeting.lines {
            let named = [
                " id=\"l\(number)\"", " eId=\"l\(number)\"", " xml:id=\"l\(number)\"", "[l\(number)](", "[l\(number)]",
                "\"id\":\"l\(number)\"", "<text:bookmark-start text:name=\"l\(number)\"/>",
            ]
            #expect(named.contains { document.contains($0) }, "line \(number) has no id in \(form)")
        }
    }

    @Test func `gives decisions, actions and feedback their ids in the table, and every position a row`() throws {
        let table = try Shelf.print(SampleMeeting.transcript(), as: .csv)
        for number in [14, 18, 24, 25, 69, 70] { #expect(table.contains("\r\nl\(number),")) }
        let rows = try Shelf.print(SampleMeeting.transcript(), as: .jsonl).split(separator: "\n")
        #expect(rows.count == SampleMeeting.bodies.count + 2)
        for number in 1...SampleMeeting.bodies.count { #expect(rows[number].hasPrefix("{\"position\":\(number),")) }
    }

    @Test(arguments: Form.allCases) func `says nothing that is withheld, retracted or reworded`(form: Form) throws {
        // Given sealed bodies that still hold such words
        let document = try Shelf.print(SampleMeeting.transcript(), as: form)
        // Then no form prints them
        for words in ["Only staff may read this", "Words that should not", "Wether"] {
            #expect(!document.contains(words), "\(form) says “\(words)”")
        }
    }

    @Test func `gives a verifier the sealed bytes unchanged`() throws {
        // Given a publication of the entries, one of them not UTF-8
        var sealed = try SampleMeeting.sealed()
        sealed[22] = SealedEntry(position: Position(23), header: [0xFF, 0x00], salt: [1], body: [0xFE, 0x0A])
        let whole = try SampleMeeting.transcript()
        let transcript = Transcript(
            entries: whole.entries, sealed: sealed, address: whole.address, slug: whole.slug, record: whole.record,
            checkpoint: whole.checkpoint, verifierKey: whole.verifierKey, publisher: whole.publisher)
        // When it is read back
        let file = try EntryFile(try Shelf.press().publish(transcript, as: .jsonl).bytes)
        // Then headers are those that were hashed, and bodies where the public may read them
        #expect(file.sealed.map(\.header) == sealed.map(\.header))
        let hidden = [11, 16, 19, 28, 33, 35, 37, 50]  // for staff, reworded, retracted, as it came in, unpublished
        for (entry, original) in zip(file.sealed, sealed) {
            #expect(entry == original || (hidden.contains(entry.position.number) && entry.body == nil))
        }
        #expect(file.sealed.filter { $0.body == nil }.map(\.position.number) == hidden)
        #expect(file.checkpoint == transcript.checkpoint?.note)
        #expect(file.verifierKey == transcript.verifierKey)
        #expect(file.record == transcript.record)
    }

    @Test func `is refused by line when it is read back damaged`() throws {
        let text = try Shelf.print(SampleMeeting.transcript(), as: .jsonl)
        let rows = text.split(separator: "\n").map(String.init)
        func refusal(_ rows: [String]) -> EntryFileError? {
            do throws(EntryFileError) {
                _ = try EntryFile(Array(rows.map { $0 + "\n" }.joined().utf8))
                return nil
            } catch { return error }
        }
        #expect(refusal(rows) == nil)
        #expect(refusal([]) == .notEntries(lineNumber: 1))
        #expect(refusal(["{}", "{}"]) == .notEntries(lineNumber: 1))
        #expect(refusal(rows.dropLast()) == .cutShort(lineNumber: rows.count - 1))
        #expect(refusal([rows[0], "{\"position\":1}"] + rows.suffix(1)) == .notEntries(lineNumber: 2))
        #expect(
            refusal([rows[0], "{\"position\":-1,\"header\":\"h\"}"] + rows.suffix(1)) == .notEntries(lineNumber: 2))
    }

    @Test func `marks a line taken back and keeps its place`() throws {
        let page = try Shelf.print(SampleMeeting.transcript(), as: .html)
        #expect(page.contains("id=\"l19\""))
        #expect(page.contains("Line taken back at 10:32"))
    }

    @Test func `is refused by name when a template or a phrase is missing`() throws {
        let transcript = try SampleMeeting.transcript()
        let mute = Press(templates: try Shelf.templates(), text: [:])
        #expect(throws: PublishingError.missingPhrase("record.language")) { try mute.publish(transcript, as: .text) }
        let bare = Press(templates: try Templates([:]), text: try Shelf.text())
        #expect(throws: PublishingError.missingTemplate("record/page")) { try bare.publish(transcript, as: .html) }
    }
}
