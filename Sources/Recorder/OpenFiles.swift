import Foundation

/// Which files stand at a database's name and its log's. As long as they are open nothing else can be these files.
struct OpenFiles: Sendable {
    private let database, log: Identity?

    private struct Identity: Equatable {
        let device: dev_t
        let number: ino_t

        /// `nil` where nothing can be found at the path.
        init?(at path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = status.st_dev
            number = status.st_ino
        }
    }

    /// What stands there now.
    init(at path: String) {
        database = Identity(at: path)
        log = Identity(at: path + "-wal")
    }

    /// - Parameter now: What stands there later.
    func areInPlace(_ now: OpenFiles) -> Bool {
        database == now.database && (log == nil || log == now.log)
    }

    /// Whether the log has lost its name, to no other file, and the database has not.
    func haveLostLog(_ now: OpenFiles) -> Bool {
        database == now.database && log != nil && now.log == nil
    }
}
