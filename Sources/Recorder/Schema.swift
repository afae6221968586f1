import Foundation
import GRDB

/// The database's numbered migrations. One that was ever released is frozen: a change is a new number.
struct Schema: Sendable {
    let migrator: DatabaseMigrator

    static let released = [
        first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth,
    ]
    static let current = Schema(migrations: released)

    /// - Parameter migrations: SQL of migration 1, 2, 3 …
    init(migrations: [String]) {
        var migrator = DatabaseMigrator()
        for (index, sql) in migrations.enumerated() {
            migrator.registerMigration("\(index + 1)") { try $0.execute(sql: sql) }
        }
        self.migrator = migrator
    }

    /// Brings the database up to this schema. Before a database with content is changed a copy is made beside it,
    /// removed only when the change is on the disk.
    func upgrade(_ pool: DatabasePool, in folder: DataFolder) throws {
        let (isNewer, isCurrent, isEmpty) = try pool.read { db in
            (
                try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db),
                try migrator.appliedIdentifiers(db).isEmpty
            )
        }
        guard !isNewer else {
            throw RecorderError(
                code: .newerDatabase, path: folder.database,
                underlying: Reason("it has migrations after \(migrator.migrations.last ?? "0")"))
        }
        if !isCurrent {
            if !isEmpty { try copy(pool, in: folder) }
            try migrator.migrate(pool)
        }
        if FileManager.default.fileExists(atPath: folder.copy) {
            try FileManager.default.removeItem(atPath: folder.copy)
        }
        try DataFolder.sync(folder.path)
    }

    private func copy(_ pool: DatabasePool, in folder: DataFolder) throws {
        let unfinished = folder.copy + ".part"
        if FileManager.default.fileExists(atPath: unfinished) {
            try FileManager.default.removeItem(atPath: unfinished)
        }
        try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [unfinished]) }
        guard chmod(unfinished, 0o600) == 0 else { throw Reason.system("chmod") }
        try DataFolder.sync(unfinished)
        guard rename(unfinished, folder.copy) == 0 else { throw Reason.system("rename") }
        try DataFolder.sync(folder.path)
    }
}
