import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Checkpoints` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a checkpoint says how far the record goes, signed in the record's name`() async throws {
        let store = try await scratch.begun()
        #expect(try await store.newestCheckpoint(of: .plenary) == nil)
        try await store.append(.init(entries: Entry.numbered(1...5)), to: .plenary)
        let checkpoint = try await store.sign(.plenary, at: .noon)
        let origin = "notes.example.org/" + RecordID.plenary.text
        let key = try #require(VerifierKey(await store.verifierKey(of: .plenary)))
        let note = try #require(SignedNote(checkpoint.note))
        #expect(note.isSigned(by: key))
        #expect(note.text.hasPrefix("\(origin)\n5\n"))
        #expect(checkpoint.size == 5)
        #expect(try await store.newestCheckpoint(of: .plenary) == checkpoint)
        try await store.close()
    }

    @Test func `signing again without a new entry gives the same checkpoint, also after a restart`() async throws {
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        let first = try await store.sign(.plenary, at: .noon)
        #expect(try await store.sign(.plenary, at: .noon.advanced(byMilliseconds: 60_000)) == first)
        try await store.close()
        let again = try scratch.open()
        #expect(try await again.sign(.plenary, at: .noon) == first)
        try await again.close()
    }

    @Test(arguments: 1...6) func `however a record was cut into batches, its root is that of its headers`(
        seed: UInt64
    ) async throws {
        var dice = Dice(seed: seed)
        let store = try await scratch.begun()
        var position = 1
        while position <= 100 {
            let count = Int.random(in: 1...20, using: &dice)
            try await store.append(.init(entries: Entry.numbered(position...position + count - 1)), to: .plenary)
            position += count
            // Signing on the way makes the tree grow from what is remembered; opening again, from nothing.
            if Bool.random(using: &dice) { _ = try await store.sign(.plenary, at: .noon) }
            if Int.random(in: 0...3, using: &dice) == 0 { try await store.reopen() }
        }
        var tree = MerkleTree()
        for sealed in try await store.sealedEntries(of: .plenary, after: .start, limit: 5000, for: Reader(.attendee)) {
            tree.append(sealed.header)
        }
        let signed = try await store.sign(.plenary, at: .noon)
        #expect(SignedNote(signed.note).flatMap { TreeHead($0.text) }?.root == tree.root)
        #expect(signed.size == position - 1)
        try await store.close()
    }

    @Test func `a key that was replaced goes on verifying what it signed`() async throws {
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        _ = try await store.sign(.plenary, at: .noon)
        try await store.close()
        // When the operator puts another key in its place
        let file = URL(fileURLWithPath: scratch.place + "/keys/record.ed25519")
        try Data(repeating: 7, count: 32).write(to: file)
        let again = try scratch.open()
        try await again.say("two", from: 2)
        let second = try await again.sign(.plenary, at: .noon)
        // Then both checkpoints are good, the second by the new key
        #expect(try await again.verify().map(\.checkpoints) == [2])
        #expect(try await again.verify().map(\.fault) == [nil])
        let key = try #require(VerifierKey(await again.verifierKey(of: .plenary)))
        #expect(try #require(SignedNote(second.note)).isSigned(by: key))
        try await again.close()
    }
}
