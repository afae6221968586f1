extension Schema {
    /// Migration 7: the papers' files, once each however many papers name them.
    ///
    /// In pieces, for SQLite reads a value as a whole and a download should not. What is taken away must leave no trace:
    /// `secure_delete` clears overflow pages, but not the copies of a row that merging leaf pages leaves behind. The pad
    /// fills what of a row stands in its leaf page (at most 4061 bytes of 4096), so that all the rest is overflow.
    static let seventh = """
        CREATE TABLE paper_file (
            id     INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
            crc    INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE paper_piece (
            file   INTEGER NOT NULL REFERENCES paper_file(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            pad    BLOB NOT NULL CHECK (length(pad) = 4096),
            bytes  BLOB NOT NULL,
            PRIMARY KEY (file, number)
        ) STRICT;
        CREATE TABLE paper_use (
            record TEXT NOT NULL REFERENCES record(id),
            paper  INTEGER NOT NULL,
            digest TEXT NOT NULL REFERENCES paper_file(digest),
            PRIMARY KEY (record, paper)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX paper_use_of ON paper_use(digest);
        """
}
