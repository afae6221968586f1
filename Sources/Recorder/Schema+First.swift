extension Schema {
    /// Migration 1.
    ///
    /// A body is never deleted as a row but emptied where it stands: when SQLite merges pages after deletes it leaves
    /// copies of neighbouring rows behind, which `secure_delete` (3.40.1) does not clear. A row that keeps its length
    /// is overwritten in place, and rows added in order never move.
    static let first = """
        CREATE TABLE record (
            id       TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^0-9a-z-]*'),
            origin   TEXT NOT NULL UNIQUE,
            epoch    INTEGER NOT NULL,
            begun_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entry (
            record   TEXT NOT NULL REFERENCES record(id),
            position INTEGER NOT NULL CHECK (position > 0),
            header   BLOB NOT NULL,
            PRIMARY KEY (record, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER entry_has_no_gap BEFORE INSERT ON entry
        WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM entry WHERE record = NEW.record)
        BEGIN SELECT RAISE(ABORT, 'positions have no gap'); END;
        CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'an entry is never edited'); END;
        CREATE TRIGGER entry_stays BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

        CREATE TABLE body (
            record   TEXT NOT NULL,
            position INTEGER NOT NULL,
            salt     BLOB NOT NULL CHECK (length(salt) = 32),
            bytes    BLOB NOT NULL,
            PRIMARY KEY (record, position),
            FOREIGN KEY (record, position) REFERENCES entry(record, position)
        ) STRICT;
        CREATE TRIGGER body_is_only_emptied BEFORE UPDATE ON body
        WHEN NEW.record <> OLD.record OR NEW.position <> OLD.position
            OR NEW.salt <> zeroblob(32) OR NEW.bytes <> zeroblob(length(OLD.bytes))
        BEGIN SELECT RAISE(ABORT, 'a body is never edited'); END;
        CREATE TRIGGER body_row_stays BEFORE DELETE ON body
        BEGIN SELECT RAISE(ABORT, 'a body is emptied where it stands'); END;

        CREATE TABLE receipt (
            record      TEXT NOT NULL REFERENCES record(id),
            participant TEXT NOT NULL,
            client_id   TEXT NOT NULL,
            digest      BLOB NOT NULL,
            positions   TEXT NOT NULL,
            PRIMARY KEY (record, participant, client_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoint (
            record    TEXT NOT NULL REFERENCES record(id),
            size      INTEGER NOT NULL CHECK (size >= 0),
            note      TEXT NOT NULL,
            signed_at INTEGER NOT NULL,
            PRIMARY KEY (record, size)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER checkpoint_is_final BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'a checkpoint is never edited'); END;
        CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;

        CREATE TABLE signing_key (
            public     BLOB PRIMARY KEY CHECK (length(public) = 32),
            since      INTEGER NOT NULL,
            retired_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE listing (
            record     TEXT PRIMARY KEY REFERENCES record(id),
            slug       TEXT NOT NULL UNIQUE CHECK (length(slug) > 0),
            visibility TEXT NOT NULL,
            title      TEXT NOT NULL,
            starts_at  INTEGER,
            phase      TEXT NOT NULL,
            join_code  TEXT UNIQUE CHECK (join_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
            created_at INTEGER NOT NULL,
            closed_at  INTEGER,
            CONSTRAINT join_codes_are_for_open_meetings CHECK (join_code IS NULL OR phase IN ('open', 'paused'))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE role_grant (
            id         TEXT PRIMARY KEY,
            record     TEXT REFERENCES record(id),
            role       TEXT NOT NULL,
            name       TEXT,
            digest     BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        """
}
