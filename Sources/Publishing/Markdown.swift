import Proceedings

/// Words as CommonMark that means nothing but the words.
enum Markdown {
    /// On one line, every mark that could start a construct escaped with a backslash.
    static func escaped(_ words: String) -> String { guardedStart(unguarded(words.unbroken)) }

    /// A block of code by indentation, which nothing inside can end.
    static func code(_ text: String) -> String {
        trimmed(text).printable.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { "    " + $0 }.joined(separator: "\n")
    }

    /// With the marks of the words themselves; `breaks` is what a line break becomes.
    static func inline(_ words: InlineText, breaks: String) -> String {
        guardedStart(trimmed(spans(words.spans, breaks: breaks)))
    }

    static func emphasised(_ words: String) -> String { wrapped(words, in: "*") }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last?.isNewline == true || text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func spans(_ spans: [InlineText.Span], breaks: String) -> String {
        spans.map { span in
            switch span {
            case .text(let words):
                words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                    .map { unguarded(String($0)) }.joined(separator: breaks)
            case .strong(let inner): wrapped(Self.spans(inner, breaks: breaks), in: "**")
            case .emphasis(let inner): wrapped(Self.spans(inner, breaks: breaks), in: "*")
            case .link(let inner, let address):
                InlineText.isSafe(address)
                    ? "[\(Self.spans(inner, breaks: breaks))](<\(destination(address))>)"
                    : Self.spans(inner, breaks: breaks)
            case .lineBreak: breaks
            }
        }.joined()
    }

    private static func unguarded(_ words: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in words.printable.unicodeScalars {
            if "\\`*_[]<>&~|".unicodeScalars.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    private static func destination(_ address: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in address.unicodeScalars {
            if "\\<>&".unicodeScalars.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    /// Marks stand close to the words, or they are no marks: spaces go outside.
    private static func wrapped(_ words: String, in mark: String) -> String {
        let core = words.drop { $0 == " " }
        let lead = words.prefix(words.count - core.count)
        let inner = trimmed(String(core))
        guard !inner.isEmpty else { return words }
        return lead + mark + inner + mark + core.dropFirst(inner.count)
    }

    /// A line's first characters must not make it a heading, a list, a quotation or a rule.
    private static func guardedStart(_ line: String) -> String {
        let text = String(line.drop { $0 == " " || $0 == "\t" })
        if let first = text.unicodeScalars.first, "#+-=:".unicodeScalars.contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else { return text }
        return digits + "\\" + rest
    }
}
