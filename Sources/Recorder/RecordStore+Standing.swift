import GRDB
package import Proceedings

extension RecordStore {
    /// What tells whether a record has changed: its epoch and its last position, by name.
    ///
    /// - Throws: `cannotRead`.
    package func standings() async throws(RecorderError) -> [RecordID: String] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT id, epoch, (SELECT max(position) FROM entry WHERE record = id) AS last FROM record")
            return Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    (RecordID(row["id"]), "\(row["epoch"] as Int64) \(row["last"] as Int? ?? 0)")
                })
        }
    }
}
