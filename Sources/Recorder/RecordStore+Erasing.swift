import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// What goes for good with a batch, besides the words of its withdrawn entries.
    package struct Erasing: Hashable, Sendable {
        /// Which fields went of entries that were said again without them.
        package let places: Expunging.Places
        /// Of somebody, as printed: links and ballots lose it.
        package let name: String?
        /// Whose device and links these were: where they are, and for what they are, goes.
        package let participants: [Participant.ID]

        package init(places: Expunging.Places = [:], name: String? = nil, participants: [Participant.ID] = []) {
            self.places = places
            self.name = name
            self.participants = participants
        }
    }

    /// How many links and ballots have a name on them.
    package func labels(
        named name: String, in record: RecordID
    ) async throws(RecorderError) -> (links: Int, ballots: Int) {
        try await read { db in
            (
                try Row.labels(in: "role_grant", of: record, like: name, in: db).count,
                try Row.labels(in: "ballot", of: record, like: name, in: db).count
            )
        }
    }

    /// Takes a name off links and answers where no words of the record go with it.
    package func unname(
        _ name: String, in record: RecordID, on ground: Erasure.Ground, by role: Role?, at instant: Instant
    ) async throws(RecorderError) {
        let erasing = Erasing(name: name)
        try await write { [folder] db in
            try DataFolder(path: folder).erasures.add([
                ErasureList.Item(
                    record: record, position: nil, commitment: nil, links: try erasing.links(in: db, of: record),
                    at: instant, by: role, ground: ground, reference: nil, places: nil)
            ])
            try erasing.save(in: db, of: record)
        }
        await cabinet.emptyLog()
    }

    /// Positions of a closed record that only staff could read and that still have words.
    package func privateWords(of record: RecordID) async throws(RecorderError) -> [Position] {
        try await read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT position FROM body JOIN entry USING (record, position)
                    WHERE record = ? AND salt <> zeroblob(32)
                        AND instr(CAST(header AS TEXT), '"kind":"restricted"') > 0 ORDER BY position
                    """, arguments: [record.text]
            ).map { Position($0) }
        }
    }

    /// What only served while a meeting was on: which commands came from which device, who was where.
    package func forgetParticipants(of record: RecordID) async throws(RecorderError) {
        try await write { db in
            for table in ["receipt", "whereabouts", "struck_place", "breakout_member", "ballot"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE record = ?", arguments: [record.text])
                if db.changesCount > 0 { try db.renew([table]) }
            }
        }
        await cabinet.emptyLog()
    }

    /// Whether any such thing is left.
    package func knowsParticipants(of record: RecordID) async throws(RecorderError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM receipt WHERE record = ?)", arguments: [record.text]) ?? false
        }
    }
}

extension Row {
    /// Rows of a table that have a name like this one. Compared here, for SQLite's lower() knows ASCII only.
    fileprivate static func labels(
        in table: String, of record: RecordID, like name: String, in db: Database
    ) throws -> [Row] {
        let whose = table == "role_grant" ? "(record = ? OR record IS NULL)" : "record = ?"
        return try Row.fetchAll(
            db, sql: "SELECT * FROM \(table) WHERE \(whose) AND name IS NOT NULL", arguments: [record.text]
        ).filter { ($0["name"] as String).likeness == name.likeness }
    }
}

extension RecordStore.Erasing {
    /// Ids of those that have the name on them.
    func links(in db: Database, of record: RecordID) throws -> [String] {
        guard let name else { return [] }
        return try Row.labels(in: "role_grant", of: record, like: name, in: db).map { $0["id"] }
    }

    func save(in db: Database, of record: RecordID) throws {
        if let name {
            try db.unname(links: try links(in: db, of: record))
            for row in try Row.labels(in: "ballot", of: record, like: name, in: db) {
                try db.execute(
                    sql: "DELETE FROM ballot WHERE record = ? AND poll = ? AND participant = ?",
                    arguments: [record.text, row["poll"] as Int, row["participant"] as String])
            }
        }
        for participant in participants {
            for table in ["whereabouts", "breakout_member"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE record = ? AND participant = ?",
                    arguments: [record.text, participant.text])
            }
        }
        try db.renew(["receipt", "role_grant", "listing", "series_listing", "ballot", "whereabouts", "breakout_member"])
    }
}

extension Database {
    /// Writes whole tables anew, so that nothing of former rows is left in their pages: `secure_delete` clears what is
    /// freed, and not the copies that splitting and merging pages leave behind.
    func renew(_ tables: [String]) throws {
        for table in tables {
            try execute(sql: "CREATE TEMP TABLE kept AS SELECT * FROM \(table)")
            try execute(sql: "DELETE FROM \(table)")
            try execute(sql: "INSERT INTO \(table) SELECT * FROM kept")
            try execute(sql: "DROP TABLE kept")
        }
    }

    /// Items of the list for entries that are about to be emptied.
    func items(
        _ positions: [Position], of record: RecordID, by erasure: Erasure, _ role: Role?, at instant: Instant,
        places: Expunging.Places
    ) throws -> [ErasureList.Item] {
        try positions.compactMap { position in
            let header = try Data.fetchOne(
                self, sql: "SELECT header FROM entry WHERE record = ? AND position = ?",
                arguments: [record.text, position.number])
            guard let header = header.flatMap({ EntryHeader(Array($0)) }) else { return nil }
            return ErasureList.Item(
                record: record, position: position, commitment: Data(header.commitment), links: nil, at: instant,
                by: role, ground: erasure.ground, reference: erasure.reference, places: places[position])
        }
    }

    /// Takes the names off links.
    func unname(links: [String]) throws {
        for link in links {
            try execute(sql: "UPDATE role_grant SET name = NULL WHERE id = ? AND name IS NOT NULL", arguments: [link])
        }
    }
}
