import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct `Withdrawing` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a retracted line leaves no byte in the folder, while the store is open`() async throws {
        // Given a line that is recorded, with the receipt of its command
        let store = try await scratch.begun()
        let receipt = RecordStore.Receipt(
            participant: "ada", clientID: "c1", digest: [9, 9], positions: [Position(1), Position(2)])
        let said = [Entry.said("We begin.", at: 1), Entry.said("Zanzibar owes us money.", at: 2)]
        try await store.append(.init(entries: said, receipts: [receipt]), to: .plenary)
        let before = try await store.sign(.plenary, at: .noon)
        let salt = try #require(
            try await store.sealedEntries(of: .plenary, after: Position(1), limit: 1, for: Reader(.scribe)).first?.salt)
        #expect(try scratch.holds("Zanzibar"))
        // When it is retracted
        let notice = Entry(Position(3), at: .noon, Line(.retraction(of: Position(2)), by: .scribe))
        try await store.append(.init(entries: [notice], withdrawn: [Position(2)]), to: .plenary)
        // Then neither words, salt nor the command's digest stand anywhere, and the record still verifies
        #expect(try !scratch.holds("Zanzibar"))
        #expect(try !scratch.contents().values.contains { $0.range(of: Data(salt)) != nil })
        let kept = try #require(try await store.receipts(of: .plenary).first)
        #expect(kept.digest == [])
        #expect(kept.matches([9, 9]) && kept.matches([8]) && !receipt.matches([8]))
        #expect(
            try await store.allEntries(of: .plenary).map(\.content)
                == [said[0].content, .erased(.summary), notice.content])
        let sealed = try await store.sealedEntries(of: .plenary, after: .start, limit: 9, for: Reader(.scribe))
        #expect(sealed.map { $0.body == nil } == [false, true, false])
        let verdicts = try await store.verify()
        #expect(verdicts.map(\.isSound) == [true])
        #expect(verdicts.map(\.withoutWords) == [1])
        #expect(before.size == 2)
        try await store.close()
    }

    @Test func `what was withdrawn from staff is for nobody`() async throws {
        let store = try await scratch.begun()
        try await store.append(.init(entries: [.said("secret", at: 1, to: .staff)]), to: .plenary)
        try await store.append(.init(entries: [], withdrawn: [Position(1)]), to: .plenary)
        #expect(try await store.entries(of: .plenary, after: .start, limit: 9, for: Reader(.organiser)).isEmpty)
        #expect(try await store.allEntries(of: .plenary).map(\.content) == [.withheld])
        try await store.close()
    }

    /// SQLite 3.40.1 leaves copies of rows behind when it merges pages after deletes, `secure_delete` or not.
    /// These seeds showed it when rows were deleted.
    @Test(arguments: [4, 5, 7]) func `of many retracted lines among many, none leaves a byte`(seed: UInt64) async throws
    {
        // Given a record that grows, with short and long lines
        var dice = Dice(seed: seed)
        let store = try await scratch.begun()
        var standing: [Int: String] = [:]
        var gone: [String] = []
        for start in stride(from: 1, to: 1000, by: 10) {
            let entries = (start..<start + 10).map { position in
                let token = "<\(UInt64.random(in: .min ... .max, using: &dice))>"
                standing[position] = token
                let count = [1, 2, 5, 10, 40].randomElement(using: &dice) ?? 1
                return Entry.said(String(repeating: token, count: count), at: position)
            }
            // When most of its earlier lines are taken back on the way
            let withdrawn = standing.keys.sorted().filter { _ in Int.random(in: 0...7, using: &dice) == 0 }
            try await store.append(.init(entries: entries, withdrawn: withdrawn.map { Position($0) }), to: .plenary)
            gone += withdrawn.compactMap { standing.removeValue(forKey: $0) }
        }
        // Then no token of those stands in any file, and all others are read
        let contents = try Array(scratch.contents().values)
        #expect(gone.count > 500)
        #expect(gone.filter { token in contents.contains { $0.range(of: Data(token.utf8)) != nil } } == [])
        let read = try await store.allEntries(of: .plenary).compactMap { $0.line?.body.words?.plain }
        #expect(read.count == standing.count)
        try await store.close()
    }
}

/// Repeatable random numbers (SplitMix64), so that a failure can be seen again from its seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
