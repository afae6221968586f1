/// A paragraph, heading or list item of a note, with the mark it began with.
struct Passage: Hashable {
    /// Of the first line it stands on, from 1.
    let lineNumber: Int
    let mark: Mark
    /// Without the mark and the space around; inside unchanged.
    var words: String
    /// Put together from lines that were wrapped, by a guess.
    var isJoined = false
    /// How many `#` stood before a heading that is marked as Markdown marks it; they are not in the words.
    var hashes = 0
    var isAfterBlank = false

    enum Mark: Hashable {
        case dash
        /// `1.` or `2.3.1`; the number stays in the words, because minutes are cited by it.
        case number(depth: Int)
        /// `Item 3 – title`
        case item(Int)
        /// `Action:` or `ACTION 3:`; a numbered label stays in the words.
        case action
        case plain
    }

    /// For reports.
    var prefix: String { words.count > 60 ? words.prefix(59) + "…" : words }

    var startsLowercase: Bool { words.first?.isLowercase ?? false }

    /// Short, and not a sentence.
    var looksLikeHeading: Bool {
        guard words.count <= 100, words.split(separator: " ").count <= 14, !startsLowercase else { return false }
        guard let last = words.last, !".!?,;".contains(last), !words.contains(". ") else { return false }
        return last != ":" || words.count <= 70
    }
}

extension NoteText {
    /// The passages of the note, rules and empty items left out.
    var passages: [Passage] {
        var passages: [Passage] = []
        var isAfterBlank = true
        var lastWidth = 0
        for (place, line) in lines.enumerated() {
            let words = line.trimmingSpace
            guard !words.isEmpty else {
                isAfterBlank = true
                continue
            }
            if let heading = Self.heading(words) {
                passages.append(
                    Passage(
                        lineNumber: place + 1, mark: .plain, words: heading.words, hashes: heading.hashes,
                        isAfterBlank: isAfterBlank))
                isAfterBlank = false
                lastWidth = words.count
                continue
            }
            let (mark, rest) = Self.mark(of: words)
            if mark == .plain, !isAfterBlank, let last = passages.last,
                Self.continues(last, rest, isIndented: line.first?.isWhitespace ?? false, lastWidth: lastWidth)
            {
                passages[passages.count - 1].words += " " + rest
                passages[passages.count - 1].isJoined = true
            } else if !rest.isEmpty {
                passages.append(
                    Passage(lineNumber: place + 1, mark: mark, words: rest, isAfterBlank: isAfterBlank))
            }
            isAfterBlank = false
            lastWidth = words.count
        }
        return passages
    }

    /// Whether an unmarked line goes on with the passage on the line before.
    private static func continues(_ last: Passage, _ words: String, isIndented: Bool, lastWidth: Int) -> Bool {
        if last.hashes > 0 { return false }
        if last.mark == .plain, last.words.utf8.count <= Importer.lineLimit, let label = Label(last.words),
            label.list != .actions, !label.names.isEmpty, !words.contains(":"), !HeadingLevels.namesSection(words)
        {
            return lastWidth >= 60 || last.words.hasSuffix(",") || last.words.hasSuffix(";")
        }
        let isLower = words.first?.isLowercase ?? false
        return last.mark == .plain ? lastWidth >= 60 && (isLower || !last.looksLikeHeading) : isIndented || isLower
    }

    /// `## Money`, with what Markdown escapes as it was meant.
    private static func heading(_ line: String) -> (hashes: Int, words: String)? {
        let hashes = line.prefix { $0 == "#" }.count
        guard (1...6).contains(hashes), line.dropFirst(hashes).first?.isSpace ?? false else { return nil }
        var words = ""
        var isEscaped = false
        for character in String(line.dropFirst(hashes)).trimmingSpace {
            if isEscaped, !(character.isASCII && (character.isPunctuation || character.isSymbol)) { words += "\\" }
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { words.append(character) }
        }
        if isEscaped { words += "\\" }
        return words.isEmpty || words.utf8.count > 300 ? nil : (hashes, words)
    }

    private static func mark(of line: String) -> (Passage.Mark, String) {
        if line.allSatisfy({ "-–—_=*".contains($0) }) { return (.plain, "") }
        if let first = line.first, let words = dashed(first, line.dropFirst()) {
            let (mark, rest) = mark(of: words)
            return mark == .action ? (.action, rest) : (.dash, words)
        }
        if let item = item(line) { return (.item(item.number), item.title) }
        if let words = action(line) { return (.action, words) }
        if let depth = numberDepth(line) { return (.number(depth: depth), line) }
        return (.plain, line)
    }

    /// The words after a dash or bullet; a dash needs space after it, or it is a minus or a hyphen.
    private static func dashed(_ mark: Character, _ rest: Substring) -> String? {
        let words = String(rest).trimmingSpace
        if "•▪‣◦●·".contains(mark) { return words }
        guard "-–—―*−".contains(mark), rest.first?.isSpace ?? true else { return nil }
        return words
    }

    /// `Item 3 – title`, `Agenda item 3: title`; without a title the words are the title.
    private static func item(_ line: String) -> (number: Int, title: String)? {
        let lower = line.lowercased()
        guard let word = ["agenda item ", "item "].first(where: lower.hasPrefix) else { return nil }
        let rest = line.dropFirst(word.count)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number > 0, number < 100 else { return nil }
        let after = rest.dropFirst(digits.count).drop(while: \.isSpace)
        guard let mark = after.first else { return (number, line) }
        guard ":–—-.".contains(mark) else { return nil }
        let title = String(after.dropFirst()).trimmingSpace
        return (number, title.isEmpty ? line : title)
    }

    /// `Action: …`, `Action point: …`, `ACTION 3: …`
    private static func action(_ line: String) -> String? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let label = line[..<colon].lowercased().split(separator: " ")
        guard label.first == "action", label.count <= 3 else { return nil }
        let rest = label.dropFirst().filter { $0 != "point" }
        let words = String(line[line.index(after: colon)...]).trimmingSpace
        guard !words.isEmpty else { return nil }
        if rest.isEmpty { return words }
        return rest.count == 1 && Int(rest[rest.startIndex]) != nil ? line : nil
    }

    /// 1 for `4.` and `4)`, 2 for `4.1`, 3 for `4.1.2`.
    private static func numberDepth(_ line: String) -> Int? {
        let number = line.prefix { ($0.isASCII && $0.isNumber) || $0 == "." || $0 == ")" }
        let parts = number.split(omittingEmptySubsequences: true) { $0 == "." || $0 == ")" }
        guard (1...4).contains(parts.count), parts.allSatisfy({ $0.count <= 2 }),
            parts.count > 1 || number.last == "." || number.last == ")",
            line.dropFirst(number.count).first?.isSpace ?? false
        else { return nil }
        return parts.count
    }
}

extension Character {
    /// White space in a line, and the invisible characters that word processors leave.
    var isSpace: Bool { isWhitespace || self == "\u{200B}" || self == "\u{FEFF}" }
}

extension String {
    var trimmingSpace: String {
        var text = drop(while: \.isSpace)
        while text.last?.isSpace == true { text.removeLast() }
        return String(text)
    }
}
