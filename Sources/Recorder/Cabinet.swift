import Foundation
import GRDB
import Proceedings

/// The open database: one connection that writes and checkpoints, and a few that can only read.
actor Cabinet {
    private let path: String
    private var pool: DatabasePool?
    private var files: OpenFiles
    private var trees: [RecordID: MerkleTree] = [:]
    private(set) var readings = RecordStore.Readings()
    /// A commit or a sync failed: what the disk has is known only after `reopen`.
    private var isInDoubt = false
    /// Words were taken back whose old bytes may still stand in the write-ahead log.
    private var holdsErasedWords = false
    /// The log holds what it must not keep for long.
    private var owesEmptyLog = false
    /// Reads and writes that are going on.
    private var uses = 0
    private var isChanging = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
        files = OpenFiles(at: path)
    }

    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws -> T {
        try await use { try await $0.read(body) }
    }

    /// One transaction, on the disk when this returns.
    ///
    /// - Parameter entries: How many it adds to a record, for the books.
    func write<T: Sendable>(adding entries: Int = 0, _ body: @Sendable (Database) throws -> T) async throws -> T {
        guard !isInDoubt else { throw Reason("an earlier commit failed, and the record was not opened again since") }
        let began = ContinuousClock.now
        do {
            let (result, sync) = try await use { pool in
                try await pool.writeWithoutTransaction { try $0.committing(body) }
            }
            readings.add(commit: .now - began, sync: sync, entries: entries)
            guard !isInDoubt else { throw Reason("another commit failed meanwhile") }
            try requireInPlace()
            if holdsErasedWords { await emptyLog() }
            return result
        } catch let failure as DatabaseError {
            if failure.leavesDoubt { isInDoubt = true }
            throw failure
        }
    }

    /// What is written to a file that has lost its name is gone when the process ends.
    ///
    /// - Throws: `displaced`, and nothing is written any more until `reopen`.
    func requireInPlace() throws {
        guard !files.areInPlace(OpenFiles(at: path)) else { return }
        isInDoubt = true
        throw displaced
    }

    private var displaced: RecorderError {
        RecorderError(
            code: .displaced, path: path, underlying: Reason("it was moved, deleted or replaced while it was open"))
    }

    /// Moves everything into the database file and cuts the log to nothing, so that no erased word stays in it.
    /// What fails is tried again after the next write, and by `reopen`.
    func emptyLog() async {
        holdsErasedWords = true
        do {
            let isCut = try await use { try await $0.barrierWriteWithoutTransaction { try $0.cutLog() } }
            if isCut { holdsErasedWords = false }
        } catch let failure as DatabaseError {
            if failure.leavesDoubt { isInDoubt = true }
        } catch {
            holdsErasedWords = true  // cancelled: the caller went away
        }
    }

    func oweEmptyLog() { owesEmptyLog = true }

    func emptyOwedLog() async {
        guard owesEmptyLog || holdsErasedWords, !isInDoubt else { return }
        owesEmptyLog = false
        await emptyLog()
    }

    /// The old connections stay until the disk has taken a write by the new ones, so that reading goes on meanwhile. They
    /// also stay where other files, or none, stand in the folder: then they alone have the record.
    func reopen() async throws {
        try await alone { cabinet in
            try cabinet.saveLostLog()
            guard cabinet.files.areInPlace(OpenFiles(at: cabinet.path)) else { throw cabinet.displaced }
            let pool = try DatabasePool.oneWriter(cabinet.path)
            try pool.writeWithoutTransaction { try $0.proveWritable() }
            try cabinet.closeConnections()
            cabinet.pool = pool
            cabinet.files = OpenFiles(at: cabinet.path)
            cabinet.trees = [:]
            cabinet.isInDoubt = false
            cabinet.holdsErasedWords = false
            cabinet.owesEmptyLog = false
        }
    }

    /// Writes all that is in the database now to a new file, closed to others, and nothing else.
    func writeOut(to fresh: String) async throws {
        try DataFolder.makeFile(fresh)
        try await use { pool in
            try await pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [fresh]) }
        }
        try DataFolder.sync(fresh)
    }

    /// Goes on with the database in another file, which takes this one's place.
    func replace(by fresh: String) async throws {
        try await alone { cabinet in
            try cabinet.closeConnections()
            guard rename(fresh, cabinet.path) == 0 else { throw Reason.system("rename") }
            cabinet.pool = try DatabasePool.oneWriter(cabinet.path)
            cabinet.files = OpenFiles(at: cabinet.path)
        }
    }

    func close() async throws {
        try await alone { try $0.closeConnections() }
    }

    /// What is remembered of a record's tree; entries are final, so its size says which tree it is.
    func tree(of record: RecordID) -> MerkleTree { trees[record] ?? MerkleTree() }

    func remember(_ tree: MerkleTree, of record: RecordID) {
        if tree.size > self.tree(of: record).size { trees[record] = tree }
    }

    /// A log that was deleted is whole as long as it is open: all of it goes into the database before another is made.
    private func saveLostLog() throws {
        guard let pool, files.haveLostLog(OpenFiles(at: path)) else { return }
        guard try pool.writeWithoutTransaction({ try $0.cutLog() }) else { throw displaced }
        try closeConnections()
        files = OpenFiles(at: path)  // what stands there is whole, also where it cannot be opened yet
        self.pool = try DatabasePool.oneWriter(path)
        files = OpenFiles(at: path)
    }

    /// Readers first: the writer, closed last, moves the log into the database file.
    private func closeConnections() throws {
        guard let pool else { return }
        pool.releaseMemory()
        try pool.close()
        self.pool = nil
    }

    private func use<T: Sendable>(_ body: (DatabasePool) async throws -> T) async throws -> T {
        while isChanging { await pause() }
        guard let pool else { throw Reason("the record is closed") }
        uses += 1
        defer {
            uses -= 1
            if uses == 0 { wake() }
        }
        return try await body(pool)
    }

    /// Runs `body` while nobody reads or writes; who comes meanwhile waits.
    ///
    /// GRDB's `close` blocks its thread until all readers have left, and a reader may need that very thread to leave
    /// where there is only one, so nobody may be inside when it is called.
    private func alone(_ body: (isolated Cabinet) throws -> Void) async rethrows {
        while isChanging { await pause() }
        isChanging = true
        defer {
            isChanging = false
            wake()
        }
        while uses > 0 { await pause() }
        try body(self)
    }

    private func pause() async {
        await withCheckedContinuation { waiting.append($0) }
    }

    private func wake() {
        let woken = waiting
        waiting = []
        for one in woken { one.resume() }
    }
}
