extension Schema {
    /// Migration 8: which breakout group a device is in; one at most.
    static let eighth = """
        CREATE TABLE breakout_member (
            record      TEXT NOT NULL REFERENCES record(id),
            participant TEXT NOT NULL CHECK (length(participant) > 0),
            breakout    INTEGER NOT NULL CHECK (breakout > 0),
            PRIMARY KEY (record, participant)
        ) STRICT, WITHOUT ROWID;
        """
}
