import Foundation
import GRDB
package import Proceedings

/// Finds lines across records, by SQLite's FTS5 in a file of its own, `search.sqlite` in the data folder.
///
/// The file is made of what everyone may read in the records, and made anew where it is missing, damaged or of another
/// version. Words that leave it leave its file too: an index that lost some is written out afresh, since neither FTS5 nor
/// `secure_delete` of SQLite 3.40 lets go of them. Until that is done the file counts as one of another version, so that
/// it outlives neither a crash nor a full disk.
package actor SearchIndex {
    nonisolated let path: String
    private var cabinet: Cabinet?

    /// - Parameter folder: The data folder. Nothing is opened before it is needed.
    package init(in folder: String) { path = folder + "/search.sqlite" }

    package func close() async throws(RecorderError) {
        do { try await cabinet?.close() } catch { throw RecorderError.placed(error, .cannotOpen, at: path) }
        cabinet = nil
    }

    /// What is known of each record, by name.
    ///
    /// - Throws: `cannotRead`.
    package func known() async throws(RecorderError) -> [RecordID: Known] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, state, record.slug, record.title, series.slug AS of_slug, series.title AS of_title
                    FROM record LEFT JOIN series ON series.id = record.series
                    """)
            return Dictionary(uniqueKeysWithValues: rows.map { (RecordID($0["name"]), Known($0)) })
        }
    }

    /// What tells whether a record has changed since it was taken in.
    package struct Known: Hashable, Sendable {
        package let state: String
        package let slug: String
        package let title: String
        package let series: Searched.Series?

        package init(state: String, slug: String, title: String, series: Searched.Series?) {
            self.state = state
            self.slug = slug
            self.title = title
            self.series = series
        }

        fileprivate init(_ row: Row) {
            let slug: String? = row["of_slug"]
            let series = slug.map { Searched.Series(slug: $0, title: row["of_title"]) }
            self.init(state: row["state"], slug: row["slug"], title: row["title"], series: series)
        }
    }

    /// Takes a record in, instead of what was known of it. When this returns, words that were known of it and are not in
    /// it any more are gone from the file.
    ///
    /// - Throws: `cannotAppend`, `diskFull`.
    package func keep(_ searched: Searched) async throws(RecorderError) {
        let hasLost = try await write { db in
            let hasLost = try searched.replace(in: db)
            if hasLost { try db.execute(sql: "PRAGMA user_version = 0") }
            return hasLost
        }
        if hasLost { try await purge() }
    }

    /// Forgets records: when this returns nothing of them is in the file.
    ///
    /// - Throws: `cannotAppend`, `diskFull`.
    package func forget(_ records: [RecordID]) async throws(RecorderError) {
        let hasLost = try await write { db in
            let hasLost = try records.map { try Searched.remove($0, in: db) }.contains { !$0.isEmpty }
            if hasLost { try db.execute(sql: "PRAGMA user_version = 0") }
            return hasLost
        }
        if hasLost { try await purge() }
    }

    /// Writes the file out afresh, or else throws it away.
    private func purge() async throws(RecorderError) {
        do {
            try await writeAfresh(path + ".part")
        } catch {
            do { try await discard() } catch { throw RecorderError.placed(error, .cannotAppend, at: path) }
            throw RecorderError.placed(error, .cannotAppend, at: path)
        }
    }

    private func writeAfresh(_ fresh: String) async throws {
        let cabinet = try await opened()
        try await cabinet.write { db in
            try db.execute(sql: "DELETE FROM person WHERE id NOT IN (SELECT person FROM spoken)")
            try db.execute(
                sql: "DELETE FROM series WHERE id NOT IN (SELECT series FROM record WHERE series IS NOT NULL)")
            // FTS5 drops deleted words when all its parts become one.
            try db.execute(sql: "INSERT INTO found (found) VALUES ('optimize')")
        }
        try Self.remove([fresh])
        try await cabinet.writeOut(to: fresh)
        let pool = try DatabaseQueue(path: fresh)
        try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(SearchSchema.version)") }
        try pool.close()
        try await cabinet.replace(by: fresh)
    }

    private func discard() async throws {
        let former = cabinet
        cabinet = nil
        try await former?.close()
        try Self.remove(Self.files(path))
    }

    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws(RecorderError) -> T {
        do { return try await opened().read(body) } catch { throw await broken(error, .cannotRead) }
    }

    private func write<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws(RecorderError) -> T {
        do { return try await opened().write(body) } catch { throw await broken(error, .cannotAppend) }
    }

    private func opened() async throws -> Cabinet {
        if let cabinet { return cabinet }
        let made = Cabinet(path: path, pool: try Self.open(path))
        cabinet = made
        return made
    }

    /// A file that cannot be used any more is thrown away; the next who asks finds a new one, empty.
    private func broken(_ error: any Error, _ code: RecorderError.Code) async -> RecorderError {
        let failure = error as? DatabaseError
        let isOfNoUse = failure?.leavesDoubt ?? ((error as? RecorderError)?.code == .displaced)
        if isOfNoUse, let damaged = cabinet {
            do {
                if failure?.resultCode == .SQLITE_CORRUPT || failure?.resultCode == .SQLITE_NOTADB {
                    try await discard()
                } else {
                    cabinet = nil
                    try await damaged.close()
                }
            } catch { return RecorderError.placed(error, code, at: path) }
        }
        return RecorderError.placed(error, code, at: path)
    }

    private static func open(_ path: String) throws -> DatabasePool {
        do {
            try DataFolder.makeFile(path)
            let pool = try DatabasePool.oneWriter(path)
            let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
            if version == SearchSchema.version { return pool }
            try pool.close()
        } catch let failure as DatabaseError
            where failure.resultCode == .SQLITE_CORRUPT || failure.resultCode == .SQLITE_NOTADB
        {}
        try remove(files(path))
        try DataFolder.makeFile(path)
        let pool = try DatabasePool.oneWriter(path)
        try pool.write { try $0.execute(sql: SearchSchema.sql) }
        return pool
    }

    private static func files(_ path: String) -> [String] { ["", "-wal", "-shm", ".part"].map { path + $0 } }

    private static func remove(_ paths: [String]) throws {
        for path in paths where FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
