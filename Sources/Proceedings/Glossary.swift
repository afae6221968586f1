/// Words that a series explains, taken from its entries in order.
package struct Glossary: Hashable, Sendable {
    private var known: [Int: Word] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0

    /// A word that somebody asked about, and what it means.
    package struct Word: Hashable, Sendable {
        /// Counts from 1; never given twice.
        package let number: Int
        package internal(set) var term: String
        /// `nil` until a link person answers.
        package internal(set) var explanation: Explanation?
        package internal(set) var at: Instant
    }

    package struct Explanation: Hashable, Sendable, Codable {
        package let term: String
        /// Plain words, a sentence or two.
        package let text: String
        /// Who answers for it, as printed.
        package let owner: String?
        /// The day, `yyyy-mm-dd`, on which somebody should look at it again.
        package let review: String?

        package init(term: String, text: String, owner: String? = nil, review: String? = nil) {
            self.term = term
            self.text = text
            self.owner = owner
            self.review = review
        }
    }

    package subscript(number: Int) -> Word? { known[number] }

    /// In the order of the alphabet, those that are explained.
    package var explained: [Word] {
        known.values.filter { $0.explanation != nil }.sorted {
            ($0.term.likeness, $0.number) < ($1.term.likeness, $1.number)
        }
    }

    /// Oldest first.
    package var asked: [Word] { known.values.filter { $0.explanation == nil }.sorted { $0.number < $1.number } }

    /// Whatever the case.
    package func word(_ term: String) -> Word? {
        known.values.filter { $0.term.likeness == term.likeness }.min { $0.number < $1.number }
    }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    /// One of an erased entry, whichever it was.
    mutating func countErased() { highest += 1 }

    mutating func take(_ act: Series.Act, at instant: Instant) {
        switch act {
        case .wordAsked(let number, let term):
            highest = max(highest, number)
            known[number] = Word(number: number, term: term, at: instant)
        case .wordExplained(let number, let explanation):
            highest = max(highest, number)
            known[number, default: Word(number: number, term: explanation.term, at: instant)].term = explanation.term
            known[number]?.explanation = explanation
            known[number]?.at = instant
        case .wordDropped(let number): known[number] = nil
        default: break
        }
    }
}
