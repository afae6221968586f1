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
                where inner == [.text(address)]
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
        address.map { $0 == ")" ? "\\)" : String($0) }.joined()
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

    /// The first `old` within one run of words replaced; marks around it stay.
    ///
    /// - Returns: `nil` where `old` does not occur, or occurs only across a mark.
    package func replacing(_ old: String, with new: String) -> InlineText? {
        Self.replacing(old, with: new, in: spans).map(InlineText.init(settling:))
    }

    private static func replacing(_ old: String, with new: String, in spans: [Span]) -> [Span]? {
        for (place, span) in spans.enumerated() {
            var changed = spans
            switch span {
            case .text(let words):
                guard let range = words.range(of: old) else { continue }
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
