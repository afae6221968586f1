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

    @Test(arguments: [Form.html, .markdown, .text, .json]) func `names every line by its id`(form: Form) throws {
        let document = try Shelf.print(SampleMeeting.transcript(), as: form)
        for number in SampleMeeting.lines {
            let named = [" id=\"l\(number)\"", "[l\(number)](", "[l\(number)]", "\"id\":\"l\(number)\""]
            #expect(named.contains { document.contains($0) }, "line \(number) has no id in \(form)")
        }
    }

    @Test func `gives decisions and actions their ids in the table, and every position a row`() throws {
        let table = try Shelf.print(SampleMeeting.transcript(), as: .csv)
        for number in [14, 18, 24, 25] { #expect(table.contains("\r\nl\(number),")) }
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
        // Given rows as published
        let sealed = try SampleMeeting.sealed()
        let rows = try Shelf.print(SampleMeeting.transcript(), as: .jsonl).split(separator: "\n")
        // When the row of an entry everyone may read is decoded
        struct Row: Decodable { let header: String, salt: String, body: String }
        let row = try JSONDecoder().decode(Row.self, from: Data(rows[23].utf8))
        // Then its bytes are those that were hashed
        #expect(Array(row.header.utf8) == sealed[22].header)
        #expect(Array(row.body.utf8) == sealed[22].body)
        #expect(Data(base64Encoded: row.salt).map(Array.init) == sealed[22].salt)
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
