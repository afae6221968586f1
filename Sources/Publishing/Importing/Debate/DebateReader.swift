import Proceedings

/// Reads a debate in Akoma Ntoso, or in SayIt's profile of it, into typed lines.
///
/// Of a document this house printed the lines come back as they were, as far as that form carries them; of others every
/// word in the body becomes a line, and what was guessed is told.
struct DebateReader: NoteReading {
    private(set) var attendance = Attendance()
    private(set) var agenda: [AgendaItem] = []
    let strands: [String] = []
    private(set) var prompts: [String] = []
    private var notes = DebateLines()
    private var groups: [String] = []
    private let people: [String: String]
    /// This house printed it.
    private let isOurs: Bool

    var readings: [ImportReport.Reading] { notes.readings }
    var guesses: [ImportReport.Guess] { notes.guesses }
    func lines(after founding: Int) -> [Line] { notes.lines(after: founding) }

    init(_ document: XMLTree) throws(ImportError) {
        guard let body = document.find("debateBody") ?? document.find("mainBody") else {
            throw .markup(
                lineNumber: document.lineNumber,
                reason: "it is XML, but no debate in Akoma Ntoso: there is no debateBody in it")
        }
        isOurs = document.all { $0.name == "TLCObject" }.contains {
            $0.attributes["href"] == "/ontology/object/openfloor"
        }
        let named = document.all { $0.name == "TLCPerson" }
        people = Dictionary(named.compactMap { one in one.id.map { ($0, one.attributes["showAs"] ?? "") } }) { $1 }
        for one in named where !isOurs || (one.id ?? "").hasPrefix("speaker") {
            guard let name = one.attributes["showAs"], !attendance.add(name) else { continue }
            notes.guess(one, "left out of who was there", "its name is empty, too long or stands twice")
        }
        for one in body.contents { try read(one, level: 1, in: body) }
        if body.isBlank { throw .noNote }
    }

    private mutating func read(_ content: XMLTree.Content, level: Int, in parent: XMLTree) throws(ImportError) {
        switch content {
        case .text(let words):
            guard !words.allSatisfy(\.isSpace) else { return }
            try notes.add(.summary(InlineText(plain: words.trimmingSpace)), parent)
            notes.guess(parent, "a line of its own", "words stand directly in a section")
        case .element(let one):
            if one.isBlank { return }
            switch one.name {
            case "heading", "num", "subheading", "from": break  // with the section or speech they stand in
            case "speech", "question", "answer", "speechGroup": try speech(one)
            case "scene", "narrative", "summary": try remark(one)
            case "p", "other", "comment", "block": try note(one)
            default: try section(one, level: level)
            }
        }
    }

    private mutating func section(_ one: XMLTree, level: Int) throws(ImportError) {
        if isOurs, Self.lineNumber(one) == nil, one.id != "notes" {
            if one.name == "questions" { return try questions(one) }
            if one.name == "debateSection" {
                notes.guess(one, "left out", "it repeats lines of the record, or tells what no line can")
                return
            }
        }
        let titles = ["num", "heading", "subheading"].compactMap { one.first($0) }.filter { !$0.isBlank }
        if let first = titles.first, !(isOurs && one.id == "notes") {
            let title = InlineText(titles.enumerated().flatMap { ($0 > 0 ? [.text(" ")] : []) + $1.words.spans })
            try heading(title, one, first, level: level)
        }
        let inner = titles.isEmpty || (isOurs && one.id == "notes") ? level : level + 1
        for content in one.contents { try read(content, level: inner, in: one) }
    }

    private mutating func heading(
        _ title: InlineText, _ one: XMLTree, _ place: XMLTree, level: Int
    ) throws(ImportError) {
        if isOurs, one.attributes["name"] == "agenda-item" {
            let words = title.plain
            let number = Self.number(words.prefix { $0.isASCII && $0.isNumber }) ?? agenda.count + 1
            let bare = words.hasPrefix("\(number). ") ? String(words.dropFirst("\(number). ".count)) : words
            if !agenda.contains(where: { $0.number == number }) {
                agenda.append(AgendaItem(number: number, title: bare))
            }
            return try notes.add(.itemTakenUp(number), one)
        }
        if isOurs, one.attributes["name"] == "report-back", title.plain.hasSuffix(Self.reportsBack) {
            let name = String(title.plain.dropLast(Self.reportsBack.count))
            return try notes.add(.breakoutCalled(try number(ofGroup: name, one), name: name), one)
        }
        if level > 2 { notes.guess(place, "heading of level 2", "it stands deeper, and a record has two levels") }
        try notes.add(.topic(title, level: min(level, 2)), one)
    }

    /// As this house's English says it.
    private static let reportsBack = " reports back"
    private static let course = ["Meeting opened", "Meeting paused", "Meeting resumed", "Meeting closed"]

    private mutating func number(ofGroup name: String, _ one: XMLTree) throws(ImportError) -> Int {
        if let known = groups.firstIndex(of: name) { return known + 1 }
        groups.append(name)
        try notes.add(.breakoutFormed(groups.count, Breakout.Plan(name)), one, isLine: false)
        return groups.count
    }

    private mutating func speech(_ one: XMLTree) throws(ImportError) {
        let by = one.attributes["by"].map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        let from = one.first("from")?.words.plain
        let shown = by.flatMap { people[$0] } ?? from
        let speaker = isOurs && by == "nobody" ? nil : shown.flatMap { $0.isEmpty ? nil : $0 }
        if shown == nil { notes.guess(one, "nobody’s words", "the speech names no speaker") }
        for part in one.elements where part.name != "from" && part.name != "num" && part.name != "heading" {
            guard !part.isBlank else { continue }
            let marks = Marks(of: part)
            try notes.add(.speech(marks.rest.words, speaker: speaker), one, language: part.attributes["xml:lang"])
            notes.mark(marks, one)
        }
        if let stray = one.contents.compactMap({ if case .text(let words) = $0 { words.trimmingSpace } else { nil } })
            .first(where: { !$0.isEmpty })
        {
            try notes.add(.speech(InlineText(plain: stray), speaker: speaker), one)
        }
    }

    private mutating func note(_ one: XMLTree) throws(ImportError) {
        try notes.add(.summary(one.words), one, language: one.attributes["xml:lang"])
        if !isOurs { notes.guess(one, "a note", "it is no speech and no scene") }
    }

    private mutating func remark(_ one: XMLTree) throws(ImportError) {
        if isOurs, one.attributes["status"] == "removed" {
            return notes.guess(one, "left out", "the line was taken back")
        }
        let marks = Marks(of: one)
        let words = marks.rest.words
        if isOurs, one.name == "scene", Self.course.contains(words.plain) {
            return notes.guess(one, "left out", "it tells of the meeting’s course, not what was said in it")
        }
        let concept = (one.attributes["refersTo"] ?? "").split(separator: "#").last.map(String.init) ?? ""
        let body: Line.Body =
            if isOurs, let (group, asked) = marks.reported {
                .report(words, under: try heading(of: group, asked, concept, one))
            } else {
                switch concept {
                case "decision": .decision(words)
                case "disagreement": .disagreement(words)
                case "action": .action(words, owner: marks.owner, due: marks.due)
                case "feedback": .feedback(words)
                default: one.name == "scene" ? .scene(words) : .summary(words)
                }
            }
        try notes.add(body, one, language: one.attributes["xml:lang"])
        if !marks.unread.isEmpty { notes.guess(one, "left out “\(marks.unread)”", "a record has no place for it") }
        notes.mark(marks, one)
    }

    private mutating func heading(
        of group: String, _ asked: String, _ concept: String, _ one: XMLTree
    ) throws(ImportError) -> Breakout.Heading {
        let number = try number(ofGroup: group, one)
        if !prompts.contains(asked) { prompts.append(asked) }
        return Breakout.Heading(
            breakout: number, name: group, prompt: (prompts.firstIndex(of: asked) ?? 0) + 1, asked: asked,
            means: Breakout.Meaning.allCases.first { $0.kind.rawValue == concept } ?? Wording.meaning(of: asked))
    }

    /// Questions of this house, with the lines that answer them.
    private mutating func questions(_ section: XMLTree) throws(ImportError) {
        var last: Int?
        for one in section.elements where one.name != "heading" {
            guard one.name == "question", let number = one.id.flatMap({ Self.number($0.dropFirst()) }) else {
                let answers = one.elements.filter { $0.name == "ref" }.compactMap { $0.attributes["href"] }
                if let last { notes.link(answers.map { String($0.dropFirst()) }, toQuestion: last) }
                if answers.isEmpty { notes.guess(one, "left out", "what became of a question is told by its answers") }
                continue
            }
            let by = one.attributes["by"].map { String($0.dropFirst()) } ?? ""
            let words = one.elements.filter { $0.name == "p" }.map(\.words.plain).joined(separator: "\n")
            let name = by.hasPrefix("speaker") ? people[by] : nil
            let from = one.first("from")?.words.plain ?? ""
            let wording = Question.Wording(words, name: name, isFromRoom: from.contains("in the room"))
            try notes.add(.questionPublished(number, wording, isEdited: false, splitFrom: nil), one, isLine: false)
            last = number
        }
    }

    /// Of an item or a question; `nil` where no meeting comes so far.
    private static func number(_ digits: Substring) -> Int? {
        Int(digits).flatMap { (1...100_000).contains($0) ? $0 : nil }
    }

    /// Of a line this house printed.
    private static func lineNumber(_ one: XMLTree) -> Int? {
        guard let id = one.id, id.hasPrefix("l") else { return nil }
        return Int(id.dropFirst())
    }
}
