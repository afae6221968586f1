extension Schema {
    /// Migration 10: addresses that meetings had once. They lead to the new ones for ever, and no other meeting gets them.
    static let tenth = """
        CREATE TABLE former_slug (
            slug   TEXT PRIMARY KEY CHECK (length(slug) > 0),
            record TEXT NOT NULL REFERENCES record(id)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER listing_leaves_its_address AFTER UPDATE OF slug ON listing WHEN NEW.slug <> OLD.slug
        BEGIN
            INSERT OR REPLACE INTO former_slug (slug, record) VALUES (OLD.slug, OLD.record);
            DELETE FROM former_slug WHERE slug = NEW.slug;
        END;
        """
}
