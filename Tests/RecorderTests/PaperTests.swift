import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Files of papers` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func file(_ words: String, times: Int = 1) -> RecordStore.PaperBytes {
        let bytes = Array(String(repeating: words, count: times).utf8)
        let digest = String(repeating: "0", count: 64 - words.count) + words.lowercased()
        return RecordStore.PaperBytes(digest: digest, crc: .max, bytes: bytes)
    }

    private func record(
        _ changes: RecordStore.PaperChange..., at position: Int, in store: RecordStore, _ record: RecordID = .plenary
    ) async throws {
        try await store.append(
            RecordStore.Batch(entries: [.said("Paper", at: position)], papers: changes), to: record)
    }

    @Test func `are read piece by piece as they were kept`() async throws {
        let store = try await scratch.begun()
        let long = file("LONG", times: 70_000)
        try await record(.init(paper: 1, digest: long.digest, sent: long), at: 1, in: store)
        var read: [UInt8] = []
        for number in 0..<3 { read += try #require(try await store.piece(number, ofPaper: long.digest)) }
        #expect(read == long.bytes)
        #expect(try await store.piece(3, ofPaper: long.digest) == nil)
        #expect(try await store.paperSums(of: .plenary) == [long.digest: .max])
        try await store.close()
    }

    @Test func `stay while a paper of any record names them, and leave no trace then`() async throws {
        let store = try await scratch.begun()
        _ = try await store.begin(.other, host: "notes.example.org", at: .noon)
        let shared = file("SHARED", times: 30_000)
        let small = file("SMALL")
        try await record(
            .init(paper: 1, digest: shared.digest, sent: shared), .init(paper: 2, digest: small.digest, sent: small),
            at: 1,
            in: store)
        try await record(.init(paper: 7, digest: shared.digest, sent: shared), at: 1, in: store, .other)
        // When others come and go beside them, so that rows move
        for number in 1...40 {
            let filler = file("FILLER\(number)", times: 5)
            try await record(.init(paper: 9 + number, digest: filler.digest, sent: filler), at: 1 + number, in: store)
        }
        for number in stride(from: 1, through: 40, by: 2) {
            try await record(.init(paper: 9 + number, digest: nil), at: 42 + number / 2, in: store)
        }
        // When the small one is taken away and the shared one is replaced in one of its records
        try await record(.init(paper: 2, digest: nil), at: 62, in: store)
        let other = file("NEW")
        try await record(.init(paper: 1, digest: other.digest, sent: other), at: 63, in: store)
        #expect(try !scratch.holds("SMALL") && scratch.holds("SHARED"))
        #expect(try await store.piece(0, ofPaper: shared.digest) != nil)
        // Then with the last that names it it is gone
        try await record(.init(paper: 7, digest: nil), at: 2, in: store, .other)
        #expect(try !scratch.holds("SHARED"))
        #expect(try await store.piece(0, ofPaper: shared.digest) == nil)
        try await store.close()
    }

    @Test func `are found where a byte of them was changed`() async throws {
        let store = try await scratch.begun()
        let bytes = Array("hello".utf8)
        let digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        try await record(
            .init(paper: 1, digest: digest, sent: .init(digest: digest, crc: 0, bytes: bytes)), at: 1, in: store)
        #expect(try await store.verify().allSatisfy(\.isSound))
        try await store.close()
        try scratch.tamper("UPDATE paper_piece SET bytes = CAST('hallo' AS BLOB)")
        let changed = try scratch.open()
        let fault = try await changed.verify().compactMap(\.fault).first
        #expect(fault?.description.contains(digest) == true)
        try await changed.close()
    }

    @Test func `are not named before they are kept`() async throws {
        let store = try await scratch.begun()
        let missing = file("MISSING")
        #expect(
            await code { try await record(.init(paper: 1, digest: missing.digest), at: 1, in: store) } == .cannotAppend)
        // Then nothing is half recorded
        #expect(try await store.head(of: .plenary)?.last == .start)
        try await store.close()
    }
}
