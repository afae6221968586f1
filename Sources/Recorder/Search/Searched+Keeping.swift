import Foundation
import GRDB
import Proceedings

extension Searched {
    /// Puts the record in place of what was known of it.
    ///
    /// - Returns: Whether words, or a name, were known of it that are not in it any more.
    func replace(in db: Database) throws -> Bool {
        let former = try Self.remove(record, in: db)
        let series = try series.map { try Self.number(of: $0, in: db) }
        try db.execute(
            sql: """
                INSERT INTO record (name, state, slug, title, time_zone, held_at, series, is_series)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [record.text, state, slug, title, timeZone, heldAt.milliseconds, series, isSeries])
        let number = db.lastInsertedRowID
        var keeper = try Keeper(of: self, as: number, series: series, in: db)
        for line in lines { try keeper.keep(line) }
        try keeper.keepCounts()
        return !former.isSubset(of: Set(lines.map(\.said)).union([title]))
    }

    /// - Returns: What was known of it: its title, and the words of each line with who said them.
    static func remove(_ record: RecordID, in db: Database) throws -> Set<String> {
        guard
            let row = try Row.fetchOne(db, sql: "SELECT id, title FROM record WHERE name = ?", arguments: [record.text])
        else { return [] }
        let number: Int64 = row["id"]
        var former: Set<String> = [row["title"]]
        let deletion = try db.cachedStatement(
            sql: "INSERT INTO found (found, rowid, words, tags) VALUES ('delete', ?, ?, ?)")
        let lines = try Row.fetchAll(
            db, sql: "SELECT id, words, speaker, tags FROM line WHERE record = ?", arguments: [number])
        for line in lines {
            let words: String = line["words"]
            // FTS5 must be given the very words it was given.
            try deletion.execute(arguments: [line["id"] as Int64, SearchWords.plain(words), line["tags"] as String])
            former.insert(Line.said(words, by: line["speaker"]))
        }
        for table in ["line", "spoken"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE record = ?", arguments: [number])
        }
        try db.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [number])
        return former
    }

    private static func number(of series: Series, in db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO series (slug, title) VALUES (?, ?) ON CONFLICT (slug) DO UPDATE SET title = excluded.title
                RETURNING id
                """,
            arguments: [series.slug, series.title]) ?? 0
    }
}

extension Searched.Line {
    fileprivate var said: String { Self.said(words, by: speaker) }

    fileprivate static func said(_ words: String, by speaker: String?) -> String { "\(speaker ?? "")\u{0}\(words)" }
}

/// Writes the lines of one record.
private struct Keeper {
    private let searched: Searched
    private let record: Int64
    private let series: Int64?
    private let db: Database
    private var next: Int64
    private var heading: Int64?
    private var persons: [String: Int64] = [:]
    private var counts: [Int64: Int] = [:]

    init(of searched: Searched, as record: Int64, series: Int64?, in db: Database) throws {
        self.searched = searched
        self.record = record
        self.series = series
        self.db = db
        next = try Keeper.free(LinePlace.first(searched.heldAt, in: searched.timeZone), in: db)
    }

    mutating func keep(_ line: Searched.Line) throws {
        // Each point has a time of its own.
        if searched.isSeries { next = try Self.free(LinePlace.first(line.at, in: searched.timeZone), in: db) }
        let person = try line.isNamed ? line.speaker.flatMap { try number(ofPerson: $0) } : nil
        let tags = tags(of: line, person: person)
        try db.cachedStatement(
            sql: """
                INSERT INTO line (id, record, kind, number, at, heading, person, speaker, tags, words)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            next, record, line.kind.rawValue, line.number, line.at.milliseconds, line.kind.isLine ? heading : nil,
            person, line.speaker, tags, line.words,
        ])
        try db.cachedStatement(sql: "INSERT INTO found (rowid, words, tags) VALUES (?, ?, ?)")
            .execute(arguments: [next, SearchWords.plain(line.words), tags])
        if line.kind == .heading { heading = next }
        if let person { counts[person, default: 0] += 1 }
        next += 1
    }

    func keepCounts() throws {
        for (person, lines) in counts {
            try db.execute(
                sql: "INSERT INTO spoken (person, record, lines) VALUES (?, ?, ?)", arguments: [person, record, lines])
        }
    }

    private func tags(of line: Searched.Line, person: Int64?) -> String {
        let words = [
            line.kind.tag, line.alsoKind?.tag, series.map { "r\($0)" }, person.map { "p\($0)" },
        ]
        return words.compactMap(\.self).joined(separator: " ")
    }

    private mutating func number(ofPerson name: String) throws -> Int64? {
        let slug = PersonName.slug(of: name)
        guard !slug.isEmpty else { return nil }
        if let known = persons[slug] { return known }
        let number = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO person (slug, name) VALUES (?, ?) ON CONFLICT (slug) DO UPDATE SET name = excluded.name
                RETURNING id
                """, arguments: [slug, name])
        persons[slug] = number
        return number
    }

    /// The first of a row of ids that no line has yet, at `wish` or a moment later.
    private static func free(_ wish: Int64, in db: Database) throws -> Int64 {
        var first = wish
        while try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM line WHERE id BETWEEN ? AND ?)",
            arguments: [first, first + LinePlace.most - 1]) == true
        { first -= LinePlace.most }
        return first
    }
}

extension Searched.Kind {
    var tag: String { "k\(rawValue)" }
}

/// Where a line stands in the index: by when its meeting was held, as clocks there showed it, the newest first.
enum LinePlace {
    /// Lines that have room in one tick.
    static let most: Int64 = 1 << 20
    private static let ticksPerSecond: Int64 = 64
    /// The tick that comes first: in the year 2242.
    private static let last: Int64 = (1 << 33) * ticksPerSecond

    static func first(_ instant: Instant, in timeZone: String) -> Int64 {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        return place(ofTick: instant.milliseconds * ticksPerSecond / 1000 + Int64(offset) * ticksPerSecond)
    }

    /// Places of meetings on these days.
    static func range(from: SearchQuery.Day?, to: SearchQuery.Day?) -> ClosedRange<Int64> {
        let first = to.map { place(ofDay: $0.number + 1) + most } ?? 0
        let last = from.map { place(ofDay: $0.number) + most - 1 } ?? Int64.max
        return first...max(first, last)
    }

    private static func place(ofDay day: Int) -> Int64 { place(ofTick: Int64(day) * 86_400 * ticksPerSecond) }

    private static func place(ofTick tick: Int64) -> Int64 { (last - min(max(0, tick), last)) * most }
}

/// People of one name are one page: who they are nobody here knows.
package enum PersonName {
    /// Small letters and digits with hyphens between; empty where the name has none.
    package static func slug(of name: String) -> String {
        SearchWords(in: name).all.map(\.text).joined(separator: "-")
    }
}
