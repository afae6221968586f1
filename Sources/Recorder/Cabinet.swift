import GRDB
import Proceedings

/// The open database: one connection that writes and checkpoints, and a few that can only read.
///
/// SQLite 3.40 may corrupt a file that two connections write or checkpoint at once, so no other is ever opened.
actor Cabinet {
    private let path: String
    private var pool: DatabasePool?
    private var trees: [RecordID: MerkleTree] = [:]
    /// A commit or a sync failed: what the disk has is known only after `reopen`.
    private var isInDoubt = false
    /// Words were taken back whose old bytes may still stand in the write-ahead log.
    private var holdsErasedWords = false

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws -> T {
        let pool = try opened()
        do {
            return try await pool.read(body)
        } catch let failure as DatabaseError where failure.resultCode == .SQLITE_MISUSE && self.pool !== pool {
            return try await opened().read(body)  // closed under us by `reopen`
        }
    }

    /// One transaction, on the disk when this returns.
    func write<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws -> T {
        guard !isInDoubt else { throw Reason("an earlier commit failed, and the record was not opened again since") }
        let pool = try opened()
        do {
            let result = try await pool.write(body)
            if holdsErasedWords { await emptyLog() }
            return result
        } catch let failure as DatabaseError {
            if failure.leavesDoubt { isInDoubt = true }
            throw failure
        }
    }

    /// Moves everything into the database file and cuts the log to nothing, so that no erased word stays in it.
    /// What fails is tried again after the next write.
    func emptyLog() async {
        holdsErasedWords = true
        do {
            let isBusy = try await opened().barrierWriteWithoutTransaction { db in
                try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? true
            }
            holdsErasedWords = isBusy
        } catch {
            isInDoubt = true
        }
    }

    func reopen() throws {
        try closeConnections()
        pool = try Self.connect(path)
        trees = [:]
        isInDoubt = false
    }

    func close() throws { try closeConnections() }

    /// What is remembered of a record's tree; entries are final, so its size says which tree it is.
    func tree(of record: RecordID) -> MerkleTree { trees[record] ?? MerkleTree() }

    func remember(_ tree: MerkleTree, of record: RecordID) {
        if tree.size > self.tree(of: record).size { trees[record] = tree }
    }

    /// Readers first: the writer, closed last, moves the log into the database file.
    private func closeConnections() throws {
        guard let pool else { return }
        pool.releaseMemory()
        try pool.close()
        self.pool = nil
    }

    private func opened() throws -> DatabasePool {
        guard let pool else { throw Reason("the record is closed") }
        return pool
    }

    static func connect(_ path: String) throws -> DatabasePool {
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
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard level == 2 else {
                let found = level.map(String.init) ?? "nothing"
                throw RecorderError(
                    code: .notSynchronous, path: path, underlying: Reason("synchronous is \(found), not 2"))
            }
        }
        return pool
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
