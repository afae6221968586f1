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
        /// Records that the backup does not have, and that are gone.
        package let lost: [RecordID]
    }

    /// Makes a folder what a backup says, with everything gone that was ever erased, in either.
    ///
    /// All is made and verified beside the old database, which is replaced last. Every record begins a new epoch.
    ///
    /// - Parameters:
    ///   - lists: More lists of erasures, as other folders have them.
    ///   - isForced: Also where the folder holds more than the backup, the signing key is another, or the old database
    ///     cannot be read.
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
            let (branched, lost) = try copy.reconcile(with: place, isForced: isForced, at: instant)
            let verdicts = try await copy.verified(at: instant)
            try place.take(copy)
            return Restored(madeAt: backup.head.madeAt, verdicts: verdicts, branched: branched, lost: lost)
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
        if let address = backup.head.address { try Data(address.utf8).write(to: URL(fileURLWithPath: self.address)) }
        for list in lists { try erasures.add(try ErasureList(path: list).items()) }
    }

    /// Compares with what the folder had signed, and begins a new epoch.
    fileprivate func reconcile(
        with former: DataFolder, isForced: Bool, at instant: Instant
    ) throws -> (branched: [RecordID], lost: [RecordID]) {
        if let own = FileManager.default.contents(atPath: former.key),
            own != FileManager.default.contents(atPath: key), !isForced
        {
            throw Reason("the folder signs with another key than the backup; --force takes the backup's")
        }
        let extents = try former.extents(isForced: isForced)
        let pool = try DatabasePool.oneWriter(database)
        let outcome = try pool.writeWithoutTransaction { db in
            try db.committing { try $0.beginAnew(after: extents, isForced: isForced, at: instant) }.0
        }
        try pool.close()
        return outcome
    }

    /// By record; a folder without a database has none.
    private func extents(isForced: Bool) throws -> [RecordID: Extent] {
        guard FileManager.default.fileExists(atPath: database) else { return [:] }
        do {
            let pool = try DatabasePool.oneWriter(database)
            let extents = try pool.read { db in
                guard try db.tableExists("checkpoint") else { return [RecordID: Extent]() }
                let records = try String.fetchAll(db, sql: "SELECT id FROM record").map { RecordID($0) }
                return try Dictionary(uniqueKeysWithValues: records.map { ($0, try Extent(of: $0, in: db)) })
            }
            try pool.close()
            return extents
        } catch {
            guard isForced else {
                throw Reason("what the folder holds cannot be read (\(error)); --force restores all the same")
            }
            return [:]
        }
    }

    fileprivate func take(_ copy: DataFolder) throws {
        for ending in ["-wal", "-shm"] { unlink(database + ending) }
        try keep(erasures: FileManager.default.contents(atPath: copy.erasures.path) ?? Data())
        try keep(key: Array(FileManager.default.contents(atPath: copy.key) ?? Data()))
        if let known = FileManager.default.contents(atPath: copy.address),
            !FileManager.default.fileExists(atPath: address)
        {
            try known.write(to: URL(fileURLWithPath: address))
        }
        guard rename(copy.database, database) == 0 else { throw Reason.system("rename \(database)") }
        try Self.sync(keys)
        try Self.sync(path)
        try copy.remove()
    }
}

/// How far a record goes in the folder that is replaced.
private struct Extent {
    let last: Int
    let signed: Checkpoint?

    init(of record: RecordID, in db: Database) throws {
        last = try RecordStore.Head.of(record, in: db)?.last.number ?? 0
        signed = try Checkpoint.all(of: record, in: db).max { $0.size < $1.size }
    }
}

extension Database {
    /// - Parameter extents: How far each record went that there was.
    /// - Returns: Those that fall short of what was signed, and those that are not there at all.
    fileprivate func beginAnew(
        after extents: [RecordID: Extent], isForced: Bool, at instant: Instant
    ) throws -> (branched: [RecordID], lost: [RecordID]) {
        var short: [RecordID] = []
        for row in try Row.fetchAll(self, sql: "SELECT id, origin FROM record ORDER BY id") {
            let record = RecordID(row["id"])
            let epoch = UInt64.random(in: .min ... .max)
            try execute(
                sql: "UPDATE record SET epoch = ? WHERE id = ?", arguments: [Int64(bitPattern: epoch), record.text])
            let size = try RecordStore.Head.of(record, in: self)?.last.number ?? 0
            guard let known = extents[record], known.last > size else { continue }
            guard isForced else {
                throw Reason(
                    """
                    \(record.text) goes to position \(known.last), and the backup has \(size) entries: positions \
                    \(size + 1) to \(known.last) would be lost. --force goes on without them; where they were signed, under \
                    a new name for its tree
                    """)
            }
            guard let signed = known.signed, signed.size > size else { continue }
            short.append(record)
            try branch(record, as: "\(row["origin"] as String)/\(String(epoch, radix: 16))")
            let line = Line(.restored(Restoration(size: signed.size, checkpoint: signed.note)))
            let sealer = Sealer()
            let last = try SealedEntry.all(of: record, after: Position(max(0, size - 1)), in: self).next()
            let entry = Entry(
                Position(size + 1), at: instant.following(try last.map { try sealer.open($0) }), line)
            try sealer.seal(entry, line, in: record).insert(in: self, of: record)
        }
        let there = Set(try String.fetchAll(self, sql: "SELECT id FROM record").map { RecordID($0) })
        let lost = extents.filter { !there.contains($0.key) && $0.value.last > 0 }
        if !isForced, let (record, extent) = lost.min(by: { $0.key.text < $1.key.text }) {
            throw Reason(
                """
                the backup does not have \(record.text), which goes to position \(extent.last): all of it would be lost. \
                --force goes on without it
                """)
        }
        return (short, lost.keys.sorted { $0.text < $1.text })
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
