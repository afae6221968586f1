import Proceedings

/// Reads the marks of one line, once, left to right. Depth is bounded, so no input is slow or deep.
struct Marks {
    private let characters: [Character]
    private var place = 0
    private var depth = 0
    /// Up to where a mark is known to have no partner, so that a line of lone marks is read once.
    private var lonely: [String: Int] = [:]

    init(_ words: String) {
        characters = Array(words)
    }

    /// Spans up to `end` (which is consumed) or the end of the words.
    mutating func spans(until end: String?) -> [InlineText.Span] {
        var spans: [InlineText.Span] = []
        var run = ""
        func flush() {
            if !run.isEmpty { spans.append(.text(run)) }
            run = ""
        }
        while place < characters.count {
            if let end, isNext(end) {
                place += end.count
                break
            }
            if let span = marked() {
                flush()
                spans.append(span)
            } else if characters[place] == "\\", place + 1 < characters.count, Self.isMark(characters[place + 1]) {
                run.append(characters[place + 1])
                place += 2
            } else {
                run.append(characters[place])
                place += 1
            }
        }
        flush()
        return spans
    }

    private static func isMark(_ character: Character) -> Bool { "\\*[]()/:#+-".contains(character) }

    private mutating func marked() -> InlineText.Span? {
        guard depth < 4 else { return characters[place].isNewline ? lineBreak() : nil }
        if characters[place].isNewline { return lineBreak() }
        if isNext("**") { return pair("**").map { .strong($0) } }
        if isNext("*") { return pair("*").map { .emphasis($0) } }
        if isNext("[") { return link() }
        if isNext("http") { return bareAddress() }
        return nil
    }

    private mutating func lineBreak() -> InlineText.Span {
        place += 1
        return .lineBreak
    }

    /// Opens only before a non-space, closes only after one, on the same line.
    private mutating func pair(_ mark: String) -> [InlineText.Span]? {
        let start = place + mark.count
        guard start < characters.count, !characters[start].isWhitespace, let close = partner(of: mark, from: start)
        else { return nil }
        let inner = reading(start..<close)
        place = close + mark.count
        return inner
    }

    private mutating func partner(of mark: String, from start: Int) -> Int? {
        if let end = lonely[mark], start < end { return nil }
        var at = start
        while at + mark.count <= characters.count, !characters[at].isNewline {
            if characters[at] == "\\" {
                at += 2
                continue
            }
            if at > start, isNext(mark, at: at), !characters[at - 1].isWhitespace, mark != "*" || !isDouble(at) {
                return at
            }
            at += isDouble(at) && mark == "*" ? 2 : 1
        }
        lonely[mark] = at
        return nil
    }

    private func isDouble(_ at: Int) -> Bool {
        at + 1 < characters.count && characters[at] == "*" && characters[at + 1] == "*"
    }

    private mutating func link() -> InlineText.Span? {
        guard let label = partner(of: "](", from: place + 1), label > place + 1 else { return nil }
        let start = label + 2
        guard let end = characters[start...].firstIndex(of: ")") else { return nil }
        let address = String(characters[start..<end])
        guard Self.isSafe(address) else { return nil }
        let inner = reading(place + 1..<label)
        place = end + 1
        return .link(inner, address: address)
    }

    private mutating func bareAddress() -> InlineText.Span? {
        guard place == 0 || !(characters[place - 1].isLetter || characters[place - 1].isNumber) else { return nil }
        var end = place
        while end < characters.count, !characters[end].isWhitespace, !"<>\"".contains(characters[end]) { end += 1 }
        while end > place, ".,;:!?)]'*".contains(characters[end - 1]) { end -= 1 }
        let address = String(characters[place..<end])
        guard Self.isSafe(address), !address.hasPrefix("mailto:") else { return nil }
        place = end
        return .link([.text(address)], address: address)
    }

    /// http, https or mailto, with something after it, without spaces or quotes.
    private static func isSafe(_ address: String) -> Bool {
        let lower = address.lowercased()
        guard let scheme = ["http://", "https://", "mailto:"].first(where: { lower.hasPrefix($0) }) else { return false }
        return address.count > scheme.count && address.utf8.count <= 2000
            && !address.contains { $0.isWhitespace || "\"<>`\\".contains($0) }
    }

    private func reading(_ range: Range<Int>) -> [InlineText.Span] {
        var inner = Marks(String(characters[range]))
        inner.depth = depth + 1
        return inner.spans(until: nil)
    }

    private func isNext(_ mark: String) -> Bool { isNext(mark, at: place) }

    private func isNext(_ mark: String, at start: Int) -> Bool {
        var at = start
        for character in mark {
            guard at < characters.count, characters[at] == character else { return false }
            at += 1
        }
        return true
    }
}
