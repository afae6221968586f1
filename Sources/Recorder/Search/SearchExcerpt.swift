/// The words of a line around what was looked for, in pieces: those that were meant, and those between.
package struct SearchExcerpt: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let words: String
        package let isHit: Bool
    }

    package private(set) var pieces: [Piece] = []
    /// There is more before it, and after it.
    package private(set) var isCutBefore = false
    package private(set) var isCutAfter = false

    /// Words shown of a long line, and how many of them before the first that was meant.
    private static let most = 60
    private static let before = 14

    init(of text: String, for terms: SearchTerms) {
        let words = SearchWords(in: text).all
        let plain = words.map(\.text)
        let hits = Set(terms.terms.flatMap { $0.places(in: plain) }.flatMap { Array($0) })
        let first = words.count > Self.most ? max(0, min((hits.min() ?? 0) - Self.before, words.count - Self.most)) : 0
        let end = min(words.count, first + Self.most)
        isCutBefore = first > 0
        isCutAfter = end < words.count
        var place = isCutBefore ? words[first].place.lowerBound : text.startIndex
        for number in first..<end where hits.contains(number) {
            add(text[place..<words[number].place.lowerBound], isHit: false)
            add(text[words[number].place], isHit: true)
            place = words[number].place.upperBound
        }
        add(text[place..<(isCutAfter ? words[end - 1].place.upperBound : text.endIndex)], isHit: false)
    }

    /// Words that were meant and stand together, with nothing but a gap between them, are one piece.
    private mutating func add(_ words: Substring, isHit: Bool) {
        guard !words.isEmpty else { return }
        if isHit, pieces.count > 1, let gap = pieces.last, !gap.isHit, gap.words == " ", pieces[pieces.count - 2].isHit
        {
            pieces.removeLast()
            let former = pieces.removeLast()
            pieces.append(Piece(words: former.words + " " + words, isHit: true))
        } else {
            pieces.append(Piece(words: String(words), isHit: isHit))
        }
    }
}
