import Proceedings

/// Finds words and phrases in what is said: as words of their own, and where one is part of another the longer.
struct WholeWords: Sendable {
    /// By the first character, longest first.
    private let known: [Unicode.Scalar: [Phrase]]

    private struct Phrase {
        let scalars: [Unicode.Scalar]
        /// Its place among the phrases.
        let place: Int
    }

    /// - Parameter phrases: In the likeness that the texts will have; an empty one is in none.
    init(_ phrases: some Sequence<String>) {
        let all = phrases.enumerated().map { Phrase(scalars: Array($1.unicodeScalars), place: $0) }
        let sorted = all.sorted { ($1.scalars.count, $0.place) < ($0.scalars.count, $1.place) }
        known = Dictionary(grouping: sorted.filter { !$0.scalars.isEmpty }) { $0.scalars[0] }
    }

    var isEmpty: Bool { known.isEmpty }

    /// Adds the places of those that occur.
    func note(_ text: String, in found: inout Set<Int>) {
        let text = Array(text.unicodeScalars)
        var place = 0
        while place < text.count {
            if place == 0 || !text[place - 1].isOfWord, let phrase = phrase(at: place, of: text) {
                found.insert(phrase.place)
                place += phrase.scalars.count
            } else {
                place += 1
            }
        }
    }

    private func phrase(at place: Int, of text: [Unicode.Scalar]) -> Phrase? {
        known[text[place]]?.first { phrase in
            let end = place + phrase.scalars.count
            return end <= text.count && text[place..<end].elementsEqual(phrase.scalars)
                && (end == text.count || !text[end].isOfWord)
        }
    }
}
