import Foundation
import GRDB
import Proceedings
import Testing

@testable import Recorder

@Suite struct `The data folder` {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var key: String { scratch.place + "/keys/record.ed25519" }
    private var copy: String { DataFolder(path: scratch.place).copy }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    private func open(_ migrations: [String]) throws -> RecordStore {
        try RecordStore.open(folder: scratch.place, at: .noon, schema: Schema(migrations: migrations))
    }

    @Test func `a folder that is missing is made, closed to others`() async throws {
        let store = try scratch.open()
        #expect(try mode(scratch.place) == 0o700)
        #expect(try mode(scratch.database) == 0o600)
        #expect(try mode(scratch.database + "-wal") == 0o600)
        #expect(try mode(key) == 0o600)
        try await store.close()
        #expect(try scratch.contents().keys.sorted() == ["keys/record.ed25519", "lock", "openfloor.sqlite"])
    }

    @Test func `a folder in use is refused, with the process that holds it`() async throws {
        let store = try scratch.open()
        let refusal = try #require(throws: RecorderError.self) { _ = try scratch.open() }
        #expect(refusal.code == .folderInUse)
        #expect(refusal.description.contains("process \(getpid())"))
        try await store.close()
        try await scratch.open().close()
    }

    @Test func `a folder in use is refused to another process`() async throws {
        let store = try scratch.open()
        await #expect(processExitsWith: .success) { [place = scratch.place as String] in
            let refusal = try #require(throws: RecorderError.self) {
                _ = try RecordStore.open(folder: place, at: .noon)
            }
            #expect(refusal.code == .folderInUse)
            #expect(refusal.description.contains("process \(getppid())"))
        }
        try await store.close()
    }

    @Test func `a store that nobody closed leaves the folder free`() async throws {
        do {
            let store = try await scratch.begun()
            try await store.say("one", from: 1)
        }
        let store = try scratch.open()
        #expect(try await store.head(of: .plenary)?.last == Position(1))
        try await store.close()
    }

    @Test func `a database from a newer version is refused and left alone`() async throws {
        try await open(Schema.released + ["CREATE TABLE later (x TEXT) STRICT"])
            .close()
        // However soon after it was refused it is opened again, nothing holds it any more
        for _ in 0..<20 { #expect(await code { _ = try scratch.open() } == .newerDatabase) }
        try await open(Schema.released + ["CREATE TABLE later (x TEXT) STRICT"])
            .close()
    }

    @Test func `a migration that fails leaves the database as it was, and a copy`() async throws {
        // Given a record in the first schema
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        try await store.close()
        // When a migration fails half way
        let broken = "CREATE TABLE later (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)"
        #expect(
            await code { _ = try open(Schema.released + [broken]) }
                == .cannotOpen)
        // Then a whole copy stands beside it, and the old program goes on
        let queue = try DatabaseQueue(path: copy)
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") } == 1)
        try queue.close()
        #expect(try mode(copy) == 0o600)
        let again = try scratch.open()
        #expect(try await again.allEntries(of: .plenary) == [.said("one", at: 1)])
        try await again.close()
    }

    @Test func `a migration that succeeds keeps the record and leaves no copy`() async throws {
        let store = try await scratch.begun()
        try await store.say("one", from: 1)
        try await store.close()
        let later = try open(Schema.released + ["CREATE TABLE later (x TEXT) STRICT"])
        #expect(try await later.allEntries(of: .plenary) == [.said("one", at: 1)])
        #expect(try await later.cabinet.read { try $0.tableExists("later") })
        #expect(!FileManager.default.fileExists(atPath: copy))
        #expect(!FileManager.default.fileExists(atPath: copy + ".part"))
        try await later.close()
    }

    @Test func `a register from before it knew time zones takes them from what was planned last`() async throws {
        // Given a meeting of the eleventh schema, planned in one zone and then in another
        let store = try open(Array(Schema.released.prefix(11)))
        _ = try await store.begin(.plenary, host: "notes.example.org", at: .noon)
        let plans = ["UTC", "America/New_York"].enumerated().map { place, zone in
            Entry(
                Position(place + 1), at: .noon,
                Line(.planned(Meeting(title: "Plenary", timeZone: zone)), by: .organiser))
        }
        try await store.append(RecordStore.Batch(entries: plans), to: .plenary)
        try await store.close()
        try scratch.tamper(
            """
            INSERT INTO listing (record, slug, visibility, title, phase, created_at)
            VALUES ('\(RecordID.plenary.text)', 'plenary', 'listed', 'Plenary', 'planned', 0)
            """)
        // When this program opens it
        let again = try scratch.open()
        // Then the register knows
        #expect(try await again.listings().map(\.timeZone) == ["America/New_York"])
        try await again.close()
    }

    @Test func `the signing key stays the same, and is never made anew for a folder that has signed`() async throws {
        let store = try scratch.open()
        let line = store.key.verifier("notes.example.org/r").line
        try await store.close()
        let again = try scratch.open()
        #expect(again.key.verifier("notes.example.org/r").line == line)
        try await again.close()
        try FileManager.default.removeItem(atPath: key)
        #expect(await code { _ = try scratch.open() } == .keyUnreadable)
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test(arguments: [31, 33]) func `a key of another length is refused and kept`(length: Int) async throws {
        try await scratch.open().close()
        try Data(repeating: 1, count: length).write(to: URL(fileURLWithPath: key))
        #expect(await code { _ = try scratch.open() } == .keyUnreadable)
        #expect(try Data(contentsOf: URL(fileURLWithPath: key)).count == length)
    }

    @Test func `a key that others may read is refused`() async throws {
        try await scratch.open().close()
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        #expect(await code { _ = try scratch.open() } == .keyUnreadable)
    }

    @Test func `what is no database is refused and left alone`() async throws {
        try FileManager.default.createDirectory(atPath: scratch.place, withIntermediateDirectories: false)
        let file = URL(fileURLWithPath: scratch.database)
        let bytes = Data(String(repeating: "This is no database. ", count: 300).utf8)
        try bytes.write(to: file)
        #expect(await code { _ = try scratch.open() } == .cannotOpen)
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test func `every accident says what to do`() {
        for code in RecorderError.Code.allCases {
            let error = RecorderError(code: code, path: "/srv/notes", underlying: Reason("cause"))
            #expect(error.description.contains("(/srv/notes): cause. "))
            #expect(error.description.hasSuffix("."))
        }
    }
}
