extension Schema {
    /// Migration 11: keys of other servers, each for the record that was taken in with it and for no other. They stood
    /// among the server's own, retired in the moment they came, as the record began.
    static let eleventh = """
        CREATE TABLE adopted_key (
            record TEXT PRIMARY KEY REFERENCES record(id),
            public BLOB NOT NULL CHECK (length(public) = 32)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO adopted_key (record, public)
            SELECT record.id, signing_key.public FROM record JOIN signing_key ON record.begun_at = since
            WHERE retired_at = since;
        DELETE FROM signing_key WHERE public IN (SELECT public FROM adopted_key);
        """
}
