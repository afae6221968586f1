import Proceedings

// Words with their mark-up, as a line has them.
extension XMLTree {
    /// Blanks between words are one, as XML readers take them; those that only part elements are none.
    var words: InlineText { InlineText(Self.trimmed(spans)) }

    var isBlank: Bool { text.allSatisfy(\.isSpace) }

    private var spans: [InlineText.Span] {
        contents.flatMap { content -> [InlineText.Span] in
            switch content {
            case .text(let words): words.isEmpty ? [] : [.text(words)]
            case .element(let one): one.asSpans
            }
        }
    }

    private var asSpans: [InlineText.Span] {
        switch name {
        case "b", "strong": [.strong(spans)]
        case "i", "em": [.emphasis(spans)]
        case "br", "eol": [.lineBreak]
        case "a": link ?? spans
        case "recordedTime": []
        default: spans
        }
    }

    /// - Returns: `nil` where it leads to what no line may: to a place in the document, or by another scheme.
    private var link: [InlineText.Span]? {
        guard let address = attributes["href"], InlineText.isAddress(address) else { return nil }
        return [.link(spans, address: address)]
    }

    private static func trimmed(_ spans: [InlineText.Span]) -> [InlineText.Span] {
        var spans = spans
        if case .text(let words) = spans.first {
            spans[0] = .text(String(words.drop(while: \.isSpace)))
        }
        if case .text(var words) = spans.last {
            while words.last?.isSpace == true { words.removeLast() }
            spans[spans.count - 1] = .text(words)
        }
        return spans.filter { if case .text("") = $0 { false } else { true } }
    }

    /// Without some of what it holds.
    func without(_ test: (XMLTree) -> Bool) -> XMLTree {
        var one = XMLTree(name: name, attributes: attributes, lineNumber: lineNumber)
        one.keep(contents.filter { if case .element(let inner) = $0 { !test(inner) } else { true } })
        return one
    }

    /// A whole text for reports.
    var prefix: String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 60 ? words.prefix(59) + "…" : words
    }
}
