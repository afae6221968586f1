import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// What a folder holds after it was restored.
    package struct Restored: Sendable {
        package let madeAt: Instant
        package let verdicts: [Verdict]
        /// Records that were longer than the copy. They go on under a name of their own, beginning with a line that says
        /// so: what was published of them is not continued.
        package let branched: [RecordID]
    }

    /// Makes a folder what a backup says, with everything gone that was ever erased, in either.
    ///
    /// All is made and verified beside the old database, which is replaced last. Every record begins a new epoch.
    ///
    /// - Parameters:
    ///   - lists: More lists of erasures, as other folders have them.
    ///   - isForced: Also where checkpoints were signed of more than the backup holds, the signing key is another, or the
    ///     old database cannot be read.
    /// - Throws: `folderInUse`; `cannotRestore`, with the place where the backup is damaged.
    package static func restore(
        _ path: String, into folder: String, erasures lists: [String], isForced: Bool, at instant: Instant
    ) async throws(RecorderError) -> Restored {
        let place = DataFolder(path: folder)
        do {
            let backup = try Backup(path)
            try place.make()
            let lock = try FolderLock(place)
            defer { lock.release() }
            return try await restore(backup, into: place, lists, isForced, at: instant)
        } catch {
            throw RecorderError.placed(error, .cannotRestore, at: path)
        }
    }

    /// While the folder is held.
    private static func restore(
        _ backup: Backup, into place: DataFolder, _ lists: [String], _ isForced: Bool, at instant: Instant
    ) async throws -> Restored {
        let copy = DataFolder(path: place.path + "/restore.part")
        do {
            try copy.remove()
            try copy.fill(from: backup, lists: lists + [place.erasures.path])
            let branched = try copy.reconcile(with: place, isForced: isForced, at: instant)
            let verdicts = try await copy.verified(at: instant)
            try place.take(copy)
            return Restored(madeAt: backup.head.madeAt, verdicts: verdicts, branched: branched)
        } catch {
            try copy.remove()
            throw error
        }
    }
}

extension DataFolder {
    fileprivate func fill(from backup: Backup, lists: [String]) throws {
        try make()
        try makeDatabase()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: database))
        try backup.copy { try file.write(contentsOf: $0) }
        try file.synchronize()
        try file.close()
        try keep(key: Array(backup.head.key))
        try keep(erasures: Data(backup.head.erasures.utf8))
        for list in lists { try erasures.add(try ErasureList(path: list).items()) }
    }

    /// Compares with what the folder had signed, and begins a new epoch.
    fileprivate func reconcile(with former: DataFolder, isForced: Bool, at instant: Instant) throws -> [RecordID] {
        if let own = FileManager.default.contents(atPath: former.key),
            own != FileManager.default.contents(atPath: key), !isForced
        {
            throw Reason("the folder signs with another key than the backup; --force takes the backup's")
        }
        let signed = try former.newestCheckpoints(isForced: isForced)
        let pool = try DatabasePool.oneWriter(database)
        let branched = try pool.writeWithoutTransaction { db in
            try db.committing { try $0.beginAnew(after: signed, isForced: isForced, at: instant) }.0
        }
        try pool.close()
        return branched
    }

    /// By record; a folder without a database has none.
    private func newestCheckpoints(isForced: Bool) throws -> [String: Checkpoint] {
        guard FileManager.default.fileExists(atPath: database) else { return [:] }
        do {
            let pool = try DatabasePool.oneWriter(database)
            let signed = try pool.read { db in
                guard try db.tableExists("checkpoint") else { return [String: Checkpoint]() }
                // Of a group with max(), SQLite gives the other columns of the row that has it.
                let rows = try Row.fetchAll(
                    db, sql: "SELECT record, max(size) AS size, note FROM checkpoint GROUP BY record")
                return Dictionary(
                    uniqueKeysWithValues: rows.map { ($0["record"], Checkpoint(size: $0["size"], note: $0["note"])) })
            }
            try pool.close()
            return signed
        } catch {
            guard isForced else {
                throw Reason("what the folder had signed cannot be read (\(error)); --force restores all the same")
            }
            return [:]
        }
    }

    fileprivate func take(_ copy: DataFolder) throws {
        for ending in ["-wal", "-shm"] { unlink(database + ending) }
        try keep(erasures: FileManager.default.contents(atPath: copy.erasures.path) ?? Data())
        try keep(key: Array(FileManager.default.contents(atPath: copy.key) ?? Data()))
        guard rename(copy.database, database) == 0 else { throw Reason.system("rename \(database)") }
        try Self.sync(keys)
        try Self.sync(path)
        try copy.remove()
    }
}

extension Database {
    /// - Parameter signed: The last that was published of each record.
    /// - Returns: The records that fall short of it.
    fileprivate func beginAnew(
        after signed: [String: Checkpoint], isForced: Bool, at instant: Instant
    ) throws -> [RecordID] {
        var short: [RecordID] = []
        for row in try Row.fetchAll(self, sql: "SELECT id, origin FROM record ORDER BY id") {
            let record = RecordID(row["id"])
            let epoch = UInt64.random(in: .min ... .max)
            try execute(
                sql: "UPDATE record SET epoch = ? WHERE id = ?", arguments: [Int64(bitPattern: epoch), record.text])
            let size = try RecordStore.Head.of(record, in: self)?.last.number ?? 0
            guard let known = signed[record.text], known.size > size else { continue }
            guard isForced else {
                throw Reason(
                    """
                    \(record.text) was signed to position \(known.size), and the backup has \(size) entries: positions \
                    \(size + 1) to \(known.size) would be lost. --force goes on without them, under a new name for its tree
                    """)
            }
            short.append(record)
            try branch(record, as: "\(row["origin"] as String)/\(String(epoch, radix: 16))")
            let line = Line(.restored(Restoration(size: known.size, checkpoint: known.note)))
            let entry = Entry(Position(size + 1), at: instant, line)
            try Sealer().seal(entry, line, in: record).insert(in: self, of: record)
        }
        return short
    }

    /// Two trees of one name would be two views: what was signed before stands for the old one only.
    private func branch(_ record: RecordID, as origin: String) throws {
        try execute(sql: "DROP TRIGGER checkpoint_stays")
        try execute(sql: "DELETE FROM checkpoint WHERE record = ?", arguments: [record.text])
        try execute(
            sql: """
                CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
                BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END
                """)
        try execute(sql: "UPDATE record SET origin = ? WHERE id = ?", arguments: [origin, record.text])
    }
}
