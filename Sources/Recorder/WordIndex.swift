import Foundation
import GRDB
import Proceedings

/// Finds texts that say something like some words, by SQLite's FTS5.
///
/// It is in memory and made anew when the texts change: a full-text index on the disk keeps the words of rows that were
/// deleted from it, and what is taken back must be gone.
package struct WordIndex: Sendable {
    private let queue: DatabaseQueue
    private let count: Int

    /// - Parameter texts: By number.
    /// - Throws: `cannotRead`.
    package init(_ texts: [(number: Int, words: String)]) async throws(RecorderError) {
        count = texts.count
        do {
            queue = try DatabaseQueue()
            try await queue.write { db in
                try db.execute(
                    sql: """
                        CREATE VIRTUAL TABLE text
                        USING fts5(words, tokenize = 'porter unicode61 remove_diacritics 2')
                        """)
                let insertion = try db.makeStatement(sql: "INSERT INTO text (rowid, words) VALUES (?, ?)")
                for text in texts { try insertion.execute(arguments: [text.number, text.words]) }
            }
        } catch {
            throw RecorderError.placed(error, .cannotRead, at: Self.place)
        }
    }

    /// Numbers of the texts that share most with `words`, the likest first.
    ///
    /// Each word counts the more the fewer texts have it; a text is like when it has two fifths of what all words count.
    ///
    /// - Parameters:
    ///   - words: Only the first twelve of four letters or more are looked for.
    ///   - limit: At most so many.
    /// - Throws: `cannotRead`.
    package func like(_ words: String, limit: Int) async throws(RecorderError) -> [Int] {
        let terms = Self.terms(of: words)
        guard !terms.isEmpty, count > 0 else { return [] }
        do {
            let found = try await queue.read { db in
                let query = try db.makeStatement(sql: "SELECT rowid FROM text WHERE text MATCH ?")
                return try terms.map { term in
                    try Int.fetchAll(query, arguments: ["\"\(term)\""])
                }
            }
            return likest(found, limit: limit)
        } catch {
            throw RecorderError.placed(error, .cannotRead, at: Self.place)
        }
    }

    private func likest(_ found: [[Int]], limit: Int) -> [Int] {
        var scores: [Int: Double] = [:]
        var whole = 0.0
        for numbers in found {
            // As a word that one text has, where none has it: it might have been said.
            let weight = log(1 + Double(count) / Double(max(1, numbers.count)))
            whole += weight
            for number in numbers { scores[number, default: 0] += weight }
        }
        return scores.filter { $0.value >= whole * 0.4 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(limit).map(\.key)
    }

    private static func terms(of words: String) -> [String] {
        var known: Set<String> = []
        // By scalars: a character may hold a quote after a letter that takes what follows into itself.
        return words.lowercased().unicodeScalars.split { !$0.isOfWord }.map { String($0) }
            .filter { $0.count >= 4 && known.insert($0).inserted }.prefix(12).map(\.self)
    }

    private static let place = "the index of words, in memory"
}
