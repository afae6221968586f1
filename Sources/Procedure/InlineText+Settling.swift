import Proceedings

extension InlineText {
    /// The spans a reader of marks would have made of changed words: no empty mark, no neighbours that could be one,
    /// no space at an edge, breaks only between marks. So a changed line can be typed again.
    init(settling spans: [Span]) {
        let settled = Self.settled(spans, isInner: false)
        let fromStart = settled.drop(while: Self.isBlank)
        let upToEnd = fromStart.reversed().drop(while: Self.isBlank).reversed()
        var spans = Array(upToEnd)
        if case .text(let words) = spans.first { spans[0] = .text(String(words.drop(while: \.isWhitespace))) }
        if case .text(let words) = spans.last, let end = words.lastIndex(where: { !$0.isWhitespace }) {
            spans[spans.count - 1] = .text(String(words[...end]))
        }
        self.init(spans)
    }

    private static func isBlank(_ span: Span) -> Bool {
        switch span {
        case .lineBreak: true
        case .text(let words): words.allSatisfy(\.isWhitespace)
        default: false
        }
    }

    private static func settled(_ spans: [Span], isInner: Bool) -> [Span] {
        var settled: [Span] = []
        for span in spans {
            for piece in pieces(of: span, isInner: isInner) {
                if let last = settled.last, let merged = merged(last, piece) {
                    settled[settled.count - 1] = merged
                } else {
                    settled.append(piece)
                }
            }
        }
        return settled
    }

    private static func pieces(of span: Span, isInner: Bool) -> [Span] {
        switch span {
        case .text(let words) where isInner:
            return words.isEmpty ? [] : [.text(String(words.map { $0.isNewline ? " " : $0 }))]
        case .text(let words):
            let lines = words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let texts = lines.map { $0.isEmpty ? [] : [Span.text(String($0))] }
            return Array(texts.joined(separator: [.lineBreak]))
        case .strong(let inner): return wrapped(inner) { .strong($0) }
        case .emphasis(let inner): return wrapped(inner) { .emphasis($0) }
        case .link(let inner, let address): return wrapped(inner) { .link($0, address: address) }
        case .lineBreak: return [isInner ? .text(" ") : .lineBreak]
        }
    }

    /// A mark opens before a word and closes after one, so spaces at its edges move out of it.
    private static func wrapped(_ spans: [Span], _ wrap: ([Span]) -> Span) -> [Span] {
        var inner = settled(spans, isInner: true)
        var before: [Span] = []
        var after: [Span] = []
        if case .text(let words) = inner.first, let start = words.firstIndex(where: { !$0.isWhitespace }) {
            if start > words.startIndex { before = [.text(String(words[..<start]))] }
            inner[0] = .text(String(words[start...]))
        } else if case .text(let words) = inner.first {
            before = [.text(words)]
            inner.removeFirst()
        }
        if case .text(let words) = inner.last, let end = words.lastIndex(where: { !$0.isWhitespace }) {
            let rest = words[words.index(after: end)...]
            if !rest.isEmpty { after = [.text(String(rest))] }
            inner[inner.count - 1] = .text(String(words[...end]))
        } else if case .text(let words) = inner.last {
            after = [.text(words)]
            inner.removeLast()
        }
        return before + (inner.isEmpty ? [] : [wrap(inner)]) + after
    }

    private static func merged(_ one: Span, _ other: Span) -> Span? {
        switch (one, other) {
        case (.text(let first), .text(let second)): .text(first + second)
        case (.strong(let first), .strong(let second)): .strong(settled(first + second, isInner: true))
        case (.emphasis(let first), .emphasis(let second)): .emphasis(settled(first + second, isInner: true))
        default: nil
        }
    }
}
