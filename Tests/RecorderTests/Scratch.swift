import Foundation
import GRDB
import Proceedings

@testable import Recorder

/// A folder of its own for one test, removed with it.
final class Scratch: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "recorder-" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            print("left behind: \(folder): \(error)")
        }
    }

    var place: String { folder + "/notes" }
    var database: String { place + "/openfloor.sqlite" }

    func open() throws -> RecordStore { try RecordStore.open(folder: place, at: .noon) }

    /// A store with one record, begun.
    func begun(_ record: RecordID = .plenary) async throws -> RecordStore {
        let store = try open()
        _ = try await store.begin(record, host: "notes.example.org", at: .noon)
        return store
    }

    /// Past the store, as an intruder would: on a closed folder only.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: database)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Every byte the folder holds, file by file.
    func contents() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: place) {
            let path = place + "/" + name
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
                found[name] = try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }
        return found
    }

    func holds(_ words: String) throws -> Bool {
        try contents().values.contains { $0.range(of: Data(words.utf8)) != nil }
    }
}

extension Instant {
    static let noon = Instant(milliseconds: 1_401_364_800_000)
}

extension RecordID {
    static let plenary = RecordID("01hzy7m4q8v3n5k2x9r6t0abcd")
    static let other = RecordID("01hzy7m4q8v3n5k2x9r6t0zzzz")
}

extension Entry {
    static func said(_ words: String, at position: Int, to audience: Audience = .everyone) -> Entry {
        Entry(
            Position(position), at: .noon.advanced(byMilliseconds: Int64(position)),
            Line(.summary(InlineText(plain: words)), by: .scribe, audience: audience))
    }

    static func numbered(_ positions: ClosedRange<Int>) -> [Entry] {
        positions.map { .said("Line \($0)", at: $0) }
    }
}

extension RecordStore {
    func say(_ words: String..., from position: Int, in record: RecordID = .plenary) async throws {
        let entries = words.enumerated().map { Entry.said($1, at: position + $0) }
        try await append(Batch(entries: entries), to: record)
    }
}

/// The code of the accident that `body` must have.
func code(_ body: () async throws -> Void) async -> RecorderError.Code? {
    do {
        try await body()
        return nil
    } catch let error as RecorderError {
        return error.code
    } catch {
        return nil
    }
}
