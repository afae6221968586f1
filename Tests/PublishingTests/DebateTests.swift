import Foundation
import Proceedings
import Publishing
import Testing

/// A debate in Akoma Ntoso or SayIt's profile of it, read into lines.
@Suite struct `Importing a debate` {
    private func read(_ text: String) throws -> ImportedNote {
        try Importer.read(Array(text.utf8), name: "debate.xml")
    }

    /// Kind, words and speaker of the lines that hold words.
    private func told(_ bodies: some Sequence<Line.Body>) -> [String] {
        bodies.compactMap { body in
            guard let words = body.words?.plain.split(whereSeparator: \.isWhitespace).joined(separator: " ") else {
                return nil
            }
            if case .speech(_, let speaker) = body { return "speech of \(speaker ?? "nobody"): \(words)" }
            if case .action(_, _, let due) = body { return "action: \(words) (\(due ?? ""))" }
            return "\(Line(body).kind.rawValue): \(words)"
        }
    }

    @Test(arguments: [Form.akomaNtoso, .sayIt])
    func `of this house comes back line by line, with speakers and kinds`(form: Form) throws {
        // Given a meeting with everything, printed and read again
        let transcript = try SampleMeeting.transcript()
        let note = try read(try Shelf.print(transcript, as: form))
        // Then it is the same meeting, and its lines are those that stood
        #expect(note.meeting.title == transcript.minutes.meeting.title)
        #expect(note.meeting.place == transcript.minutes.meeting.place)
        #expect(note.meeting.agenda.map(\.title) == transcript.minutes.meeting.agenda.map(\.title))
        let standing = transcript.minutes.notes.compactMap(\.body).filter { $0.words != nil }
        let found = note.lines.map(\.body).filter {
            guard case .summary(let words) = $0 else { return true }
            // Told by the house: what became of a poll, or why there is no report
            return !words.plain.contains("the room: ") && !words.plain.hasPrefix("No report from")
        }
        #expect(told(found.filter { if case .correction = $0 { false } else { true } }) == told(standing))
        // And what a reader in a hurry should see, what groups reported, what was asked and answered
        let entries = ([Line(.planned(note.meeting))] + note.lines).enumerated().map {
            Entry(Position($0 + 1), at: SampleMeeting.start, $1)
        }
        let minutes = Minutes(entries)
        #expect(minutes.notes.filter(\.isKeyMoment).count == transcript.minutes.notes.filter(\.isKeyMoment).count)
        #expect(minutes.notes.contains { $0.answers == 1 })
        #expect(minutes.phase == .closed)
    }

    @Test func `of others keeps every word and says what was guessed`() throws {
        let note = try read(
            """
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><meta><references source="#x">
            <TLCPerson eId="ann" href="/ontology/person/ann" showAs="Ann Lee"/></references></meta>
            <preface><docTitle>Council</docTitle><docDate date="2015-03-02">2 March</docDate></preface>
            <debateBody><prayers><p>Prayers were said.</p></prayers>
            <debateSection><num>4</num><heading>Roads <b>&amp; bridges</b></heading>
            <speech by="#ann"><from>Ann</from><p>First <i>part</i>.</p><p>Second &lt;part&gt;.</p></speech>
            <debateSection><heading>Deep</heading><debateSection><heading>Deeper</heading>
            <question by="#nobody"><from>A member</from><p>Why?</p></question>loose words
            </debateSection></debateSection></debateSection>
            <division><quantity>12</quantity></division></debateBody></debate></akomaNtoso>
            """)
        #expect(note.meeting.title == "Council")
        #expect(
            told(note.lines.map(\.body)) == [
                "summary: Prayers were said.", "topic: 4 Roads & bridges", "speech of Ann Lee: First part.",
                "speech of Ann Lee: Second <part>.", "topic: Deep", "topic: Deeper", "speech of A member: Why?",
                "summary: loose words", "summary: 12",
            ])
        #expect(
            note.lines.contains { if case .speakerAdded(let one) = $0.body { one.name == "Ann Lee" } else { false } })
        #expect(note.report.guessed.contains { $0.reason.contains("deeper") && $0.lineNumber == 7 })
    }

    @Test(arguments: [
        ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", 1),
        ("<?xml version=\"1.0\"?>\n<akomaNtoso>\n<?x?></akomaNtoso>", 3), ("<?xml?><a/>", 1),
        ("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>", 2),
        ("<a>&undeclared;</a>", 1), ("<a><b></a>", 1), ("<akomaNtoso><debate/></akomaNtoso>", 1), ("<a", 1), ("<>", 1),
    ])
    func `refuses what is declared, broken or no debate, with the line`(text: String, line: Int) throws {
        let error = #expect(throws: ImportError.self) { try read(text) }
        if text.contains(">"), case .markup(let number, _) = error { #expect(number == line) }
        #expect(throws: ImportError.self) { try read("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>") }
    }

    @Test(arguments: ["#note1", "/other.html", "httpx.org", "javascript:alert(1)", "https://", "https://a b"])
    func `keeps the words of a link that no line may hold`(address: String) throws {
        let note = try read(
            "<akomaNtoso><debate><debateBody><p>See <a href=\"\(address)\">there</a>.</p></debateBody></debate></akomaNtoso>"
        )
        let words = try #require(note.lines.compactMap(\.body.words).first)
        #expect(words.plain == "See there.")
        // What a line says must be read again, or the record is lost
        #expect(try JSONDecoder().decode(InlineText.self, from: JSONEncoder().encode(words)) == words)
    }

    @Test func `refuses one that is too deep`() throws {
        let deep = String(repeating: "<a>", count: 5_000) + String(repeating: "</a>", count: 5_000)
        #expect(throws: ImportError.self) { try read(deep) }
    }
}
