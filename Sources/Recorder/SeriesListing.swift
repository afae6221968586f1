import GRDB
package import Proceedings

/// A series as the register knows it.
package struct SeriesListing: Hashable, Sendable {
    package let record: RecordID
    /// The last part of its address.
    package var slug: String
    package var visibility: Meeting.Visibility
    package var title: String
    package let createdAt: Instant

    package init(
        record: RecordID, slug: String, visibility: Meeting.Visibility = .unlisted, title: String, createdAt: Instant
    ) {
        self.record = record
        self.slug = slug
        self.visibility = visibility
        self.title = title
        self.createdAt = createdAt
    }
}

extension RecordStore {
    /// Every series, oldest first, whatever its visibility.
    package func seriesListings() async throws(RecorderError) -> [SeriesListing] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM series_listing ORDER BY created_at, record")
                .map { try SeriesListing($0) }
        }
    }
}

extension SeriesListing {
    static func exists(for record: RecordID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM series_listing WHERE record = ?)", arguments: [record.text]) ?? false
    }

    func save(in db: Database, at path: String) throws {
        do {
            try db.execute(
                sql: """
                    INSERT INTO series_listing (record, slug, visibility, title, created_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (record) DO UPDATE SET
                        slug = excluded.slug, visibility = excluded.visibility, title = excluded.title
                    """,
                arguments: [record.text, slug, visibility.rawValue, title, createdAt.milliseconds])
        } catch let failure as DatabaseError where failure.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            throw RecorderError(code: .slugTaken, path: path, underlying: failure)
        }
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            record: RecordID(row["record"]), slug: row["slug"], visibility: try row.word("visibility"),
            title: row["title"], createdAt: Instant(milliseconds: row["created_at"]))
    }
}
