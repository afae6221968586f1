extension Schema {
    /// Migration 4: a rapporteur's link is for one breakout group.
    static let fourth = """
        ALTER TABLE role_grant ADD COLUMN breakout INTEGER CHECK (breakout > 0);
        """
}
