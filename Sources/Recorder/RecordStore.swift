import Crypto
import GRDB
package import Proceedings

/// The durable record of every meeting in one data folder, held by one process at a time.
///
/// Every function that changes something returns when the disk has it. After `cannotAppend` or `diskFull` from a failing
/// disk, and after `displaced`, every change is refused until `reopen`; what the failed one left is then read, never
/// guessed.
package final class RecordStore: Sendable {
    /// The data folder, as given.
    package let folder: String
    let cabinet: Cabinet
    let key: SigningKey
    private let lock: FolderLock

    private init(folder: String, cabinet: Cabinet, key: SigningKey, lock: FolderLock) {
        self.folder = folder
        self.cabinet = cabinet
        self.key = key
        self.lock = lock
    }

    /// Locks the folder, makes what is missing in it, and brings its database up to date.
    ///
    /// - Parameters:
    ///   - folder: Made with mode 0700 where it is missing.
    ///   - instant: Now; when a key made here began to be used.
    /// - Returns: The only store on this folder until `close`.
    /// - Throws: `folderInUse`, `newerDatabase`, `databaseLost`, `cannotOpen`, `notSynchronous`, `keyUnreadable`,
    ///   `diskFull`.
    package static func open(folder: String, at instant: Instant) throws(RecorderError) -> RecordStore {
        try open(folder: folder, at: instant, schema: .current)
    }

    static func open(folder path: String, at instant: Instant, schema: Schema) throws(RecorderError) -> RecordStore {
        let folder = DataFolder(path: path)
        do {
            try folder.make()
            let lock = try FolderLock(folder)
            try folder.requireDatabaseUnlessNew()
            try folder.makeDatabase()
            let pool = try DatabasePool.oneWriter(folder.database)
            try schema.upgrade(pool, in: folder)
            let key = try SigningKey.known(in: folder, by: pool, at: instant)
            try pool.carryOut(folder.erasures, at: instant)
            return RecordStore(
                folder: path, cabinet: Cabinet(path: folder.database, pool: pool), key: key, lock: lock)
        } catch {
            throw RecorderError.placed(error, .cannotOpen, at: path)
        }
    }

    /// Waits for what is being read or written, then frees the folder. The store is of no use afterwards.
    package func close() async throws(RecorderError) {
        do {
            try await cabinet.close()
        } catch {
            throw RecorderError.placed(error, .cannotOpen, at: folder)
        }
        lock.release()
    }

    /// After a failed commit: closes the connections and opens them again. Read the record before going on.
    ///
    /// - Throws: `cannotOpen` while the disk still fails; `displaced` while other files stand there, or none. It may be
    ///   tried again.
    package func reopen() async throws(RecorderError) {
        do {
            try await cabinet.reopen()
        } catch {
            throw RecorderError.placed(error, .cannotOpen, at: folder)
        }
    }

    /// Whether the record goes to the files that stand in the folder; to be asked each second.
    ///
    /// - Throws: `displaced`; every change is refused until `reopen`.
    package func requireInPlace() async throws(RecorderError) {
        do {
            try await cabinet.requireInPlace()
        } catch {
            throw RecorderError.placed(error, .displaced, at: folder)
        }
    }

    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws(RecorderError) -> T {
        do {
            return try await cabinet.read(body)
        } catch {
            throw RecorderError.placed(error, .cannotRead, at: folder)
        }
    }

    func write<T: Sendable>(
        adding entries: Int = 0, _ body: @Sendable (Database) throws -> T
    ) async throws(RecorderError) -> T {
        do {
            return try await cabinet.write(adding: entries, body)
        } catch {
            throw RecorderError.placed(error, .cannotAppend, at: folder)
        }
    }

    func error(_ code: RecorderError.Code, _ reason: String) -> RecorderError {
        RecorderError(code: code, path: folder, underlying: Reason(reason))
    }
}
