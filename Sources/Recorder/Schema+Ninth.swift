extension Schema {
    /// Migration 9: whom the operator has told of what happened, and what is still to be delivered. What is said is
    /// made anew from the record each time, so that nothing that was erased waits here.
    static let ninth = """
        CREATE TABLE delivery_target (
            id       TEXT PRIMARY KEY CHECK (length(id) > 0),
            audience TEXT NOT NULL CHECK (audience IN ('listed', 'unlisted', 'invited'))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE delivery (
            id       TEXT PRIMARY KEY,
            target   TEXT NOT NULL,
            record   TEXT NOT NULL REFERENCES record(id),
            position INTEGER NOT NULL CHECK (position > 0),
            event    TEXT NOT NULL,
            at       INTEGER NOT NULL,
            tries    INTEGER NOT NULL DEFAULT 0,
            due      INTEGER,
            outcome  TEXT NOT NULL DEFAULT '',
            settled  INTEGER,
            UNIQUE (target, record, position)
        ) STRICT;
        CREATE INDEX delivery_due ON delivery (due) WHERE due IS NOT NULL;
        """
}
