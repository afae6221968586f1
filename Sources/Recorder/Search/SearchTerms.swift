/// What somebody looks for, as typed: words, "words that stand together", beginnings*. All must be there.
///
/// Whatever is typed is words: nothing of it can be a command to the index.
package struct SearchTerms: Hashable, Sendable {
    /// Words that stand one after another; of a beginning, the last word goes on.
    struct Term: Hashable, Sendable {
        let words: [String]
        let isBeginning: Bool
    }

    let terms: [Term]

    /// The most of what is typed that is looked for.
    package static let mostTerms = 12
    /// Characters; longer is no search but a text.
    package static let mostCharacters = 200

    package init(_ typed: String) {
        var terms: [Term] = []
        for part in Self.parts(of: typed) {
            let words = SearchWords(in: part.text).all.map(\.text)
            guard let last = words.last else { continue }
            // One letter begins every second word.
            terms.append(Term(words: words, isBeginning: part.isBeginning && last.count > 1))
        }
        self.terms = Array(terms.prefix(Self.mostTerms))
    }

    package var isEmpty: Bool { terms.isEmpty }

    /// For FTS5. Words are letters and digits only, and stand in quotes.
    var expression: String { terms.map(\.expression).joined(separator: " AND ") }

    /// All of it as one term, for lines that say it just so; `nil` where that says nothing more.
    var together: String? {
        guard terms.count > 1, !terms.dropLast().contains(where: \.isBeginning) else { return nil }
        return Term(words: terms.flatMap(\.words), isBeginning: terms.last?.isBeginning ?? false).expression
    }

    /// Quotes hold words together, straight and curled; a star right after a word, or a quote, makes it a beginning.
    private static func parts(of typed: String) -> [(text: String, isBeginning: Bool)] {
        var parts: [(text: String, isBeginning: Bool)] = []
        var text = ""
        var isQuoted = false
        func end(_ isBeginning: Bool) {
            if !text.isEmpty { parts.append((text, isBeginning)) }
            text = ""
        }
        for scalar in typed.unicodeScalars {
            switch scalar {
            case "\"", "“", "”", "„", "«", "»":
                end(false)
                isQuoted.toggle()
            case "*" where text.isEmpty: if let last = parts.popLast() { parts.append((last.text, true)) }
            case "*" where !isQuoted: end(true)
            case _ where scalar.properties.isWhitespace && !isQuoted: end(false)
            default: text.unicodeScalars.append(scalar)
            }
        }
        end(false)
        return parts
    }
}

extension SearchTerms.Term {
    var expression: String { "\"\(words.joined(separator: " "))\"" + (isBeginning ? " *" : "") }

    /// Where it stands among the words of a line.
    func places(in line: [String]) -> [Range<Int>] {
        guard !words.isEmpty, line.count >= words.count else { return [] }
        return (0...line.count - words.count).compactMap { start in
            let isThere = words.enumerated().allSatisfy { offset, word in
                let said = line[start + offset]
                return said == word || isBeginning && offset == words.count - 1 && said.hasPrefix(word)
            }
            return isThere ? start..<start + words.count : nil
        }
    }
}
