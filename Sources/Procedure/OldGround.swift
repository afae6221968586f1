package import Proceedings

/// Finds points that what is said touches, above all settled ones: by their number, or by the words they share.
///
/// It warns people who then look for themselves; so it misses little rather than being right each time. It is a rule,
/// the same wherever a record is read again; the index that offers questions like one's own is on the disk's side.
package struct OldGround: Sendable {
    private let points: [(point: Point, words: Set<Substring>)]

    package init(_ points: [Point]) {
        self.points = points.map { ($0, Self.words(of: $0.wording.text)) }
    }

    /// Those that are settled.
    package init(settledOf ledger: Ledger) {
        self.init(ledger.points.filter { $0.settled != nil })
    }

    package var isEmpty: Bool { points.isEmpty }

    /// - Parameter text: Of a note, a question, or an agenda item.
    /// - Returns: By number of the point.
    package func touched(by text: String) -> [Point] {
        let said = Self.words(of: text)
        let named = Self.numbers(in: text)
        return points.filter { named.contains($0.point.number) || Self.touch(said, $0.words) }.map(\.point)
    }

    /// More than half of the fewer words are shared, and at least two; of long texts, four in ten and at least four.
    private static func touch(_ said: Set<Substring>, _ point: Set<Substring>) -> Bool {
        let shared = said.intersection(point).count
        let fewer = min(said.count, point.count)
        return (shared >= 2 && 10 * shared > 5 * fewer) || (shared >= 4 && 10 * shared >= 4 * fewer)
    }

    /// What tells texts apart: words of four letters or more, of which endings do not count, nor those of every text.
    private static func words(of text: String) -> Set<Substring> {
        Set(
            text.likeness.split { !$0.isLetter && !$0.isNumber }
                .filter { $0.count >= shortest && !common.contains($0) }
                .map { ($0.hasSuffix("s") ? $0.dropLast() : $0).prefix(stem) })
    }

    /// Of English texts; those of other languages are found a little too often.
    private static let common: Set<Substring> = [
        "about", "after", "again", "also", "another", "because", "been", "before", "being", "between", "both", "cannot",
        "could", "does", "done", "each", "even", "ever", "from", "have", "here", "into", "itself", "just", "like",
        "made", "make", "many", "more", "most", "much", "must", "need", "only", "other", "ourselves", "over", "said",
        "same", "shall", "should", "some", "such", "than", "that", "their", "them", "themselves", "then", "there",
        "these", "they", "this", "those", "through", "under", "unless", "until", "upon", "very", "well", "were",
        "what", "when", "where", "whether", "which", "while", "will", "with", "within", "without", "would", "your",
    ]
    private static let shortest = 4
    private static let stem = 6

    /// "point 3", "points 3".
    private static func numbers(in text: String) -> Set<Int> {
        let words = text.likeness.split { !$0.isLetter && !$0.isNumber }
        return Set(zip(words, words.dropFirst()).compactMap { ["point", "points"].contains($0) ? Int($1) : nil })
    }
}
