import Proceedings

/// Reads the marks of one line, once, left to right. Depth is bounded, so no input is slow or deep.
struct Marks {
    private let characters: [Character]
    private var place = 0
    private var depth = 0
    /// No page has a link within a link: words of a label that look like one are words.
    private var isInLabel = false
    /// Up to where a mark is known to have no partner, so that a line of lone marks is read once.
    private var lonely: [String: Int] = [:]

    init(_ words: String) {
        characters = Array(words)
    }

    /// `false` where there is certainly no mark, as in most lines: nothing but ASCII, and none of what begins one.
    static func mayStand(in words: String) -> Bool {
        words.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: ":"): true
            default: !(0x20..<0x7F).contains(byte)
            }
        }
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
            } else if isEscape(place) {
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
        if isInLabel { return nil }
        return isNext("[") ? link() : bareAddress()
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
        var isOtherOpen = false  // a `*` inside `**`, or the other way round
        while at < characters.count, !characters[at].isNewline {
            if isEscape(at) {
                at += 2
                continue
            }
            let stars = stars(at)
            let follows = at > start && !characters[at - 1].isWhitespace
            if follows, let offset = Self.closes(mark, stars, isOtherOpen) { return at + offset }
            if follows, mark == "](", isNext(mark, at: at) { return at }
            if stars == (mark == "*" ? 2 : 1) {
                let opens = at + stars < characters.count && !characters[at + stars].isWhitespace
                isOtherOpen = isOtherOpen ? !follows : opens
            }
            at += max(stars, 1)
        }
        lonely[mark] = at
        return nil
    }

    /// Where in a run of stars `mark` closes. In `***` the mark opened last closes first.
    private static func closes(_ mark: String, _ stars: Int, _ isOtherOpen: Bool) -> Int? {
        switch (mark, stars) {
        case ("*", 1), ("**", 2), ("**", 4...): 0
        case ("*", 3): isOtherOpen ? 2 : 0
        case ("**", 3): isOtherOpen ? 1 : 0
        default: nil
        }
    }

    private func stars(_ start: Int) -> Int {
        characters[start...].prefix { $0 == "*" }.count
    }

    private func isEscape(_ at: Int) -> Bool {
        characters[at] == "\\" && at + 1 < characters.count && Self.isMark(characters[at + 1])
    }

    private mutating func link() -> InlineText.Span? {
        guard let label = partner(of: "](", from: place + 1) else { return nil }
        let start = label + 2
        var end = start
        var address = ""
        while end < characters.count, characters[end] != ")", !characters[end].isWhitespace {
            if characters[end] == "\\", end + 1 < characters.count, Self.isEscaped(inAddress: characters[end + 1]) {
                end += 1
            }
            address.append(characters[end])
            end += 1
        }
        guard end < characters.count, characters[end] == ")", Self.isSafe(address) else {
            lonely["]("] = label  // every bracket up to there has the same partner
            return nil
        }
        let inner = reading(place + 1..<label, isLabel: true)
        place = end + 1
        return .link(inner, address: address)
    }

    /// Written with `\` before it between the parentheses of a link.
    static func isEscaped(inAddress character: Character) -> Bool { character == ")" || character == "*" }

    private mutating func bareAddress() -> InlineText.Span? {
        guard isNext("http"), place == 0 || !(characters[place - 1].isLetter || characters[place - 1].isNumber)
        else { return nil }
        var end = place
        while end < characters.count, !Self.endsAddress(characters[end]) { end += 1 }
        while end > place, ".,;:!?)]'*".contains(characters[end - 1]) { end -= 1 }
        let address = String(characters[place..<end])
        guard Self.isSafe(address) else { return nil }
        place = end
        return .link([.text(address)], address: address)
    }

    /// Whether a bare `address` between these would be read as just this link.
    static func isFound(_ address: String, after former: InlineText.Span?, before rest: String) -> Bool {
        switch former {
        case .link: return false
        case .text(let words): if let last = words.last, last.isLetter || last.isNumber { return false }
        default: break
        }
        var reader = Marks(address + rest.prefix { !endsAddress($0) })
        return reader.bareAddress() == .link([.text(address)], address: address)
    }

    private static func endsAddress(_ character: Character) -> Bool {
        character.isWhitespace || "<>\"`\\".contains(character)
    }

    private static func isSafe(_ address: String) -> Bool {
        InlineText.isAddress(address) && address.utf8.count <= 2000
    }

    private func reading(_ range: Range<Int>, isLabel: Bool = false) -> [InlineText.Span] {
        var inner = Marks(String(characters[range]))
        inner.depth = depth + 1
        inner.isInLabel = isInLabel || isLabel
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
