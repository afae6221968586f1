extension Schema {
    /// Migration 2: who supports which question. Not entries: each participant counts once, and may change their mind.
    static let second = """
        CREATE TABLE support (
            record      TEXT NOT NULL REFERENCES record(id),
            question    INTEGER NOT NULL CHECK (question > 0),
            participant TEXT NOT NULL CHECK (length(participant) > 0),
            PRIMARY KEY (record, question, participant)
        ) STRICT, WITHOUT ROWID;
        """
}
