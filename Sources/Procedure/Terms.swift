package import Proceedings

/// Finds the explained words of a glossary in what is said: whole words, whatever the case and however wide the gaps;
/// where one term is part of another, the longer. `web/client/terms.js` finds the same in a line that is on the page.
package struct Terms: Sendable {
    private let known: WholeWords
    private let words: [Glossary.Word]

    package init(_ glossary: Glossary) {
        words = glossary.explained
        known = WholeWords(words.map(\.term.likeness))
    }

    package var isEmpty: Bool { known.isEmpty }

    /// - Returns: Those that occur in any of the texts, in the order of the alphabet.
    package func occurring(in texts: some Sequence<String>) -> [Glossary.Word] {
        guard !isEmpty else { return [] }
        var found: Set<Int> = []
        for text in texts {
            known.note(text.likeness, in: &found)
            if found.count == words.count { break }
        }
        return found.sorted().map { words[$0] }
    }
}
