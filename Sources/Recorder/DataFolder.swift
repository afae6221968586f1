import Foundation

/// The data folder and what the recorder keeps in it.
struct DataFolder: Sendable {
    let path: String

    var database: String { path + "/openfloor.sqlite" }
    var lock: String { path + "/lock" }
    var keys: String { path + "/keys" }
    var key: String { keys + "/record.ed25519" }
    /// Everything that was ever erased.
    var erasures: ErasureList { ErasureList(path: path + "/erasures.jsonl") }
    /// The address people last used, written by who serves it.
    var address: String { path + "/public-url" }
    /// Its time of change is when a backup was last written.
    var backedUp: String { path + "/last-backup" }
    /// Stands while a migration runs, and is removed when it has succeeded.
    var copy: String { path + "/openfloor.before-migration.sqlite" }

    /// Makes the folder, closed to others, where it is missing; one that is there keeps its mode.
    func make() throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Self.sync((path as NSString).deletingLastPathComponent)
    }

    /// The key is made after the database, so a folder with a key alone has lost its record. SQLite would throw away a
    /// log that is left of it.
    ///
    /// - Throws: `databaseLost`.
    func requireDatabaseUnlessNew() throws {
        guard FileManager.default.fileExists(atPath: key) else { return }
        var status = stat()
        guard stat(database, &status) != 0 || status.st_size == 0 else { return }
        throw RecorderError(
            code: .databaseLost, path: database, underlying: Reason("the folder has a signing key, and no database"))
    }

    /// An empty file closed to others; SQLite gives its companions the same mode. Before the database is opened.
    func makeDatabase() throws { try Self.makeFile(database) }

    /// An empty file closed to others, where none is there; one that is there keeps its bytes and its mode.
    static func makeFile(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open") }
        Foundation.close(descriptor)
    }

    /// Returns when the disk has the file, or the folder's list of names. Never for a database that is open: closing
    /// any descriptor of it drops the locks SQLite holds.
    static func sync(_ path: String) throws {
        let descriptor = Foundation.open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Reason.system("open \(path)") }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Reason.system("fsync \(path)") }
    }
}
