/// A list of people being read, under “Attendees” or after “Apologies:”, and where it ends: a note seldom says so.
struct Roll {
    let list: Label.List
    /// How many names stand on the line of the label.
    private let inline: Int
    private var members = 0
    private var mark: Passage.Mark?
    /// Every member after the first came after a blank line.
    private var isSpaced = true

    enum Place: Hashable {
        case member
        /// It may as well be something else; the reason says why it was taken.
        case guessed(String)
        case beyond
    }

    init(_ list: Label.List, inline: Int) {
        self.list = list
        self.inline = inline
    }

    /// Takes the passage for a member unless it is beyond the list.
    mutating func place(_ passage: Passage, before next: Passage?) -> Place {
        let place = whether(passage, before: next)
        guard place != .beyond else { return .beyond }
        if members > 0, !passage.isAfterBlank { isSpaced = false }
        if mark == nil { mark = passage.mark }
        members += 1
        return place
    }

    private func whether(_ passage: Passage, before next: Passage?) -> Place {
        guard passage.hashes == 0, PersonName.isPlausible(passage.words), mark == nil || mark == passage.mark,
            !HeadingLevels.namesSection(passage.words)
        else { return .beyond }
        let isHeading = passage.mark == .plain && next.map { $0.mark != .plain && !$0.isAfterBlank } ?? false
        if inline > 0 {
            // A table turned to text: one name beside the label, the others below it
            guard inline == 1, passage.mark == .plain, !passage.isAfterBlank, !isHeading,
                PersonName.isPlain(passage.words)
            else { return .beyond }
            return .guessed("stands right below a list of one name")
        }
        if members == 0 { return isHeading && !PersonName.isPlain(passage.words) ? .beyond : .member }
        if !passage.isAfterBlank { return isHeading && !PersonName.isPlain(passage.words) ? .beyond : .member }
        return goesOn(passage, before: next) ? .guessed("a name after a blank line below attendees") : .beyond
    }

    /// Whether names plainly go on after a blank line.
    private func goesOn(_ passage: Passage, before next: Passage?) -> Bool {
        let isPlain = PersonName.isPlain(passage.words)
        switch passage.mark {
        case .dash: return isPlain || isSpaced && !passage.words.contains(" ")
        case .number: return isPlain && passage.words.hasPrefix("\(members + 1)")
        default:
            guard isPlain else { return false }
            if passage.words.hasSuffix(")") { return true }
            guard let next, next.mark == .plain, next.hashes == 0 else { return false }
            return isSpaced || !next.isAfterBlank && PersonName.isPlain(next.words)
        }
    }
}

/// What may be a person's name, with an organisation after it or not.
private enum PersonName {
    /// Not a sentence, not what somebody said, and not what was agreed or is to be done.
    static func isPlausible(_ words: String) -> Bool {
        if let colon = words.firstIndex(of: ":") {
            let role = words[..<colon].lowercased().split(separator: " ").last ?? ""
            return roles.contains(String(role)) && isPlain(String(words[words.index(after: colon)...]).trimmingSpace)
        }
        let bare = words.last == "." || words.last == ";" || words.last == "," ? String(words.dropLast()) : words
        guard Attendance.isName(bare), words.last != "." || isPlain(bare), words.last != "!" else { return false }
        let name = nameWords(bare).map { $0.lowercased() }
        guard let first = name.first, name.count <= 6 else { return false }
        return Wording.reported(words) == nil && !resolving.contains(first) && !name.contains(where: verbs.contains)
    }

    /// Two capitalised words or more, or one and an organisation in brackets.
    static func isPlain(_ words: String) -> Bool {
        let name = nameWords(words).filter { $0.contains(where: \.isLetter) }
        guard let first = name.first, let last = name.last, name.count > 1 || words.hasSuffix(")") else { return false }
        let isCapital = { (word: Substring) in word.first { $0.isLetter }?.isLowercase == false }
        return isCapital(first) && isCapital(last)
            && name.allSatisfy { isCapital($0) || particles.contains(String($0)) }
    }

    /// What stands before the organisation.
    private static func nameWords(_ words: String) -> [Substring] {
        words.prefix { $0 != "(" && $0 != "," }.split(separator: " ")
    }

    private static let roles: Set = [
        "chair", "chairman", "chairwoman", "chairperson", "secretary", "treasurer", "clerk", "scribe", "facilitator",
        "minutes", "notes", "note-taker", "rapporteur",
    ]
    private static let particles: Set = [
        "ab", "af", "al", "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "ferch", "la",
        "le", "ten", "ter", "van", "von", "y", "zu",
    ]
    private static let resolving: Set = [
        "action", "agreed", "agree", "approved", "carried", "decided", "decision", "noted", "proposed", "resolved",
        "seconded", "todo",
    ]
    private static let verbs: Set = [
        "agreed", "are", "asked", "had", "has", "have", "is", "said", "should", "thanked", "to", "was", "welcomed",
        "were", "will",
    ]
}
