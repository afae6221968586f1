import Foundation
import GRDB
import Proceedings
import Testing

@testable import Recorder

@Suite struct `A disk that fails` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a full database refuses, keeps what it acknowledged, and goes on when there is room`() async throws {
        // Given a database that may not grow
        let store = try await scratch.begun()
        try await store.cabinet.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
        }
        // When it is written until it is full
        let (acknowledged, refusal) = await store.fill()
        // Then it says so, reads on, and takes nothing more until it is opened again
        #expect(refusal == .diskFull)
        #expect(acknowledged > 3)
        let next = acknowledged + 1
        #expect(await code { try await store.say("more", from: next) } == .cannotAppend)
        #expect(try await store.allEntries(of: .plenary).count == acknowledged)
        try await store.reopen()
        #expect(try await store.head(of: .plenary)?.last == Position(acknowledged))
        try await store.say("more", from: acknowledged + 1)
        #expect(try await store.verify().map(\.isSound) == [true])
        try await store.close()
    }

    /// The kernel refuses to let any file of the process grow: what SQLite sees is a write that fails.
    @Test func `a write the kernel refuses is never acknowledged, and all that was stays`() async throws {
        await #expect(processExitsWith: .success) { [place = scratch.place as String] in
            let store = try RecordStore.open(folder: place, at: .noon)
            _ = try await store.begin(.plenary, host: "notes.example.org", at: .noon)
            // Given a limit to the size of files
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit()
            #expect(getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let most = limit.rlim_max
            limit.rlim_cur = 600_000
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            // When it is written until a write fails
            let (acknowledged, refusal) = await store.fill()
            #expect(refusal == .cannotAppend || refusal == .diskFull)
            #expect(acknowledged > 10)
            #expect(try await store.allEntries(of: .plenary).count == acknowledged)
            // Then, with room again, it goes on from what it acknowledged
            limit.rlim_cur = most
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            try await store.reopen()
            #expect(try await store.head(of: .plenary)?.last == Position(acknowledged))
            try await store.say("more", from: acknowledged + 1)
            #expect(try await store.verify().map(\.isSound) == [true])
            try await store.close()
        }
    }

    @Test func `a store that was closed takes and gives nothing more`() async throws {
        let store = try await scratch.begun()
        try await store.close()
        #expect(await code { try await store.say("late", from: 1) } == .cannotAppend)
        #expect(await code { _ = try await store.allEntries(of: .plenary) } == .cannotRead)
    }
}

extension RecordStore {
    /// Writes until the first refusal, at most 1000 entries of 1 kB.
    fileprivate func fill() async -> (acknowledged: Int, refusal: RecorderError.Code?) {
        let words = String(repeating: "word ", count: 200)
        for position in 1...1000 {
            if let refusal = await code({ try await say(words, from: position) }) { return (position - 1, refusal) }
        }
        return (1000, nil)
    }
}
