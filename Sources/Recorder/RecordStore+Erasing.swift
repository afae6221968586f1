import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// What goes for good with a batch, besides the words of its withdrawn entries.
    package struct Erasing: Hashable, Sendable {
        /// Which fields went of entries that were said again without them.
        package let places: Expunging.Places
        /// What the register calls the meeting, or the series, from now on.
        package let title: String?
        /// Of somebody, as printed: links and ballots lose it.
        package let name: String?
        /// Whose device and links these were: where they are, and for what they are, goes.
        package let participants: [Participant.ID]

        package init(
            places: Expunging.Places = [:], title: String? = nil, name: String? = nil,
            participants: [Participant.ID] = []
        ) {
            self.places = places
            self.title = title
            self.name = name
            self.participants = participants
        }
    }

    /// How many links and ballots have a name on them.
    ///
    /// - Parameter record: `nil` means the links to the whole house.
    package func labels(
        named name: String, in record: RecordID?
    ) async throws(RecorderError) -> (links: Int, ballots: Int) {
        try await read { db in
            (
                try Row.labels(in: "role_grant", of: record, like: name, in: db).count,
                try Row.labels(in: "ballot", of: record, like: name, in: db).count
            )
        }
    }

    /// Takes a name off links and answers where no words of the record go with it.
    ///
    /// - Parameter record: `nil` means the links to the whole house.
    package func unname(
        _ name: String, in record: RecordID?, on ground: Erasure.Ground, by role: Role?, at instant: Instant
    ) async throws(RecorderError) {
        let erasing = Erasing(name: name)
        try await write { [folder] db in
            let links = try erasing.links(in: db, of: record)
            if !links.isEmpty {
                try DataFolder(path: folder).erasures.add([
                    ErasureList.Item(
                        record: record, position: nil, commitment: nil, links: links, at: instant, by: role,
                        ground: ground, reference: nil, places: nil)
                ])
            }
            guard let record else {
                try db.unname(links: links)
                return try db.renew(["role_grant"])
            }
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
            for table in Self.ofParticipants {
                try db.execute(sql: "DELETE FROM \(table) WHERE record = ?", arguments: [record.text])
                if db.changesCount > 0 { try db.renew([table]) }
            }
        }
        await cabinet.emptyLog()
    }

    /// Whether any such thing is left.
    package func knowsParticipants(of record: RecordID) async throws(RecorderError) -> Bool {
        try await read { db in
            for table in Self.ofParticipants {
                let sql = "SELECT EXISTS (SELECT 1 FROM \(table) WHERE record = ?)"
                if try Bool.fetchOne(db, sql: sql, arguments: [record.text]) ?? false { return true }
            }
            return false
        }
    }

    private static let ofParticipants = ["receipt", "whereabouts", "struck_place", "breakout_member", "ballot"]
}

extension Row {
    /// Rows of a table that have a name like this one. Compared here, for SQLite's lower() knows ASCII only.
    fileprivate static func labels(
        in table: String, of record: RecordID?, like name: String, in db: Database
    ) throws -> [Row] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM \(table) WHERE record IS ? AND name IS NOT NULL", arguments: [record?.text]
        ).filter { ($0["name"] as String).likeness == name.likeness }
    }
}

extension RecordStore.Erasing {
    /// Ids of those that have the name on them.
    func links(in db: Database, of record: RecordID?) throws -> [String] {
        guard let name else { return [] }
        return try Row.labels(in: "role_grant", of: record, like: name, in: db).map { $0["id"] }
    }

    func save(in db: Database, of record: RecordID) throws {
        for table in ["listing", "series_listing"] where title != nil {
            try db.execute(
                sql: "UPDATE \(table) SET title = ?1 WHERE record = ?2 AND title <> ?1",
                arguments: [title, record.text])
        }
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
