extension Schema {
    /// Migration 12: the register knows whose midnight begins a meeting's day, so that a list of a thousand meetings reads
    /// no record. What it is told of those there are is what was planned last.
    static let twelfth = """
        ALTER TABLE listing ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'Europe/London';
        UPDATE listing SET time_zone = coalesce(
            (SELECT json_extract(CAST(bytes AS TEXT), '$.meeting.timeZone')
             FROM entry JOIN body USING (record, position)
             WHERE entry.record = listing.record AND instr(header, '"kind":"planned"') > 0
                 AND json_valid(CAST(bytes AS TEXT))
             ORDER BY position DESC LIMIT 1),
            time_zone);
        """
}
