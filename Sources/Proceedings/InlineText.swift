/// The words of a line: a tree that can say emphasis and links, and nothing that could become a script.
package struct InlineText: Hashable, Sendable {
    package let spans: [Span]

    package indirect enum Span: Hashable, Sendable {
        case text(String)
        case strong([Span])
        case emphasis([Span])
        /// `address` is absolute and its scheme is http, https or mailto.
        case link([Span], address: String)
        /// A line break the writer asked for.
        case lineBreak
    }

    package init(_ spans: [Span]) {
        self.spans = spans
    }

    /// Words without any mark-up, taken as they stand.
    package init(plain words: String) {
        spans = words.isEmpty ? [] : [.text(words)]
    }

    /// What a reader sees, breaks as `\n`, link addresses left out.
    package var plain: String { Self.plain(spans) }

    package var isEmpty: Bool { plain.isBlank }

    /// http, https or mailto with something after it, and no character that could end an attribute.
    package static func isAddress(_ words: String) -> Bool {
        let lower = words.lowercased()
        guard let scheme = ["http://", "https://", "mailto:"].first(where: { lower.hasPrefix($0) }) else {
            return false
        }
        return lower.count > scheme.count && !words.unicodeScalars.contains(where: { $0.isUnseen || $0.turnsDirection })
            && !words.contains {
                $0.isWhitespace || "\"<>`\\".contains($0) || ($0.isASCII && $0 < " ") || $0 == "\u{7f}"
            }
    }

    private static func plain(_ spans: [Span]) -> String {
        spans.map { span in
            switch span {
            case .text(let words): words
            case .strong(let inner), .emphasis(let inner), .link(let inner, _): plain(inner)
            case .lineBreak: "\n"
            }
        }.joined()
    }
}
