import GRDB
package import Proceedings

extension RecordStore {
    /// What people said of where they are.
    package struct Places: Hashable, Sendable {
        package let told: [Participant.ID: Whereabouts]
        /// Who of them followed at some time since they said so.
        package let seen: Set<Participant.ID>
        /// By `likeness`; not to be given again.
        package let struck: Set<String>
        /// Which breakout group a participant is in.
        package let groups: [Participant.ID: Int]

        package init(
            told: [Participant.ID: Whereabouts], seen: Set<Participant.ID>, struck: Set<String>,
            groups: [Participant.ID: Int] = [:]
        ) {
            self.told = told
            self.seen = seen
            self.struck = struck
            self.groups = groups
        }
    }

    /// What happens to it.
    package enum WhereaboutsChange: Hashable, Sendable {
        /// Takes the place of what the participant said before, and nobody has seen them there yet.
        case told(Participant.ID, Whereabouts)
        case seen([Participant.ID])
        /// Nobody said this place, or will, in whatever case it is spelt.
        case struck(place: String)
        /// Takes the place of the breakout group they were in; `nil` is none.
        case joined(Participant.ID, Int?)
        /// The meeting has closed: nobody is anywhere any more.
        case forgotten
    }

    package func places(of record: RecordID) async throws(RecorderError) -> Places {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT participant, place, sector, seen FROM whereabouts WHERE record = ?",
                arguments: [record.text])
            let struck = try String.fetchAll(
                db, sql: "SELECT place FROM struck_place WHERE record = ?", arguments: [record.text])
            let members = try Row.fetchAll(
                db, sql: "SELECT participant, breakout FROM breakout_member WHERE record = ?", arguments: [record.text])
            return Places(
                told: Dictionary(
                    uniqueKeysWithValues: try rows.map { (Participant.ID($0["participant"]), try Whereabouts($0)) }),
                seen: Set(rows.filter { $0["seen"] }.map { Participant.ID($0["participant"]) }), struck: Set(struck),
                groups: Dictionary(
                    uniqueKeysWithValues: members.map { (Participant.ID($0["participant"]), $0["breakout"]) }))
        }
    }
}

extension Whereabouts {
    fileprivate init(_ row: Row) throws {
        let word: String? = row["sector"]
        let sector = try word.map { word in
            guard let sector = Sector(rawValue: word) else { throw Reason("there is no sector \(word)") }
            return sector
        }
        self.init(place: row["place"], sector: sector)
    }
}

extension RecordStore.WhereaboutsChange {
    /// Words of it are gone from the database, and the log must not keep them: not a moment, or not for long.
    var forgetting: RecordStore.Forgetting? {
        switch self {
        case .struck, .forgotten: .now
        case .told: .soon
        case .seen, .joined: nil
        }
    }

    func save(in db: Database, of record: RecordID) throws {
        switch self {
        case .told(let participant, let whereabouts):
            let sql = """
                INSERT INTO whereabouts (record, participant, place, sector) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET place = excluded.place, sector = excluded.sector, seen = 0
                """
            try db.cachedStatement(sql: sql).execute(
                arguments: [record.text, participant.text, whereabouts.place, whereabouts.sector?.rawValue])
        case .seen(let participants):
            let statement = try db.cachedStatement(
                sql: "UPDATE whereabouts SET seen = 1 WHERE record = ? AND participant = ?")
            for participant in participants { try statement.execute(arguments: [record.text, participant.text]) }
        case .struck(let place): try strike(place, in: db, of: record)
        case .joined(let participant, let group?):
            let sql = """
                INSERT INTO breakout_member (record, participant, breakout) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET breakout = excluded.breakout
                """
            try db.cachedStatement(sql: sql).execute(arguments: [record.text, participant.text, group])
        case .joined(let participant, nil):
            try db.cachedStatement(sql: "DELETE FROM breakout_member WHERE record = ? AND participant = ?")
                .execute(arguments: [record.text, participant.text])
        case .forgotten:
            for table in ["whereabouts", "struck_place", "breakout_member"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE record = ?", arguments: [record.text])
            }
        }
    }

    private func strike(_ place: String, in db: Database, of record: RecordID) throws {
        try db.execute(
            sql: "INSERT INTO struck_place (record, place) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [record.text, place.likeness])
        // Compared here, for SQLite's lower() knows ASCII only.
        let rows = try Row.fetchAll(
            db, sql: "SELECT participant, place FROM whereabouts WHERE record = ? AND place IS NOT NULL",
            arguments: [record.text])
        for row in rows where (row["place"] as String).likeness == place.likeness {
            try db.execute(
                sql: "UPDATE whereabouts SET place = NULL WHERE record = ? AND participant = ?",
                arguments: [record.text, row["participant"] as String])
        }
    }
}
