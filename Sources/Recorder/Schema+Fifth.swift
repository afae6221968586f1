extension Schema {
    /// Migration 5: of who says where they follow from, whether they were there to be counted; and the places that the
    /// facilitator had taken out, in lower case.
    static let fifth = """
        ALTER TABLE whereabouts ADD COLUMN seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1));
        CREATE TABLE struck_place (
            record TEXT NOT NULL REFERENCES record(id),
            place  TEXT NOT NULL CHECK (length(place) > 0),
            PRIMARY KEY (record, place)
        ) STRICT, WITHOUT ROWID;
        """
}
