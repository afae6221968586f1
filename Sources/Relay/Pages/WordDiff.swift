/// What of one text became what of another, word by word.
struct WordDiff: Hashable {
    let parts: [Part]

    struct Part: Hashable {
        let words: String
        let change: Change
    }

    enum Change: Hashable { case kept, removed, added }

    /// Longer texts than this are shown whole: comparing takes the square of what differs.
    private static let most = 1500

    init(from old: String, to new: String) {
        let before = Self.words(of: old)
        let after = Self.words(of: new)
        guard before.count + after.count <= Self.most else {
            parts = [Part(words: old, change: .removed), Part(words: new, change: .added)]
            return
        }
        let difference = after.difference(from: before)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for step in difference {
            switch step {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var parts: [Part] = []
        func say(_ words: String, _ change: Change) {
            if let last = parts.last, last.change == change {
                parts[parts.count - 1] = Part(words: last.words + words, change: change)
            } else {
                parts.append(Part(words: words, change: change))
            }
        }
        var place = 0
        for (index, word) in before.enumerated() {
            guard !removed.contains(index) else {
                say(word, .removed)
                continue
            }
            while added.contains(place) {
                say(after[place], .added)
                place += 1
            }
            say(word, .kept)
            place += 1
        }
        for word in after[min(place, after.count)...] { say(word, .added) }
        self.parts = Self.together(parts).flatMap(Self.withoutSpaceAround)
    }

    /// What changed on both sides of a gap is one change: first all that went, then all that came.
    private static func together(_ parts: [Part]) -> [Part] {
        var whole: [Part] = []
        var (removed, added) = ("", "")
        func finish() {
            if !removed.isEmpty { whole.append(Part(words: removed, change: .removed)) }
            if !removed.isEmpty, !added.isEmpty { whole.append(Part(words: " ", change: .kept)) }
            if !added.isEmpty { whole.append(Part(words: added, change: .added)) }
            (removed, added) = ("", "")
        }
        for (place, part) in parts.enumerated() {
            let isGap = part.words.allSatisfy(\.isWhitespace) && place > 0 && place + 1 < parts.count
            switch part.change {
            case .removed: removed += part.words
            case .added: added += part.words
            case .kept where isGap && !(removed.isEmpty || added.isEmpty) && parts[place + 1].change != .kept:
                removed += part.words
                added += part.words
            case .kept:
                finish()
                whole.append(part)
            }
        }
        finish()
        return whole
    }

    /// Only words are struck or underlined, not the space around them.
    private static func withoutSpaceAround(_ part: Part) -> [Part] {
        guard part.change != .kept, let first = part.words.firstIndex(where: { !$0.isWhitespace }),
            let last = part.words.lastIndex(where: { !$0.isWhitespace })
        else { return [part] }
        let after = part.words.index(after: last)
        let parts = [
            Part(words: String(part.words[..<first]), change: .kept),
            Part(words: String(part.words[first..<after]), change: part.change),
            Part(words: String(part.words[after...]), change: .kept),
        ]
        return parts.filter { !$0.words.isEmpty }
    }

    /// Words, gaps and marks, each by itself; joined they are the text again.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var former: Class?
        for character in text {
            let own = Class(character)
            if own != .mark, own == former {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
            former = own
        }
        return words
    }

    private enum Class {
        case word, gap, mark

        init(_ character: Character) {
            self = character.isWhitespace ? .gap : character.isLetter || character.isNumber ? .word : .mark
        }
    }
}
