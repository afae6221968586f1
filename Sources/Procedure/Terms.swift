package import Proceedings

/// Finds the explained words of a glossary in what is said: whole words, whatever the case and however wide the gaps;
/// where one term is part of another, the longer. `web/client/terms.js` finds the same in a line that is on the page.
package struct Terms: Sendable {
    /// By the first character, longest first.
    private let known: [Unicode.Scalar: [Term]]
    private let words: [Glossary.Word]

    private struct Term {
        let scalars: [Unicode.Scalar]
        /// Its place among the words.
        let place: Int
    }

    package init(_ glossary: Glossary) {
        words = glossary.explained
        let terms = words.enumerated().map { place, word in
            Term(scalars: Array(word.term.likeness.unicodeScalars), place: place)
        }
        let sorted = terms.sorted { ($1.scalars.count, $0.place) < ($0.scalars.count, $1.place) }
        known = Dictionary(grouping: sorted.filter { !$0.scalars.isEmpty }) { $0.scalars[0] }
    }

    package var isEmpty: Bool { known.isEmpty }

    /// - Returns: Those that occur in any of the texts, in the order of the alphabet.
    package func occurring(in texts: some Sequence<String>) -> [Glossary.Word] {
        guard !isEmpty else { return [] }
        var found: Set<Int> = []
        for text in texts {
            note(Array(text.likeness.unicodeScalars), in: &found)
            if found.count == words.count { break }
        }
        return found.sorted().map { words[$0] }
    }

    private func note(_ text: [Unicode.Scalar], in found: inout Set<Int>) {
        var place = 0
        while place < text.count {
            if place == 0 || !text[place - 1].isOfWord, let term = term(at: place, of: text) {
                found.insert(term.place)
                place += term.scalars.count
            } else {
                place += 1
            }
        }
    }

    private func term(at place: Int, of text: [Unicode.Scalar]) -> Term? {
        known[text[place]]?.first { term in
            let end = place + term.scalars.count
            return end <= text.count && text[place..<end].elementsEqual(term.scalars)
                && (end == text.count || !text[end].isOfWord)
        }
    }
}
