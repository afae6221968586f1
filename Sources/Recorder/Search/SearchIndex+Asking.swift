import Foundation
import GRDB
import Proceedings

extension SearchIndex {
    /// Lines looked at for one question, the newest: of common words there are hundreds of thousands.
    package static let most = 1000

    /// What is found: lines that say all words in a row as typed before others, then what a meeting came to, and the
    /// newest first among equals.
    ///
    /// - Throws: `cannotRead`.
    package func find(_ query: SearchQuery) async throws(RecorderError) -> SearchFindings {
        guard !query.isEmpty else { return SearchFindings() }
        return try await read { db in
            var findings = SearchFindings()
            guard let tags = try Self.tags(of: query, in: db, &findings) else { return findings }
            let found = try Self.lines(query.terms.expression, tags, query, in: db)
            findings.isMore = found.count > Self.most
            findings.count = min(found.count, Self.most)
            let ranked = try Self.ranked(Array(found.prefix(Self.most)), tags, query, in: db)
            let shown = ranked.dropFirst((query.page - 1) * query.perPage).prefix(query.perPage)
            findings.hits = try shown.compactMap { try Self.hit($0, query.terms, in: db) }
            return findings
        }
    }

    /// - Returns: `nil` where nobody, or no series, is of that name.
    private static func tags(
        of query: SearchQuery, in db: Database, _ findings: inout SearchFindings
    ) throws -> [String]? {
        var tags = query.kind.map { [$0.tag] } ?? []
        if let slug = query.speaker {
            guard let row = try Row.fetchOne(db, sql: "SELECT id, name FROM person WHERE slug = ?", arguments: [slug])
            else { return nil }
            findings.speaker = row["name"]
            tags.append("p\(row["id"] as Int64)")
        }
        if let slug = query.series {
            guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM series WHERE slug = ?", arguments: [slug])
            else { return nil }
            tags.append("r\(id)")
        }
        return tags
    }

    private static func lines(
        _ words: String, _ tags: [String], _ query: SearchQuery, in db: Database
    ) throws -> [Int64] {
        let range = LinePlace.range(from: query.from, to: query.to)
        let parts = [
            words.isEmpty ? nil : "words : (\(words))",
            tags.isEmpty ? nil : "tags : (\(tags.map { "\"\($0)\"" }.joined(separator: " AND ")))",
        ].compactMap(\.self)
        guard !parts.isEmpty else {
            return try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT id FROM line WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"),
                arguments: [range.lowerBound, range.upperBound, most + 1])
        }
        return try Int64.fetchAll(
            db.cachedStatement(
                sql: "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"),
            arguments: [parts.joined(separator: " AND "), range.lowerBound, range.upperBound, most + 1])
    }

    private static func ranked(
        _ found: [Int64], _ tags: [String], _ query: SearchQuery, in db: Database
    ) throws -> [Int64] {
        guard query.order == .best, !query.terms.isEmpty, found.count > 1 else { return found }
        let together = try query.terms.together.map { Set(try lines($0, tags, query, in: db)) } ?? []
        let list = "[\(found.map(String.init).joined(separator: ","))]"
        let outcomes = Set(
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM line WHERE id IN (SELECT value FROM json_each(?))
                        AND kind IN (\(Searched.Kind.outcomes))
                        """), arguments: [list]))
        // Ids are in order of time already.
        func rank(_ id: Int64) -> (Int, Int64) {
            ((together.contains(id) ? 0 : 2) + (outcomes.contains(id) ? 0 : 1), id)
        }
        return found.sorted { rank($0) < rank($1) }
    }

    private static func hit(_ id: Int64, _ terms: SearchTerms, in db: Database) throws -> SearchHit? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT line.*, name, record.slug, title, time_zone, held_at, is_series,
                        (SELECT words FROM line AS heading WHERE heading.id = line.heading) AS under,
                        (SELECT slug FROM person WHERE person.id = line.person) AS person_slug,
                        (SELECT slug FROM series WHERE series.id = record.series) AS of_slug,
                        (SELECT title FROM series WHERE series.id = record.series) AS of_title
                    FROM line JOIN record ON record.id = line.record WHERE line.id = ?
                    """), arguments: [id])
        guard let row, var hit = SearchHit(row, terms) else { return nil }
        guard hit.kind.isLine else { return hit }
        let beside = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, kind, record, words FROM line WHERE id IN (?, ?)"),
            arguments: [id - 1, id + 1])
        let record: Int64 = row["record"]
        for other in beside {
            let (place, owner): (Int64, Int64) = (other["id"], other["record"])
            guard owner == record, Searched.Kind(rawValue: other["kind"])?.isLine == true else { continue }
            if place < id { hit.before = other["words"] } else { hit.after = other["words"] }
        }
        return hit
    }
}

extension Searched.Kind {
    fileprivate static let outcomes = allCases.filter(\.isOutcome).map { "'\($0.rawValue)'" }.joined(separator: ", ")
}

extension SearchHit {
    fileprivate init?(_ row: Row, _ terms: SearchTerms) {
        guard let kind = Searched.Kind(rawValue: row["kind"]) else { return nil }
        let seriesSlug: String? = row["of_slug"]
        self.init(
            kind: kind, number: row["number"], at: Instant(milliseconds: row["at"]), speaker: row["speaker"],
            speakerSlug: row["person_slug"], excerpt: SearchExcerpt(of: row["words"], for: terms),
            heading: row["under"], record: RecordID(row["name"]), slug: row["slug"], title: row["title"],
            heldAt: Instant(milliseconds: row["held_at"]), timeZone: row["time_zone"], isSeries: row["is_series"],
            series: seriesSlug.map { Searched.Series(slug: $0, title: row["of_title"]) })
    }
}

/// Somebody who spoke, as all who bear the name.
package struct SearchedPerson: Hashable, Sendable {
    package let slug: String
    package let name: String
    package let lines: Int
    package let meetings: Int
}

extension SearchIndex {
    /// Everybody who was named, by name; at most so many from a place on.
    ///
    /// - Throws: `cannotRead`.
    package func people(after place: Int, limit: Int) async throws(RecorderError) -> (all: Int, some: [SearchedPerson])
    {
        try await read { db in
            let all = try Int.fetchOne(db, sql: "SELECT count(DISTINCT person) FROM spoken") ?? 0
            let some = try Row.fetchAll(
                db,
                sql: """
                    SELECT slug, name, sum(lines) AS lines, count(*) AS meetings
                    FROM spoken JOIN person ON person.id = spoken.person
                    GROUP BY person ORDER BY slug LIMIT ? OFFSET ?
                    """, arguments: [limit, place])
            return (
                all,
                some.map { row in
                    SearchedPerson(slug: row["slug"], name: row["name"], lines: row["lines"], meetings: row["meetings"])
                }
            )
        }
    }

    /// - Returns: `nil` where nobody of that name was named.
    /// - Throws: `cannotRead`.
    package func person(_ slug: String) async throws(RecorderError) -> SearchedPerson? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT slug, name, sum(lines) AS lines, count(*) AS meetings
                    FROM person JOIN spoken ON person.id = spoken.person WHERE slug = ? GROUP BY person
                    """, arguments: [slug]
            ).map { row in
                SearchedPerson(slug: row["slug"], name: row["name"], lines: row["lines"], meetings: row["meetings"])
            }
        }
    }
}
