/// What a line of a W3C scribe log is by its own words: https://w3c.github.io/scribe2/scribedoc.html. The log that the
/// record is printed as is written by the same table, so that what is printed is read back as it was.
enum ScribeLogWords: Hashable {
    case meeting(String)
    case date(String)
    case place(String)
    case chair(String)
    case scribe(String)
    case present(String)
    /// `agenda+ title`
    case item(String)
    /// `agendum 2 -- title -- taken up`
    case takenUp(Int)
    case topic(String, level: Int)
    case decision(String)
    case disagreement(String)
    case feedback(String)
    case action(String)
    /// `[Broke for lunch.]`
    case scene(String)
    /// `… words`: what was going on goes on; a speaker goes on in a line of their own.
    case goesOn(String)
    /// `... words`: the same line goes on under itself.
    case sameLine(String)
    case substitution(old: String, new: String, isEverywhere: Bool)
    /// To the machines that keep the queue and the log.
    case command
    case speech(token: String, words: String)
    case plain(String)

    /// Before words that would be taken for something else, in a log of this house.
    static let guardMark = "– "

    init(_ line: String) {
        let words = line.trimmingSpace
        self =
            Self.continuation(words) ?? Self.substitution(words) ?? Self.command(words) ?? Self.agendum(words)
            ?? Self.labelled(words) ?? (Self.isBracketed(words) ? .scene(String(words.dropFirst().dropLast())) : nil)
            ?? .plain(words)
    }

    /// Labels that are no speaker's name.
    static func isReserved(_ token: String) -> Bool {
        let lower = token.lowercased()
        return labelled(label: lower, "x") != nil || proposals.contains(lower)
    }

    private static let proposals = [
        "proposed", "proposal", "regrets", "agenda", "issue", "previous", "next", "slideset",
    ]

    private static func continuation(_ words: String) -> ScribeLogWords? {
        if words.hasPrefix("...") { return .sameLine(String(words.dropFirst(3)).trimmingSpace) }
        return words.hasPrefix("…") ? .goesOn(String(words.dropFirst()).trimmingSpace) : nil
    }

    private static func isBracketed(_ words: String) -> Bool {
        words.first == "[" && words.last == "]" && words.count > 2
    }

    /// A word, a colon and a space.
    private static func labelled(_ words: String) -> ScribeLogWords? {
        guard let colon = words.prefix(200).firstIndex(of: ":") else { return nil }
        let token = words[..<colon]
        let after = words[words.index(after: colon)...]
        let rest = String(after).trimmingSpace
        guard !token.isEmpty, !rest.isEmpty, after.first?.isSpace ?? false, !token.contains(where: \.isSpace) else {
            return nil
        }
        if let found = labelled(label: token.lowercased(), rest) { return found }
        guard !proposals.contains(token.lowercased()), token.contains(where: \.isLetter), token.first != "[" else {
            return nil
        }
        return .speech(token: String(token), words: rest)
    }

    private static func labelled(label: String, _ words: String) -> ScribeLogWords? {
        switch label {
        case "meeting", "title": .meeting(words)
        case "date": .date(words)
        case "place", "location": .place(words)
        case "chair", "chairs": .chair(words)
        case "scribe", "scribenick": .scribe(words)
        case "present", "attendees": .present(words)
        case "topic": .topic(words, level: 1)
        case "subtopic": .topic(words, level: 2)
        case "resolution", "resolved": .decision(words)
        case "disagreement": .disagreement(words)
        case "feedback": .feedback(words)
        case "action": .action(words)
        default: nil
        }
    }

    /// `s/old/new/`, `s|old|new|g`; the last mark may be left out.
    private static func substitution(_ words: String) -> ScribeLogWords? {
        guard words.first == "s", let mark = words.dropFirst().first, mark == "/" || mark == "|" else { return nil }
        let parts = words.dropFirst(2).split(separator: mark, omittingEmptySubsequences: false).map(String.init)
        let tail = parts.count == 3 ? parts[2].trimmingSpace : ""
        guard parts.count == 2 || parts.count == 3, !parts[0].isEmpty, ["", "g", "G"].contains(tail) else { return nil }
        return .substitution(old: parts[0], new: parts[1], isEverywhere: !tail.isEmpty)
    }

    private static func command(_ words: String) -> ScribeLogWords? {
        let lower = words.prefix(40).lowercased()
        for (start, field) in [("present+", Self.present), ("scribe+", Self.scribe), ("chair+", Self.chair)]
        where lower.hasPrefix(start) {
            return field(String(words.dropFirst(start.count)).trimmingSpace)
        }
        if lower.hasPrefix("agenda+") {
            let title = String(words.dropFirst(7)).trimmingSpace
            return title.isEmpty ? .command : .item(title)
        }
        let isOne = commands.contains(lower) || openings.contains(where: lower.hasPrefix)
        return isOne ? .command : nil
    }

    private static let commands = [
        "ack", "q?", "queue?", "queue=", "agenda?", "next agendum", "take up next", "present?", "who is here?",
    ]
    private static let openings = [
        "q+", "q-", "queue+", "queue-", "vqueue", "ack ", "agenda-", "agenda=", "present-", "present=", "scribe-",
        "chair-", "zakim,", "rrsagent,", "trackbot,", "ghurlbot,", "agendabot,", "gb,", "take up agendum",
        "take up item", "close agendum", "close item", "move to agendum", "open agendum",
    ]

    private static func agendum(_ words: String) -> ScribeLogWords? {
        guard words.lowercased().hasPrefix("agendum "), words.contains("-- taken up") else { return nil }
        let digits = words.dropFirst(8).prefix { $0.isASCII && $0.isNumber }
        return Int(digits).map { .takenUp($0) }
    }
}

/// One line of a log with who wrote it.
struct ScribeLogRow: Hashable {
    /// Of the file, from 1.
    let lineNumber: Int
    /// `nil` for what the server said: who came and went.
    let nick: String?
    fileprivate(set) var words: String

    /// - Returns: `nil` where fewer than half of the lines are a log's: then the text is a note.
    static func rows(_ text: NoteText) -> [ScribeLogRow]? {
        let rows = text.lines.enumerated().compactMap { place, line -> ScribeLogRow? in
            let words = line.trimmingSpace
            guard !words.isEmpty else { return nil }
            guard let (nick, said) = said(words) else {
                return ScribeLogRow(lineNumber: place + 1, nick: nil, words: words)
            }
            return ScribeLogRow(lineNumber: place + 1, nick: nick, words: said)
        }
        return rows.count { $0.nick != nil } * 2 > rows.count ? rows : nil
    }

    /// Rows that go on under another are put to it, and in a log of this house the ids of lines are taken off.
    static func whole(_ rows: [ScribeLogRow], isOurs: Bool) -> [ScribeLogRow] {
        var whole: [ScribeLogRow] = []
        var last: [String: Int] = [:]
        for row in rows {
            if let nick = row.nick, let place = last[nick], case .sameLine(let words) = ScribeLogWords(row.words) {
                whole[place].words += "\n" + words
            } else {
                if let nick = row.nick { last[nick] = whole.count }
                whole.append(row)
            }
        }
        return isOurs ? whole.map(\.withoutID) : whole
    }

    /// ` [l41]` taken off.
    private var withoutID: ScribeLogRow {
        guard words.last == "]", let open = words.lastIndex(of: "[") else { return self }
        let id = words[words.index(after: open)...].dropLast()
        guard id.first == "l", id.count > 1, id.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return self
        }
        return ScribeLogRow(lineNumber: lineNumber, nick: nick, words: String(words[..<open]).trimmingSpace)
    }

    /// `10:02:11 <nick> words`, with or without a time of some kind before.
    private static func said(_ line: String) -> (String, String)? {
        let rest = line.prefix(60).drop { ($0.isASCII && $0.isNumber) || "[]:-.TZ+ ".contains($0) }
        guard rest.first == "<" else { return nil }
        let whole = line[rest.startIndex...].dropFirst()
        guard let end = whole.prefix(65).firstIndex(of: ">") else { return nil }
        let nick = whole[..<end].drop { "@+ ".contains($0) }
        let after = whole[whole.index(after: end)...]
        guard !nick.isEmpty, !nick.contains(where: { $0.isSpace || "<>/!=\"".contains($0) }),
            after.first?.isSpace ?? true
        else { return nil }
        return (String(nick), String(after).trimmingSpace)
    }
}
