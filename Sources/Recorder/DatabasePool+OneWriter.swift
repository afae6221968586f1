import Foundation
import GRDB

extension DatabasePool {
    /// Opens the database with the settings the record's promises need, and an empty log.
    ///
    /// SQLite 3.40 may corrupt a file that two connections write or checkpoint at once: there is one that may, and
    /// the folder's lock keeps other processes out.
    static func oneWriter(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
            try db.execute(
                sql: db.configuration.readonly ? "PRAGMA wal_autocheckpoint = 0" : "PRAGMA secure_delete = ON")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { db in
            // GRDB sets NORMAL after `prepareDatabase`, which loses acknowledged entries in a power cut.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
            guard level == 2 else {
                throw RecorderError(
                    code: .notSynchronous, path: path, underlying: Reason("synchronous is \(level), not 2"))
            }
            _ = try db.cutLog()  // a crash may have left withdrawn words in it
        }
        pool.openReaders()
        return pool
    }

    /// Opens every connection that may read, at once: one that is opened later finds what stands at the path then, which
    /// may be another file by that time, or none. What hinders one is told to whoever reads by it.
    private func openReaders() {
        let arrived = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        let left = DispatchSemaphore(value: 0)
        let all = 0..<configuration.maximumReaderCount
        for _ in all {
            // Unowned: a thread that ended last would close the database when whoever had it already opens it again.
            Thread.detachNewThread { [unowned self] in
                do {
                    try read { _ in
                        arrived.signal()
                        leave.wait()
                    }
                } catch {
                    arrived.signal()  // whoever reads by it is told
                }
                left.signal()
            }
        }
        // While each has one, the next is given another.
        for _ in all { arrived.wait() }
        for _ in all { leave.signal() }
        for _ in all { left.wait() }
    }
}

extension Database {
    /// Moves the whole write-ahead log into the database file and cuts it to nothing.
    ///
    /// - Returns: Whether it could; not while somebody reads.
    func cutLog() throws -> Bool {
        try Bool.fetchOne(self, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == false
    }
}

extension Database {
    /// Runs `body` in a transaction and commits it.
    ///
    /// - Returns: What `body` returned, and how long the commit took: writing the log and syncing it, and now and then
    ///   moving the log into the database file.
    func committing<T>(_ body: (Database) throws -> T) throws -> (T, Duration) {
        var outcome: (result: T, at: ContinuousClock.Instant)?
        try inTransaction {
            outcome = (try body(self), .now)
            return .commit
        }
        guard let outcome else { throw Reason("a transaction ended without its body") }
        return (outcome.result, .now - outcome.at)
    }
}

extension Database {
    /// Writes what stands there already: one page and one sync, which a full disk refuses.
    func proveWritable() throws {
        let version = try Int.fetchOne(self, sql: "PRAGMA user_version") ?? 0
        try execute(sql: "PRAGMA user_version = \(version)")
    }
}

extension DatabaseError {
    /// After these the kernel may have dropped pages, and a later success proves nothing.
    var leavesDoubt: Bool {
        switch resultCode {
        case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_CANTOPEN,
            .SQLITE_PROTOCOL:
            true
        default: false
        }
    }
}
