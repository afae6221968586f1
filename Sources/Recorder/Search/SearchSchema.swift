import GRDB

/// The search's own file. It is made of the records and never the truth: one of another version is thrown away.
enum SearchSchema {
    /// To be raised with every change here, and of how words are folded.
    static let version = 1

    /// Ids of lines rise with how long ago their meeting was, so that the index gives the newest first by itself.
    static let sql = """
        CREATE TABLE series (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL) STRICT;
        CREATE TABLE record (
            id        INTEGER PRIMARY KEY,
            name      TEXT NOT NULL UNIQUE,
            state     TEXT NOT NULL,
            slug      TEXT NOT NULL,
            title     TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            held_at   INTEGER NOT NULL,
            series    INTEGER REFERENCES series(id),
            is_series INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE person (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
        -- What each person said where.
        CREATE TABLE spoken (
            person INTEGER NOT NULL REFERENCES person(id),
            record INTEGER NOT NULL REFERENCES record(id),
            lines  INTEGER NOT NULL,
            PRIMARY KEY (person, record)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE line (
            id      INTEGER PRIMARY KEY,
            record  INTEGER NOT NULL REFERENCES record(id),
            kind    TEXT NOT NULL,
            number  INTEGER NOT NULL,
            at      INTEGER NOT NULL,
            heading INTEGER,
            person  INTEGER REFERENCES person(id),
            speaker TEXT,
            tags    TEXT NOT NULL,
            words   TEXT NOT NULL
        ) STRICT;
        CREATE INDEX line_of_record ON line (record);
        CREATE VIRTUAL TABLE found USING fts5 (
            words, tags, content = '', columnsize = 0, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
        );
        PRAGMA user_version = \(version);
        """
}
