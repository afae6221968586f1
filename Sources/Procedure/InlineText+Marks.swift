import Foundation
package import Proceedings

extension InlineText {
    /// Reads `**strong**`, `*emphasis*`, `[label](https://…)`, bare `https://…`, `\` before a literal mark, and line
    /// breaks. A mark without its partner stands for itself; nothing is lost.
    package init(marked words: String) {
        let words = words.trimmed
        guard Marks.mayStand(in: words) else {
            self.init(plain: words)
            return
        }
        var reader = Marks(words)
        self.init(reader.spans(until: nil))
    }

    /// The words with marks, so that `InlineText(marked:)` gives the same text again.
    package var marked: String { Self.marked(spans) }

    private static func marked(_ spans: [Span]) -> String {
        var after = ""
        for (place, span) in spans.enumerated().reversed() {
            let words =
                switch span {
                case .text(let words): escaped(words)
                case .strong(let inner): "**\(marked(inner))**"
                case .emphasis(let inner): "*\(marked(inner))*"
                case .link(let inner, let address)
                // A star in a bare address would look like a mark to what stands around it.
                where inner == [.text(address)] && !address.contains("*")
                    && Marks.isFound(address, after: place > 0 ? spans[place - 1] : nil, before: after):
                    address
                case .link(let inner, let address): "[\(marked(inner))](\(closable(address)))"
                case .lineBreak: "\n"
                }
            after = words + after
        }
        return after
    }

    private static func closable(_ address: String) -> String {
        address.map { Marks.isEscaped(inAddress: $0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func escaped(_ words: String) -> String {
        var result = ""
        var rest = words[...]
        while let character = rest.popFirst() {
            let beginsAddress = character == ":" && rest.hasPrefix("//")
            if "\\*[]".contains(character) || beginsAddress { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// The first `old` within one run of words replaced; marks around it stay, as far as they can be read again.
    ///
    /// - Returns: `nil` where `old` does not occur, or occurs only across a mark.
    package func replacing(_ old: String, with new: String) -> InlineText? {
        guard let spans = Self.replacing(old, with: new, in: spans) else { return nil }
        let changed = InlineText(settling: spans)
        // Marks that touch once the words between them are gone may read as others, and the words matter more.
        return InlineText(marked: changed.marked) == changed ? changed : InlineText(settling: Self.unstressed(spans))
    }

    private static func unstressed(_ spans: [Span]) -> [Span] {
        spans.flatMap { span -> [Span] in
            switch span {
            case .strong(let inner), .emphasis(let inner): unstressed(inner)
            case .link(let inner, let address): [.link(unstressed(inner), address: address)]
            case .text, .lineBreak: [span]
            }
        }
    }

    private static func replacing(_ old: String, with new: String, in spans: [Span]) -> [Span]? {
        for (place, span) in spans.enumerated() {
            var changed = spans
            switch span {
            case .text(let words):
                // Foundation passes over some characters as it looks, and then names places beyond the end.
                guard let range = words.firstRange(of: old) else { continue }
                let whole = words.replacingCharacters(in: range, with: new)
                changed.replaceSubrange(place...place, with: whole.isEmpty ? [] : [.text(whole)])
            case .strong(let inner):
                guard let inner = replacing(old, with: new, in: inner) else { continue }
                changed[place] = .strong(inner)
            case .emphasis(let inner):
                guard let inner = replacing(old, with: new, in: inner) else { continue }
                changed[place] = .emphasis(inner)
            case .link(let inner, let address):
                guard let inner = replacing(old, with: new, in: inner) else { continue }
                changed[place] = .link(inner, address: address)
            case .lineBreak: continue
            }
            return changed
        }
        return nil
    }
}
