import Proceedings

extension InlineText {
    /// Whether a link may be printed as one: http, https or mailto, without spaces and controls. The rules let no other
    /// in; a publication outlives the rules it was made under.
    static func isSafe(_ address: String) -> Bool {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        guard ["http", "https", "mailto"].contains(scheme), address.utf8.count > scheme.utf8.count + 1 else {
            return false
        }
        return address.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.isPrintable }
    }

    /// What a reader of unmarked text sees, link addresses given after their words.
    var withAddresses: String { Self.withAddresses(spans) }

    private static func withAddresses(_ spans: [Span]) -> String {
        spans.map { span in
            switch span {
            case .text(let words): words
            case .strong(let inner), .emphasis(let inner): withAddresses(inner)
            case .link(let inner, let address):
                withAddresses(inner) == address ? address : "\(withAddresses(inner)) <\(address)>"
            case .lineBreak: "\n"
            }
        }.joined()
    }
}

extension String {
    /// Without control characters, which are marked instead.
    var printable: String {
        if unicodeScalars.allSatisfy(\.isPrintable) { return self }
        var text = UnicodeScalarView()
        text.append(contentsOf: unicodeScalars.lazy.map { $0.isPrintable ? $0 : "\u{FFFD}" })
        return String(text)
    }

    /// On one line.
    var unbroken: String {
        printable.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
