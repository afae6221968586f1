import GRDB
package import Proceedings

extension RecordStore {
    /// What happens to what people said of where they are.
    package enum WhereaboutsChange: Hashable, Sendable {
        case told(Participant.ID, Whereabouts)
        /// Nobody said this place, in whatever case it is spelt.
        case struck(place: String)
        /// The meeting has closed: nobody is anywhere any more.
        case forgotten
    }

    package func whereabouts(of record: RecordID) async throws(RecorderError) -> [Participant.ID: Whereabouts] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT participant, place, sector FROM whereabouts WHERE record = ?",
                arguments: [record.text])
            return Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    let sector: String? = row["sector"]
                    return (
                        Participant.ID(row["participant"]),
                        Whereabouts(place: row["place"], sector: sector.flatMap(Sector.init(rawValue:)))
                    )
                })
        }
    }
}

extension RecordStore.WhereaboutsChange {
    var forgets: Bool {
        if case .told = self { false } else { true }
    }

    func save(in db: Database, of record: RecordID) throws {
        switch self {
        case .told(let participant, let whereabouts):
            let sql = """
                INSERT INTO whereabouts (record, participant, place, sector) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET place = excluded.place, sector = excluded.sector
                """
            try db.cachedStatement(sql: sql).execute(
                arguments: [record.text, participant.text, whereabouts.place, whereabouts.sector?.rawValue])
        case .struck(let place):
            // Compared here, for SQLite's lower() knows ASCII only.
            let rows = try Row.fetchAll(
                db, sql: "SELECT participant, place FROM whereabouts WHERE record = ? AND place IS NOT NULL",
                arguments: [record.text])
            for row in rows where (row["place"] as String).lowercased() == place.lowercased() {
                try db.execute(
                    sql: "UPDATE whereabouts SET place = NULL WHERE record = ? AND participant = ?",
                    arguments: [record.text, row["participant"] as String])
            }
        case .forgotten:
            try db.execute(sql: "DELETE FROM whereabouts WHERE record = ?", arguments: [record.text])
        }
    }
}
