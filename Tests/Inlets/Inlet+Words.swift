import Foundation
import GRDB
import Procedure
import Proceedings
import TestSupport

@testable import Recorder

extension Inlet {
    /// What people type.
    static let words = [
        Inlet("marks") { bytes in
            guard let words = text(bytes) else { return false }
            let read = InlineText(marked: words)
            try promise(InlineText(marked: read.marked) == read, "what is read, written and read again is the same")
            let line = try JSONDecoder().decode(InlineText.self, from: JSONEncoder().encode(read))
            try promise(line == read, "it comes back from JSON as it was")
            let plain = InlineText(plain: words.trimmed.filter { !$0.isNewline }.trimmed)
            let again = InlineText(marked: plain.marked)
            try promise(again == plain, "words without marks come back without any")
            return true
        },
        Inlet("typed") { bytes in
            guard let words = text(bytes) else { return false }
            let typed = Command.write(text: words, language: nil, attribution: nil)
            let lines = try unlessRefused { () throws(Refusal) in
                try sitting.ruling(on: typed, from: .scribe, at: .afternoon)
            }
            guard let lines else { return false }
            for line in lines {
                try promise(try again(line) == line, "a line comes back from JSON as it was")
                try promiseTypedAgain(line)
            }
            var chamber = sitting
            for line in lines { chamber.apply(Entry(chamber.minutes.position.next, at: .afternoon, line)) }
            return true
        },
        Inlet("replacing") { bytes in
            let parts = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let old = text(Array(parts[0])), let new = text(Array(parts[1])),
                let words = text(Array(parts[2])), !old.isEmpty
            else { return false }
            guard let changed = InlineText(marked: words).replacing(old, with: new) else { return false }
            let again = InlineText(marked: changed.marked)
            try promise(
                again.plain.filter { !$0.isWhitespace } == changed.plain.filter { !$0.isWhitespace },
                "what a replacement leaves has the same words when it is typed again")
            return true
        },
        Inlet("search") { bytes in
            guard let words = text(bytes), words.count <= SearchTerms.mostCharacters else { return false }
            let terms = SearchTerms(words)
            guard !terms.isEmpty else { return false }
            let plain = SearchWords(in: words).all.map(\.text)
            try promise(terms.terms.allSatisfy { !$0.places(in: plain).isEmpty }, "what is typed is found in itself")
            let pieces = SearchExcerpt(of: words, for: terms).pieces
            try promise(words.contains(pieces.map(\.words).joined()), "an excerpt is of the line")
            try promise(pieces.contains(where: \.isHit), "an excerpt shows what was looked for")
            for expression in [terms.expression, terms.together].compactMap({ $0 }) {
                let count = try index.read { db in
                    try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM found WHERE found MATCH ?", arguments: [expression])
                }
                try promise(count == 0, "nothing that is typed is a command to the index")
            }
            return true
        },
    ]

    private static let sitting = Chamber.holding(
        .summary("Teh first thing"), .speech("said more of it", speaker: "Dilys Owen"),
        agenda: ["Welcome", "Groups report back"], speakers: [.dilys])

    private static let index: DatabaseQueue = {
        do {
            let queue = try DatabaseQueue()
            try queue.write { try $0.execute(sql: SearchSchema.sql) }
            return queue
        } catch { preconditionFailure("\(error)") }
    }()

    static func again(_ line: Line) throws -> Line {
        try JSONDecoder().decode(Line.self, from: JSONEncoder().encode(line))
    }

    /// A note of which the scribe has the words back types it with them.
    private static func promiseTypedAgain(_ line: Line) throws {
        guard line.kind.isNote, let typed = line.body.typed() else { return }
        guard typed.utf8.count <= Limit.text else { return }
        let body = try sitting.body(typing: typed)
        try promise(
            body.map { Line($0).kind } == line.kind && body?.words == line.body.words,
            "a note typed again as “\(typed)” is the same, not \(String(describing: body))")
    }
}
