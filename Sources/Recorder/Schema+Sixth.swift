extension Schema {
    /// Migration 6: series, which have records like meetings.
    static let sixth = """
        CREATE TABLE series_listing (
            record     TEXT PRIMARY KEY REFERENCES record(id),
            slug       TEXT NOT NULL UNIQUE CHECK (length(slug) > 0),
            visibility TEXT NOT NULL,
            title      TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
