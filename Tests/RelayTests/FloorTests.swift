import Foundation
import Proceedings
import Recorder
import TestSupport
import Testing

@testable import Relay

@Suite struct `The floor` {
    @Test func `a correction gives its words to the line and to every earlier correction`() {
        // Given a line corrected twice
        let floor = Floor.holding(
            .opened, .summary("first"), .correction(of: Position(3), to: "second"),
            .correction(of: Position(3), to: "third"))
        // Then readers are given the newest words wherever the line is spoken of
        #expect(floor.words == ["-", "-", "third", "third", "third"])
        #expect(floor.replacedWords == [Position(3), Position(4)])
        #expect(floor.words(of: Position(3)) == [Position(3), Position(4), Position(5)])
    }

    @Test func `what is taken back loses its words in the line and in its corrections`() {
        // Given a line corrected and taken back
        let floor = Floor.holding(
            .opened, .summary("first"), .correction(of: Position(3), to: "second"), .retraction(of: Position(3)))
        // Then both positions are there without words, and know what they were
        #expect(floor.words == ["-", "-", "-", "-", "-"])
        #expect(floor.entries[2].content == .erased(.summary))
        #expect(floor.entries[3].content == .erased(.correction))
    }

    @Test func `what a record made elsewhere says of lines that are not there changes nothing`() {
        let floor = Floor.holding(
            .opened, .correction(of: Position(99), to: "none"), .retraction(of: Position(99)), .summary("last"))
        #expect(floor.words == ["-", "-", "-", "-", "last"])
    }

    @Test func `an amended question takes back the wording before it and no other`() {
        // Given a question amended twice
        let asked = Question.Wording("Who pays?")
        func amended(_ words: String) -> Line.Body {
            .questionAmended(1, Question.Wording(words), asker: "ada", since: .afternoon)
        }
        let floor = Floor.holding(.questionReceived(1, asked, asker: "ada"), amended("Who?"), amended("Whose?"))
        // Then the next amendment costs one deletion, however many there were
        #expect(floor.wordsTakenBack(by: amended("Which?")) == [Position(4)])
        #expect(floor.takenBack == Position(3))
    }

    @Test func `who leaves the speakers list leaves no words behind`() {
        let wish = Turn.Wish(name: "Ada", about: "say why")
        let floor = Floor.holding(.turnAsked(1, by: "ada", wish), .turnQueued(1, wish.publicly))
        #expect(floor.wordsTakenBack(by: .turnLeft(1)) == [Position(2), Position(3)])
    }

    @Test func `support of merged questions is counted once, and taken back from all of them`() throws {
        // Given two merged questions that one device supports, and another supports one of them
        var floor = Floor.holding(
            .opened, .questionPublished(1, Question.Wording("A"), isEdited: false, splitFrom: nil),
            .questionPublished(2, Question.Wording("B"), isEdited: false, splitFrom: nil), .questionMerged(2, into: 1))
        for (question, participant) in [(1, "ada"), (2, "ada"), (2, "bo")] as [(Int, Participant.ID)] {
            floor.counted.supports.set(RecordStore.Support(question: question, participant: participant, isOn: true))
        }
        #expect(floor.allSupport == [1: 2, 2: 2] && floor.supportCounts == [1: 2])
        // When one takes it back
        var draft = Draft(of: floor, at: .afternoon)
        draft.take(
            try .saying(
                #""do":"question-support","id":"c-1","number":1,"on":false"#,
                by: Participant(id: "ada", role: .attendee)))
        // Then the other's is left
        #expect(draft.floor.supportCounts == [1: 1])
    }

    @Test func `what is for staff is not in what everyone may know`() {
        // Given a meeting that withholds names
        let ada = Speaker(name: "Ada", role: "Clerk")
        let floor = Floor.holding(.speakerAdded(ada), .opened, attribution: .role)
        // Then staff know the speaker, and the public neither the entry nor the name
        #expect(floor.minutes(for: Reader(.scribe)).speakers == [ada])
        #expect(floor.minutes(for: Reader(.attendee)).speakers.isEmpty)
        #expect(floor.entries(after: .start, limit: 10, for: Reader(.scribe)).map(\.position.number) == [1, 2, 3])
        #expect(floor.entries(after: .start, limit: 10, for: Reader(.attendee)).map(\.position.number) == [1, 3])
        #expect(floor.publicEntries.map(\.position.number) == [1, 2, 3])
        #expect(floor.publicEntries[1].content == .withheld)
    }

    @Test(arguments: [0, 1, 3, 4, Int.max])
    func `a reader is given what follows its position`(held: Int) {
        let floor = Floor.holding(.opened, .summary("one"))
        let positions = floor.entries(after: Position(held), limit: 10, for: Reader(.attendee)).map(\.position.number)
        #expect(positions == [1, 2, 3].filter { $0 > held })
        #expect(floor.entries(after: .start, limit: 2, for: Reader(.attendee)).count == 2)
    }

    @Test func `only a position the record has is resumed from`() {
        let floor = Floor.holding(.opened)
        #expect(floor.resumption(after: .start, as: Reader(.attendee)) == nil)
        #expect(floor.resumption(after: Position(1), as: Reader(.attendee)) != nil)
        #expect(floor.resumption(after: Position(2), as: Reader(.attendee)) != nil)
        #expect(floor.resumption(after: Position(3), as: Reader(.attendee)) == nil)
        #expect(floor.resumption(after: Position(-1), as: Reader(.attendee)) == nil)
    }

    @Test func `entries taken one by one give the same floor as all at once`() {
        // Given a record with everything that changes earlier entries
        let whole = Floor.holding(
            .speakerAdded(Speaker(name: "Ada")), .opened, .summary("one"), .correction(of: Position(4), to: "two"),
            .decision("three"), .retraction(of: Position(6)), .keyMoment(of: Position(4)))
        // When its first half is replayed and the rest applied
        var grown = Floor.holding(.speakerAdded(Speaker(name: "Ada")), .opened)
        for body: Line.Body in [
            .summary("one"), .correction(of: Position(4), to: "two"), .decision("three"),
            .retraction(of: Position(6)), .keyMoment(of: Position(4)),
        ] {
            let position = grown.minutes.position.next
            grown.apply(
                Entry(position, at: Instant(milliseconds: Int64(position.number - 1) * 1000), Line(body, by: .scribe)))
        }
        // Then nothing tells them apart
        #expect(grown.entries == whole.entries)
        #expect(grown.chamber == whole.chamber)
        #expect(grown.publicMinutes == whole.publicMinutes)
    }

    @Test func `a receipt is its participant's own`() throws {
        let receipt = RecordStore.Receipt(
            participant: "scribe", clientID: "c-1", digest: [1], positions: [Position(2)])
        let floor = Floor.holding(.opened, receipts: [receipt])
        #expect(floor.receipt(for: try .writing("x")) == receipt)
        #expect(floor.receipt(for: try .writing("x", by: .facilitator)) == nil)
        #expect(floor.receipt(for: try .writing("x", id: "c-2")) == nil)
    }
}
