import Proceedings

/// Lines of a log while later ones may still change them.
struct ScribeLogDrafts {
    private(set) var all: [Draft] = []
    /// Where each who writes stands.
    private var last: [String: Int] = [:]
    private var substitutions = 0

    /// How far back a change is looked for, how many there are in one log, and how long they make a line, in bytes.
    private static let reach = 50
    private static let mostSubstitutions = 500
    private static let longest = Importer.lineLimit + 100

    struct Draft: Hashable {
        let kind: Kind
        var words: String
        let row: ScribeLogRow
        /// Of its words, in UTF-8.
        fileprivate(set) var bytes: Int
    }

    enum Kind: Hashable {
        case topic(Int)
        case speech(String)
        case summary, scene, decision, disagreement, action, feedback
    }

    mutating func add(_ kind: Kind, _ words: String, _ row: ScribeLogRow) {
        all.append(Draft(kind: kind, words: words, row: row, bytes: words.utf8.count))
        last[row.nick ?? ""] = all.count - 1
    }

    /// A speaker goes on in a line of their own, anything else under itself.
    mutating func goOn(_ words: String, _ row: ScribeLogRow) {
        guard let place = last[row.nick ?? ""] else { return add(.summary, words, row) }
        if case .speech = all[place].kind { return add(all[place].kind, words, row) }
        all[place].words += "\n" + words
        all[place].bytes += words.utf8.count + 1
    }

    /// Changes the nearest line above that has these words, or all within reach.
    ///
    /// - Returns: The numbers of the lines changed, in the file; none where the words do not stand there or a line would
    ///   become too long.
    mutating func substitute(_ old: String, with new: String, everywhere: Bool) -> [Int] {
        substitutions += 1
        guard substitutions <= Self.mostSubstitutions else { return [] }
        var changed: [Int] = []
        for place in all.indices.suffix(Self.reach).reversed() where all[place].bytes <= Self.longest {
            let words = all[place].words.unicodeScalars
            let found = words.ranges(of: Array(old.unicodeScalars))
            let count = everywhere ? found.count : min(1, found.count)
            guard count > 0, all[place].bytes + count * new.utf8.count <= Self.longest else { continue }
            let exchanged = words.replacing(
                Array(old.unicodeScalars), with: Array(new.unicodeScalars), maxReplacements: count)
            all[place].words = String(exchanged)
            all[place].bytes = all[place].words.utf8.count
            changed.append(all[place].row.lineNumber)
            if !everywhere { break }
        }
        return changed
    }
}

/// `Dilys_Owen to list five streets [due 2014-06-05]`, `list five streets [on Dilys_Owen - due 2014-06-05]`
struct ScribeLogTask {
    private(set) var words: String
    private(set) var owner: String?
    private(set) var due: String?

    /// - Parameters:
    ///   - year: The meeting's, for days written without one.
    ///   - isKnown: Whether somebody of that name, in lower case, was there.
    init(_ said: String, year: Int?, isKnown: (String) -> Bool) {
        words = said
        takeSuffix()
        let first = words.prefix { !$0.isSpace && $0 != "\n" }
        let rest = words.dropFirst(first.count)
        let assignment = Assignment(words, year: year)
        let name = ScribeLogReader.name(String(first))
        let isTask = rest.hasPrefix(" to ") || rest.hasPrefix(" - ")
        if owner == nil, isTask, !name.isEmpty, first.contains("_") || isKnown(name.lowercased()) {
            owner = name
            words = name + rest
        } else if owner == nil {
            owner = assignment.owner
        }
        due = due ?? assignment.due?.iso
    }

    private mutating func takeSuffix() {
        guard words.last == "]", let open = words.lastIndex(of: "[") else { return }
        var rest = Substring(words[words.index(after: open)...].dropLast())
        var named: String?
        if rest.hasPrefix("on ") {
            let token = rest.dropFirst(3).prefix { !$0.isSpace }
            named = ScribeLogReader.name(String(token))
            rest = rest.dropFirst(3 + token.count)
            if rest.hasPrefix(" - ") { rest = rest.dropFirst(3) }
        }
        let day = rest.hasPrefix("due ") ? NoteDay.first(in: String(rest.dropFirst(4))) : nil
        let task = String(words[..<open]).trimmingSpace
        guard (named != nil && rest.isEmpty) || day != nil, !task.isEmpty else { return }
        owner = named.flatMap { $0.isEmpty ? nil : $0 }
        due = day?.iso
        words = task
    }
}
