import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `The summary of a meeting` {
    @Test func `says what was agreed, disputed and is to be done, and nothing that is withheld`() throws {
        // Given a meeting with everything a record must print
        let typeset = try Shelf.press().set(SampleMeeting.transcript())
        // When its summary is made
        let summary = try Shelf.press().summary(of: typeset)
        // Then each part has the lines that stand, each with the address of its own
        let parts = Dictionary(uniqueKeysWithValues: summary.parts.map { ($0.kind, $0.points) })
        #expect(parts["agreed"]?.first?.words == "There is agreement to dim after midnight.")
        #expect(parts["agreed"]?.first?.address == SampleMeeting.address + "/lines/14")
        #expect(parts["disputed"]?.map(\.words).contains("Whether sensors are worth it.") == true)
        #expect(parts["next"]?.first?.about == "due 5 June 2014")
        #expect(parts["answered"]?.first?.about == "The county pays until March.")
        let everything = summary.parts.flatMap(\.points).map(\.words).joined()
        #expect(!everything.contains("Only staff") && !everything.contains("Wether"))
    }

    @Test func `tells how a board moved by the meeting alone`() {
        // Given a point that the first meeting settled, and the second opened again
        let wording = Point.Wording(strand: "Energy", standing: .settled, text: "Dim after midnight.")
        let acts: [Series.Act] = [
            .planned(Series(title: "Lamps")), .pointProposed(1, wording, from: Series.Source(meeting: 1)),
            .pointConfirmed(of: Position(2), by: .facilitator),
            .pointReopened(1, by: "Rhys", reason: "The law changed.", at: Series.Source(meeting: 2)),
        ]
        let ledger = Ledger(
            acts.enumerated().map { Entry(Position($0 + 1), at: SampleMeeting.start, Line(.series($1))) })
        // Then each meeting is told its own change, with how things stood before
        #expect(ledger.changes(by: 1) == [BoardChange(number: 1, wording: wording, former: nil)])
        #expect(
            ledger.changes(by: 2) == [
                BoardChange(number: 1, wording: wording.reopened, former: .settled, reason: "The law changed.")
            ])
        #expect(ledger.changes(by: 3).isEmpty)
    }
}

@Suite struct `A letter` {
    static let hostile = "Lamps\r\nBcc: x@example.org\u{2028}\u{85} " + String(repeating: "ŷ👩🏽‍🔧", count: 40)

    @Test func `has no header but its own, whatever its words are`() throws {
        let letter = Letter(
            from: "notes@example.org", sender: Self.hostile, to: "forum@example.org", subject: Self.hostile,
            at: SampleMeeting.start, id: "msg_1", words: Self.hostile)
        let text = String(decoding: letter.bytes, as: UTF8.self)
        let head = text.prefix(upTo: try #require(text.range(of: "\n\n")).lowerBound)
        let names = head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(text.contains("Date: Thu, 29 May 2014 09:00:00 +0000\n"))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test(arguments: [
        "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "<a@example.org>", "-f@example.org", "a@",
        "@b",
        "a b@example.org", "a@b@c", "ŵ@example.org", "a@exa mple.org", "\"a\"@example.org", "a;b@example.org",
    ])
    func `goes to no address that is more than one`(text: String) {
        #expect(!Letter.isAddress(text))
        #expect(Letter.isAddress("open.floor+minutes@notes.example.org"))
    }
}
