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
        self.parts = parts.flatMap(Self.withoutSpaceAtEnd)
    }

    /// Only words are struck or underlined, not the space after them.
    private static func withoutSpaceAtEnd(_ part: Part) -> [Part] {
        guard part.change != .kept, let last = part.words.lastIndex(where: { !$0.isWhitespace }) else { return [part] }
        let end = part.words.index(after: last)
        let space = String(part.words[end...])
        let words = Part(words: String(part.words[..<end]), change: part.change)
        return space.isEmpty ? [words] : [words, Part(words: space, change: .kept)]
    }

    /// Each with the space after it, so that joined they are the text again.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            if let last = word.last, last.isWhitespace, !character.isWhitespace {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return word.isEmpty ? words : words + [word]
    }
}
