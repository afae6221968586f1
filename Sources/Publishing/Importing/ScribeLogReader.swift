import Proceedings

/// Turns the lines of a W3C scribe log into lines of a record, in the order they were written. What is for the
/// machines – the queue, who came and went – is left out and counted.
struct ScribeLogReader: NoteReading {
    private(set) var front: FrontMatter
    private(set) var attendance = Attendance()
    private(set) var drafts = ScribeLogDrafts()
    private var agendaTitles: [String] = []
    private var notes = NoteLines()
    /// Names of nicks, lower-cased; scribes among them.
    private var names: [String: String] = [:]
    /// Who wrote anything, lower-cased.
    private let nicks: Set<String>
    private var scribes: Set<String> = [ScribeLog.scribe]
    private var isEveryoneScribe = false
    /// Printed by this house, with the ids of lines after their words.
    private let isOurs: Bool
    private var leftOut: [LeftOut: Int] = [:]

    private enum LeftOut: String, CaseIterable {
        case command = "commands to the queue and the log"
        case machine = "what machines said"
        case presence = "who came and went"
    }

    let strands: [String] = []
    let prompts: [String] = []

    init(_ rows: [ScribeLogRow], front: FrontMatter) throws(ImportError) {
        self.front = front
        isOurs = rows.first?.nick == ScribeLog.house
        nicks = Set(rows.compactMap { $0.nick?.lowercased() })
        let rows = ScribeLogRow.whole(rows, isOurs: isOurs)
        for row in rows where row.nick != nil { learn(row) }
        let isNamed = rows.contains { row in row.nick.map { scribes.contains($0.lowercased()) } ?? false }
        isEveryoneScribe = !isNamed
        if !isNamed { guess(nil, "everybody’s lines are the notes", "no scribe is named who wrote any") }
        for row in rows { read(row) }
        self.front.close()
        guard !drafts.all.isEmpty else { throw .noNote }
        try write()
        for kind in LeftOut.allCases {
            if let count = leftOut[kind] { guess(nil, "left out: \(count)", kind.rawValue) }
        }
    }

    func lines(after founding: Int) -> [Line] { notes.lines(after: founding) }
    var readings: [ImportReport.Reading] { notes.readings }
    var guesses: [ImportReport.Guess] { notes.guesses }
    var agenda: [AgendaItem] {
        agendaTitles.enumerated().map { AgendaItem(number: $0 + 1, title: $1) }
    }

    /// Who the scribes are is often said after they began.
    private mutating func learn(_ row: ScribeLogRow) {
        guard case .scribe(let words) = ScribeLogWords(row.words) else { return }
        for part in (words.isEmpty ? row.nick ?? "" : words).split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpace }
            guard let nick = pair.first, scribes.count < 100 else { continue }
            scribes.insert(nick.lowercased())
            if pair.count == 2 { names[nick.lowercased()] = Self.name(pair[1]) }
        }
    }

    private mutating func read(_ row: ScribeLogRow) {
        guard let nick = row.nick else { return readUnsigned(row) }
        guard !row.words.isEmpty else { return }
        let words = ScribeLogWords(row.words)
        if readField(words, row) { return }
        if Self.machines.contains(nick.lowercased()) {
            leftOut[.machine, default: 0] += 1
            return
        }
        let isScribe = isEveryoneScribe || scribes.contains(nick.lowercased())
        switch words {
        case .command: leftOut[.command, default: 0] += 1
        case .topic(let title, let level): drafts.add(.topic(level), title, row)
        case .decision(let words): drafts.add(.decision, words, row)
        case .disagreement(let words): drafts.add(.disagreement, words, row)
        case .feedback(let words): drafts.add(.feedback, words, row)
        case .action(let words): drafts.add(.action, words, row)
        case .substitution(let old, let new, let isEverywhere): substitute(old, new, isEverywhere, row)
        case .goesOn(let words): drafts.goOn(words, row)
        case .sameLine(let words): drafts.add(.summary, words, row)
        case .scene(let words) where isScribe: drafts.add(.scene, words, row)
        case .speech(let token, let words) where isScribe: drafts.add(.speech(name(of: token)), words, row)
        case .plain(let words) where isScribe: drafts.add(.summary, unguarded(words), row)
        default:
            drafts.add(.speech(name(of: nick)), row.words, row)
            guess(row, "speech of \(name(of: nick))", "typed by somebody who is no scribe")
        }
    }

    /// - Returns: Whether it says something of the meeting, whoever wrote it.
    private mutating func readField(_ words: ScribeLogWords, _ row: ScribeLogRow) -> Bool {
        switch words {
        case .meeting(let title) where title.utf8.count <= 300: front.take(title: title, passage(row))
        case .date(let words): return front.take(field: "Date: \(words)", passage(row))
        case .place(let words): return front.take(field: "Place: \(words)", passage(row))
        case .chair(let words):
            guard let first = Self.list(words).first else { return true }
            return front.take(field: "Chair: \(first)", passage(row))
        case .scribe: notes.recognise(passage(row), "scribe")
        case .present(let words):
            for name in Self.list(words.isEmpty ? self.name(of: row.nick ?? "") : words) where !attendance.add(name) {
                guess(row, "“\(name.prefix(60))” left out", "named before, too long, or one too many")
            }
            notes.recognise(passage(row), "attendees")
        case .item(let title) where title.utf8.count <= 300 && agendaTitles.count < Self.mostItems:
            agendaTitles.append(title)
            notes.recognise(passage(row), "agenda item \(agendaTitles.count)")
        case .takenUp(let number) where agendaTitles.indices.contains(number - 1):
            drafts.add(.topic(1), agendaTitles[number - 1], row)
        default: return false
        }
        return true
    }

    private mutating func readUnsigned(_ row: ScribeLogRow) {
        let lower = row.words.prefix(200).lowercased()
        if Self.movements.contains(where: lower.contains) {
            leftOut[.presence, default: 0] += 1
        } else {
            drafts.add(.summary, row.words, row)
            guess(row, "summary", "nobody is named who wrote it")
        }
    }

    private mutating func substitute(_ old: String, _ new: String, _ isEverywhere: Bool, _ row: ScribeLogRow) {
        let changed = drafts.substitute(old, with: new, everywhere: isEverywhere)
        if changed.isEmpty {
            drafts.add(.summary, row.words, row)
            guess(row, "summary", "asks for a change of words that do not stand above, or of too many")
        } else {
            guess(row, "changed line \(changed.map(String.init).joined(separator: ", "))", "asks for other words")
        }
    }

    /// The lines of the record, now that nothing changes any more.
    private mutating func write() throws(ImportError) {
        var taken: Set<Int> = []
        for draft in drafts.all {
            let words = draft.words
            guard words.utf8.count <= Importer.lineLimit else {
                throw .lineTooLong(
                    lineNumber: draft.row.lineNumber, bytes: words.utf8.count, limit: Importer.lineLimit)
            }
            guard !words.trimmingSpace.isEmpty else { continue }
            write(draft, words, &taken)
        }
    }

    private mutating func write(_ draft: ScribeLogDrafts.Draft, _ words: String, _ taken: inout Set<Int>) {
        let passage = passage(draft.row)
        let text = InlineText(plain: words)
        switch draft.kind {
        case .topic(let level):
            let item =
                agendaTitles.firstIndex(of: words)
                ?? agendaTitles.enumerated().first { "\($0 + 1). \($1)" == words }?.offset
            if let item, taken.insert(item).inserted {
                notes.add(.itemTakenUp(item + 1), passage)
            } else {
                notes.add(.topic(text, level: level), passage)
            }
        case .speech(let speaker):
            notes.add(.speech(text, speaker: speaker), passage)
        case .summary: notes.add(.summary(text), passage)
        case .scene: notes.add(.scene(text), passage)
        case .decision: notes.add(.decision(text), passage)
        case .disagreement: notes.add(.disagreement(text), passage)
        case .feedback: notes.add(.feedback(text), passage)
        case .action:
            let task = ScribeLogTask(words, year: front.day?.year, isKnown: isKnown)
            notes.add(.action(InlineText(plain: task.words), owner: task.owner, due: task.due), passage)
            if let owner = task.owner { notes.guess(passage, "owner \(owner)", "a name before or after the task") }
            if let due = task.due { notes.guess(passage, "due \(due)", "a day in the task") }
        }
    }

    private func isKnown(_ name: String) -> Bool {
        nicks.contains(name) || attendance.speakers.contains { $0.name.lowercased() == name }
    }

    private func unguarded(_ words: String) -> String {
        isOurs && words.hasPrefix(ScribeLogWords.guardMark)
            ? String(words.dropFirst(ScribeLogWords.guardMark.count)) : words
    }

    private func passage(_ row: ScribeLogRow) -> Passage {
        Passage(lineNumber: row.lineNumber, mark: .plain, words: row.words)
    }

    private mutating func guess(_ row: ScribeLogRow?, _ reading: String, _ reason: String) {
        notes.guess(lineNumber: row?.lineNumber, row.map { passage($0).prefix } ?? "", reading, reason)
    }

    private func name(of token: String) -> String { names[token.lowercased()] ?? Self.name(token) }

    /// `Dilys_Owen`
    static func name(_ token: String) -> String {
        String(token.map { $0 == "_" ? " " : $0 }).trimmingSpace
    }

    /// `Dilys_Owen, O’Neil,_P.`: a comma before an underscore is a name's own.
    private static func list(_ words: String) -> [String] {
        var names = [""]
        for (place, character) in zip(words.indices, words) {
            let next = words[words.index(after: place)...].first
            if character == ",", next != "_" { names.append("") } else { names[names.count - 1].append(character) }
        }
        return names.map(name).filter { !$0.isEmpty }
    }

    /// As the rules have it of a meeting.
    private static let mostItems = 200
    private static let machines: Set = [
        ScribeLog.house, "relay", "rrsagent", "zakim", "trackbot", "ghurlbot", "agendabot", "gb", "github-bot",
    ]
    private static let movements = [
        "has joined", "has left", "has quit", "has changed the topic", "changes topic", "is now known as",
    ]
}
