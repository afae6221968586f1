extension Schema {
    /// Migration 3: what people chose while a show of hands is open, and where they follow from. Not entries.
    ///
    /// Of an anonymous one no row tells who chose what: a token made with a key of its own says that a participant has
    /// answered, a tally how many chose what. Whoever copies the folder again and again while it is open can compare
    /// copies; the log, which would show each answer by itself, is emptied each second. When it is closed the key is
    /// overwritten where it stands, and no token can be told to be anybody's.
    static let third = """
        CREATE TABLE poll_key (
            record TEXT NOT NULL REFERENCES record(id),
            poll   INTEGER NOT NULL CHECK (poll > 0),
            key    BLOB NOT NULL CHECK (length(key) = 32),
            PRIMARY KEY (record, poll)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE voter (
            record TEXT NOT NULL REFERENCES record(id),
            poll   INTEGER NOT NULL CHECK (poll > 0),
            token  BLOB NOT NULL CHECK (length(token) = 32),
            PRIMARY KEY (record, poll, token)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tally (
            record TEXT NOT NULL REFERENCES record(id),
            poll   INTEGER NOT NULL CHECK (poll > 0),
            option INTEGER NOT NULL CHECK (option > 0),
            count  INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (record, poll, option)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ballot (
            record      TEXT NOT NULL REFERENCES record(id),
            poll        INTEGER NOT NULL CHECK (poll > 0),
            participant TEXT NOT NULL CHECK (length(participant) > 0),
            option      INTEGER NOT NULL CHECK (option > 0),
            name        TEXT NOT NULL CHECK (length(name) > 0),
            PRIMARY KEY (record, poll, participant)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE whereabouts (
            record      TEXT NOT NULL REFERENCES record(id),
            participant TEXT NOT NULL CHECK (length(participant) > 0),
            place       TEXT CHECK (length(place) > 0),
            sector      TEXT CHECK (length(sector) > 0),
            PRIMARY KEY (record, participant)
        ) STRICT, WITHOUT ROWID;
        """
}
