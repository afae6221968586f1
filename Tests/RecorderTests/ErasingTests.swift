import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Erasing for good` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func erased(_ positions: [Int], at position: Int) -> RecordStore.Batch {
        let erasure = Erasure(of: positions.map { Position($0) }, ground: .court)
        return RecordStore.Batch(
            entries: [Entry(Position(position), at: .noon, Line(.erasure(erasure), by: .organiser))],
            withdrawn: positions.map { Position($0) }, erasing: RecordStore.Erasing())
    }

    @Test func `what the list names is emptied at every opening, once, with its notice`() async throws {
        // Given a line that was erased, and a copy of the database from before
        var store = try await scratch.begun()
        try await store.say("We begin.", "Zanzibar owes us money.", "We end.", from: 1)
        try await store.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: scratch.database))
        store = try scratch.open()
        try await store.append(erased([2], at: 4), to: .plenary)
        #expect(try !scratch.holds("Zanzibar"))
        try await store.close()
        // When the copy takes its place
        try before.write(to: URL(fileURLWithPath: scratch.database))
        #expect(try scratch.holds("Zanzibar"))
        for _ in 1...2 {
            store = try scratch.open()
            // Then the words are gone, and there is one notice of it
            #expect(try !scratch.holds("Zanzibar"))
            let entries = try await store.allEntries(of: .plenary)
            #expect(entries.count == 4 && entries[1].content == .erased(.summary))
            #expect(entries[3].line?.by == .organiser && entries[3].line?.kind == .erasure)
            #expect(try await store.verify().map(\.isSound) == [true])
            try await store.close()
        }
    }

    @Test func `the list names no other entry than the one that was meant`() async throws {
        // Given an erased second line, and a folder in which another stands at its place
        var store = try await scratch.begun()
        try await store.say("We begin.", "Zanzibar owes us money.", from: 1)
        try await store.append(erased([2], at: 3), to: .plenary)
        try await store.close()
        let list = try Data(contentsOf: URL(fileURLWithPath: scratch.place + "/erasures.jsonl"))
        try FileManager.default.removeItem(atPath: scratch.place)
        store = try await scratch.begun()
        try await store.say("We begin.", "Nobody owes us money.", from: 1)
        try await store.close()
        try list.write(to: URL(fileURLWithPath: scratch.place + "/erasures.jsonl"))
        // When it is opened, then that one stays
        store = try scratch.open()
        #expect(try await store.allEntries(of: .plenary).count == 2)
        #expect(try scratch.holds("Nobody owes"))
        try await store.close()
    }

    @Test func `a list cut short by a crash is read as far as it goes, and a broken one refused`() async throws {
        let store = try await scratch.begun()
        try await store.say("We begin.", "Zanzibar owes us money.", from: 1)
        try await store.append(erased([2], at: 3), to: .plenary)
        try await store.close()
        let path = scratch.place + "/erasures.jsonl"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try (whole + Data(#"{"record":"#.utf8)).write(to: URL(fileURLWithPath: path))
        let again = try scratch.open()
        try await again.append(erased([1], at: 4), to: .plenary)
        #expect(try ErasureList(path: path).items().count == 2)
        try await again.close()
        try (Data("x\n".utf8) + whole).write(to: URL(fileURLWithPath: path))
        #expect(await code { _ = try scratch.open() } == .cannotOpen)
    }

    @Test func `nothing of a small table's former rows is left in its pages`() async throws {
        // Given many commands, whose digests fill pages that split and merge
        let store = try await scratch.begun()
        var dice = Dice(seed: 4)
        var digests: [Data] = []
        for position in 1...400 {
            let digest = (0..<32).map { _ in UInt8.random(in: 1...255, using: &dice) }
            digests.append(Data(digest))
            let receipt = RecordStore.Receipt(
                participant: "ada", clientID: "\(UInt64.random(in: .min ... .max, using: &dice))", digest: digest,
                positions: [Position(position)])
            try await store.append(.init(entries: [.said("Line", at: position)], receipts: [receipt]), to: .plenary)
        }
        // When their lines are erased, then no digest stands anywhere
        try await store.append(erased(Array(1...399), at: 401), to: .plenary)
        let contents = try scratch.contents().values
        #expect(digests.dropLast().filter { digest in contents.contains { $0.range(of: digest) != nil } }.isEmpty)
        #expect(contents.contains { $0.range(of: digests[399]) != nil })
        try await store.close()
    }
}
