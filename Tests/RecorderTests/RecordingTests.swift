import Foundation
import GRDB
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Recording` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `what was appended is there when the folder is opened again`() async throws {
        // Given a record with three lines
        let store = try await scratch.begun()
        let before = try await store.head(of: .plenary)
        try await store.append(.init(entries: Entry.numbered(1...3)), to: .plenary)
        // When the folder is closed and opened again
        try await store.close()
        let again = try scratch.open()
        // Then the same entries stand in the same record
        #expect(try await again.allEntries(of: .plenary) == Entry.numbered(1...3))
        let head = try #require(try await again.head(of: .plenary))
        #expect(head.last == Position(3))
        #expect(head.epoch == before?.epoch)
        #expect(head.origin == "notes.example.org/" + RecordID.plenary.text)
        try await again.close()
    }

    @Test func `Acknowledged is durable: the writer is FULL, also when opened again`() async throws {
        let store = try await scratch.begun()
        let first = try await store.cabinet.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        try await store.reopen()
        let second = try await store.cabinet.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect([first, second] == [2, 2])
        #expect(try await store.cabinet.write { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 1)
        try await store.close()
    }

    @Test func `readers can neither write nor checkpoint`() async throws {
        let store = try await scratch.begun()
        let pause = try await store.cabinet.read { try Int.fetchOne($0, sql: "PRAGMA wal_autocheckpoint") }
        #expect(pause == 0)
        await #expect(throws: DatabaseError.self) {
            try await store.cabinet.read { try $0.execute(sql: "DELETE FROM receipt") }
        }
        try await store.close()
    }

    @Test func `Positions have no gap: a batch that does not follow on is refused as moved on`() async throws {
        let store = try await scratch.begun()
        try await store.say("one", "two", from: 1)
        for start in [1, 2, 4] {
            #expect(await code { try await store.say("late", from: start) } == .movedOn)
        }
        let torn = [Entry.said("three", at: 3), Entry.said("five", at: 5)]
        #expect(await code { try await store.append(.init(entries: torn), to: .plenary) } == .movedOn)
        #expect(try await store.head(of: .plenary)?.last == Position(2))
        try await store.close()
    }

    @Test func `Positions have no gap: the database itself refuses one`() async throws {
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        await #expect(throws: DatabaseError.self) {
            try await store.cabinet.write { db in
                try db.execute(
                    sql: "INSERT INTO entry VALUES (?, 3, x'00')", arguments: [RecordID.plenary.text])
            }
        }
        try await store.close()
    }

    @Test(arguments: ["UPDATE entry SET header = x'00'", "DELETE FROM entry", "UPDATE body SET bytes = x'00'"])
    func `an entry is never edited nor deleted`(sql: String) async throws {
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        await #expect(throws: DatabaseError.self) { try await store.cabinet.write { try $0.execute(sql: sql) } }
        try await store.close()
    }

    @Test func `Resending is harmless: a client id is recorded once for each participant and record`() async throws {
        // Given a command of Ada's that is recorded
        let store = try await scratch.begun()
        let ada = RecordStore.Receipt(
            participant: "ada", clientID: "c1", digest: [1, 2], positions: [Position(1), Position(2)])
        try await store.append(.init(entries: Entry.numbered(1...2), receipts: [ada]), to: .plenary)
        // When the same id comes again with new lines
        let again = await code {
            try await store.append(.init(entries: Entry.numbered(3...3), receipts: [ada]), to: .plenary)
        }
        // Then the database refuses it and nothing of the batch is there; another participant may use the same id
        #expect(again == .clientIDTaken)
        #expect(try await store.head(of: .plenary)?.last == Position(2))
        let bo = RecordStore.Receipt(participant: "bo", clientID: "c1", digest: [3], positions: [])
        try await store.append(.init(entries: [], receipts: [bo]), to: .plenary)
        #expect(try await Set(store.receipts(of: .plenary)) == [ada, bo])
        try await store.close()
    }

    @Test func `a batch is there as a whole or not at all`() async throws {
        // Given two listed meetings
        let store = try await scratch.begun()
        _ = try await store.begin(.other, host: "notes.example.org", at: .noon)
        try await store.enter(Listing(record: .other, slug: "other", title: "Other", createdAt: .noon))
        // When a batch has good entries and receipts, but takes the other's address
        let receipt = RecordStore.Receipt(participant: "ada", clientID: "c1", digest: [], positions: [Position(1)])
        let listing = Listing(record: .plenary, slug: "other", title: "Plenary", createdAt: .noon)
        let batch = RecordStore.Batch(entries: Entry.numbered(1...1), receipts: [receipt], listing: listing)
        // Then nothing of it is there
        #expect(await code { try await store.append(batch, to: .plenary) } == .slugTaken)
        #expect(try await store.allEntries(of: .plenary).isEmpty)
        #expect(try await store.receipts(of: .plenary).isEmpty)
        #expect(try await store.listing(record: .plenary) == nil)
        try await store.close()
    }

    @Test func `beginning a record again leaves it as it is`() async throws {
        let store = try await scratch.begun()
        let head = try await store.head(of: .plenary)
        let again = try await store.begin(.plenary, host: "elsewhere.example", at: .noon)
        #expect(again == head)
        try await store.close()
    }

    @Test(arguments: ["", "two words", "plus+plus", "line\nbreak"])
    func `a host that cannot stand in a signed note is refused`(host: String) async throws {
        let store = try scratch.open()
        #expect(await code { _ = try await store.begin(.plenary, host: host, at: .noon) } == .unusableOrigin)
        try await store.close()
    }

    @Test func `a record nobody began is unknown`() async throws {
        let store = try scratch.open()
        #expect(try await store.head(of: .plenary) == nil)
        #expect(await code { try await store.say("one", from: 1) } == .unknownRecord)
        #expect(await code { _ = try await store.sign(.plenary, at: .noon) } == .unknownRecord)
        try await store.close()
    }
}
