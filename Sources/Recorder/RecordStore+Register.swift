import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// Enters a meeting in the register, or changes what stands there for its record.
    ///
    /// - Throws: `slugTaken`, `joinCodeTaken`; `cannotAppend` where its record was not begun.
    package func enter(_ listing: Listing) async throws(RecorderError) {
        try await write { [folder] in try listing.save(in: $0, at: folder) }
    }

    package func listing(slug: String) async throws(RecorderError) -> Listing? {
        try await listings(where: "slug = ?", [slug]).first
    }

    /// The meeting that had this address once and has another now.
    package func listing(formerly slug: String) async throws(RecorderError) -> Listing? {
        try await listings(where: "record = (SELECT record FROM former_slug WHERE slug = ?)", [slug]).first
    }

    /// Addresses that lead to meetings which have others now.
    package func formerSlugs() async throws(RecorderError) -> Set<String> {
        try await read { Set(try String.fetchAll($0, sql: "SELECT slug FROM former_slug")) }
    }

    package func listing(record: RecordID) async throws(RecorderError) -> Listing? {
        try await listings(where: "record = ?", [record.text]).first
    }

    package func listing(joinCode: String) async throws(RecorderError) -> Listing? {
        try await listings(where: "join_code = ?", [joinCode]).first
    }

    /// Every meeting, oldest first, whatever its visibility.
    package func listings() async throws(RecorderError) -> [Listing] {
        try await listings(where: "true", [])
    }

    private func listings(
        where condition: String, _ arguments: StatementArguments
    ) async throws(RecorderError) -> [Listing] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM listing WHERE \(condition) ORDER BY created_at, record", arguments: arguments
            ).map { try Listing($0) }
        }
    }

    package func add(_ grant: Grant) async throws(RecorderError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO role_grant
                        (id, record, role, breakout, name, digest, created_at, expires_at, revoked_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    grant.id, grant.record?.text, grant.role.rawValue, grant.breakout, grant.name, Data(grant.digest),
                    grant.createdAt.milliseconds, grant.expiresAt?.milliseconds, grant.revokedAt?.milliseconds,
                ])
        }
    }

    /// All that are not revoked, oldest first; whether one has expired is for the caller's clock to say.
    package func grants() async throws(RecorderError) -> [Grant] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM role_grant WHERE revoked_at IS NULL ORDER BY created_at, id")
                .map { try Grant($0) }
        }
    }

    /// Revoking what is revoked, or unknown, changes nothing.
    package func revoke(_ id: String, at instant: Instant) async throws(RecorderError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE role_grant SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [instant.milliseconds, id])
        }
    }
}

extension Listing {
    func save(in db: Database, at path: String) throws {
        do {
            try db.execute(
                sql: """
                    INSERT INTO listing
                        (record, slug, visibility, title, starts_at, time_zone, phase, join_code, created_at, closed_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (record) DO UPDATE SET
                        slug = excluded.slug, visibility = excluded.visibility, title = excluded.title,
                        starts_at = excluded.starts_at, time_zone = excluded.time_zone, phase = excluded.phase,
                        join_code = excluded.join_code, created_at = excluded.created_at,
                        closed_at = excluded.closed_at
                    """,
                arguments: [
                    record.text, slug, visibility.rawValue, title, startsAt?.milliseconds, timeZone, phase.rawValue,
                    joinCode, createdAt.milliseconds, closedAt?.milliseconds,
                ])
        } catch let failure as DatabaseError where failure.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            let isCode = failure.message?.contains("listing.join_code") ?? false
            throw RecorderError(code: isCode ? .joinCodeTaken : .slugTaken, path: path, underlying: failure)
        }
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            record: RecordID(row["record"]), slug: row["slug"],
            visibility: try row.word("visibility"), title: row["title"], startsAt: row.instant("starts_at"),
            timeZone: row["time_zone"], phase: try row.word("phase"), joinCode: row["join_code"],
            createdAt: Instant(milliseconds: row["created_at"]), closedAt: row.instant("closed_at"))
    }
}

extension Grant {
    fileprivate init(_ row: Row) throws {
        let digest: Data = row["digest"]
        let record: String? = row["record"]
        self.init(
            id: row["id"], record: record.map { RecordID($0) }, role: try row.word("role"),
            breakout: row["breakout"], name: row["name"], digest: Array(digest),
            createdAt: Instant(milliseconds: row["created_at"]),
            expiresAt: row.instant("expires_at"), revokedAt: row.instant("revoked_at"))
    }
}

extension Row {
    func instant(_ column: String) -> Instant? {
        (self[column] as Int64?).map { Instant(milliseconds: $0) }
    }

    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else { throw Reason("\(column) cannot be \(text)") }
        return word
    }
}
