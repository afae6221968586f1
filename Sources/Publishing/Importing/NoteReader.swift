import Proceedings

/// Turns passages into lines, one after the other, remembering under which headings it stands.
struct NoteReader: NoteReading {
    private let passages: [Passage]
    private let year: Int?
    private let itemsAreAgenda: Bool
    private let isNumbered: Bool
    private var headings = HeadingLevels()
    private var list: Label.List?
    /// Of attendees or apologies, while it lasts.
    private var roll: Roll?
    /// Of the headings that are marked; 0 where none is.
    private let fewestHashes: Int
    private(set) var attendance = Attendance()
    private(set) var notes = NoteLines()
    /// What groups were asked, where the note says so.
    let prompts: [String]
    private var groups: [String] = []
    /// The group whose report is being read.
    private var group: (number: Int, name: String)?
    /// Items that follow are what the groups have in common.
    private var gathersThemes = false

    /// - Parameters:
    ///   - passages: Without the front matter.
    ///   - year: The meeting's, for days written without one.
    init(passages: [Passage], year: Int?) {
        self.passages = passages
        self.year = year
        let items = passages.compactMap { if case .item(let number) = $0.mark { number } else { nil } }
        itemsAreAgenda = !items.isEmpty && items == Array(1...items.count)
        prompts = Self.prompts(in: passages)
        fewestHashes = passages.map(\.hashes).filter { $0 > 0 }.min() ?? 0
        isNumbered = passages.contains { if case .number(let depth) = $0.mark { depth > 1 } else { false } }
    }

    /// - Parameter founding: How many entries of the record stand before the first of these.
    func lines(after founding: Int) -> [Line] { notes.lines(after: founding) }

    var readings: [ImportReport.Reading] { notes.readings }
    var guesses: [ImportReport.Guess] { notes.guesses }
    var strands: [String] { headings.strands }

    /// The note's own items, where they count 1, 2, 3 …; else they are headings like any other.
    var agenda: [AgendaItem] {
        guard itemsAreAgenda else { return [] }
        return passages.compactMap { passage in
            guard case .item(let number) = passage.mark else { return nil }
            return AgendaItem(number: number, title: passage.words)
        }
    }

    mutating func readAll() {
        for place in passages.indices {
            let passage = passages[place]
            if passage.isJoined {
                notes.guess(passage, "one paragraph", "a line that goes on in the next was put together with it")
            }
            read(passage, before: place + 1 < passages.count ? passages[place + 1] : nil)
        }
    }

    private mutating func read(_ passage: Passage, before next: Passage?) {
        if attends(passage, before: next) { return }
        switch passage.mark {
        case .item(let number): takeUp(number, passage)
        case .action: action(passage, "labelled as an action")
        case .dash: item(passage)
        case .number(let depth):
            if depth == 1, isNumbered, passage.looksLikeHeading, list != .actions, next?.mark != .number(depth: 1) {
                open(passage, level: 1, "a short numbered line over numbered minutes")
            } else {
                item(passage)
            }
        case .plain: plain(passage, before: next)
        }
    }

    /// Whether the passage was taken into the list of people that is being read, which ends where it was not.
    private mutating func attends(_ passage: Passage, before next: Passage?) -> Bool {
        guard let list = roll?.list else { return false }
        switch passage.mark {
        case .dash, .plain: break
        case .number(depth: 1): break
        default: return endRoll()
        }
        if passage.mark == .plain, Label(passage.words) != nil { return endRoll() }
        switch roll?.place(passage, before: next) {
        case .member: attend(passage.words, passage, list)
        case .guessed(let reason):
            attend(passage.words, passage, list)
            notes.guess(passage, list == .attendees ? "attendee" : "apology", reason)
        case .beyond, nil:
            if list == .attendees, passage.mark != .plain, !passage.isAfterBlank {
                notes.guess(passage, "no attendee", "does not read as a name, so the list ends above it")
            }
            return endRoll()
        }
        if list == .apologies { headings.fill(byItem: true) }
        notes.lastItem = passage.lineNumber
        return true
    }

    private mutating func endRoll() -> Bool {
        roll = nil
        list = nil
        return false
    }

    private mutating func takeUp(_ number: Int, _ passage: Passage) {
        list = nil
        headings.open(passage.words, level: 1)
        gathersThemes = Wording.announcesThemes(passage.words)
        if itemsAreAgenda {
            notes.add(.itemTakenUp(number), passage)
        } else {
            let title =
                passage.words.lowercased().hasPrefix("item") ? passage.words : "Item \(number) – \(passage.words)"
            notes.add(.topic(InlineText(plain: title), level: 1), passage)
            notes.guess(passage, "heading", "the items do not count 1, 2, 3 …, so they are no agenda")
        }
    }

    private mutating func plain(_ passage: Passage, before next: Passage?) {
        if let label = Label(passage.words), passage.words.count <= 60 || label.list != .actions {
            begin(label, passage)
        } else if passage.hashes > 0 {
            open(passage, level: passage.hashes > fewestHashes ? 2 : 1, nil)
        } else if let level = headings.level(of: passage, before: next) {
            open(passage, level: level.number, level.reason)
        } else {
            list = nil
            headings.fill(byItem: false)
            if passage.words.last == ":", Wording.announcesThemes(passage.words) {
                gathersThemes = true
            } else if notes.endsWithTheme {
                gathersThemes = false
            }
            add(passage, formal: isNumbered)
        }
    }

    private mutating func begin(_ label: Label, _ passage: Passage) {
        list = label.list
        let names = Attendance.names(label.names)
        if label.list != .attendees {
            open(passage, title: label.names.isEmpty ? passage.words : label.title(of: passage), level: 1, nil)
            list = label.list
        } else {
            notes.recognise(passage, "attendees")
        }
        if names.count > 1 {
            notes.guess(passage, "\(names.count) names", "divided at semicolons or commas")
        }
        for name in names { attend(name, passage, label.list) }
        guard label.list != .actions else { return }
        list = nil
        if label.list == .apologies, !names.isEmpty { headings.fill(byItem: true) }
        roll = Roll(label.list, inline: names.count)
    }

    private mutating func attend(_ words: String, _ passage: Passage, _ list: Label.List) {
        if list == .attendees, attendance.add(words) {
            notes.recognise(passage, "attendee")
        } else {
            notes.add(
                list == .actions
                    ? .action(InlineText(plain: words), owner: nil, due: nil) : .summary(InlineText(plain: words)),
                passage)
        }
    }

    private mutating func open(_ passage: Passage, title: String? = nil, level: Int, _ reason: String?) {
        list = nil
        var words = title ?? passage.words
        if words.hasSuffix(":") { words = String(words.dropLast()) }
        headings.open(words, level: level)
        gathersThemes = Wording.announcesThemes(words)
        group = nil
        if level > 1, headings.isReportBack, groups.count < Self.mostGroups {
            begin(groupNamed: words, passage)
        } else {
            notes.add(.topic(InlineText(plain: words), level: level), passage)
        }
        if let reason { notes.guess(passage, "heading of level \(level)", reason) }
    }

    /// What stands under a heading of the part where groups report back is that group's report.
    private mutating func begin(groupNamed name: String, _ passage: Passage) {
        if !groups.contains(name) {
            groups.append(name)
            let strand = strands.first { $0.lowercased().contains(name.lowercased()) }
            notes.add(.breakoutFormed(groups.count, Breakout.Plan(name, strand: strand)), passage)
        }
        let number = (groups.firstIndex(of: name) ?? 0) + 1
        group = (number, name)
        notes.add(.breakoutCalled(number, name: name), passage)
    }

    /// As the rules have it of a meeting.
    private static let mostGroups = 50
    private static let mostPrompts = 20
    private static let longestPrompt = 300  // bytes of UTF-8

    /// Questions in a list after a line that ends with a colon and says that they were answered.
    private static func prompts(in passages: [Passage]) -> [String] {
        let start = passages.firstIndex {
            $0.mark == .plain && $0.words.hasSuffix(":") && $0.words.lowercased().contains("answer")
        }
        guard let start else { return [] }
        return passages[(start + 1)...].prefix {
            $0.mark == .dash && $0.words.hasSuffix("?") && $0.words.utf8.count <= longestPrompt
        }.prefix(mostPrompts).map(\.words)
    }

    private mutating func item(_ passage: Passage) {
        if list == .actions {
            action(passage, "in the list of actions")
        } else {
            headings.fill(byItem: true)
            add(passage, formal: isNumbered || headings.isReportBack)
            if gathersThemes, let name = ThemeName(of: passage.words) { notes.gather(under: name, passage) }
        }
        if passage.startsLowercase, passage.mark == .dash, let last = notes.lastItem {
            notes.guess(passage, "a line of its own", "begins in lower case: it may go on with line \(last)")
        }
        notes.lastItem = passage.lineNumber
    }

    /// Every word is kept; only the kind of line is read from them.
    private mutating func add(_ passage: Passage, formal: Bool) {
        let words = InlineText(plain: passage.words)
        let isItem = passage.mark != .plain
        let found =
            headings.isReportBack && !headings.isFeedback && isItem
            ? Wording.reported(passage.words) : formal ? Wording.formal(passage.words) : nil
        if found == nil, headings.isFeedback, isItem { return feedback(words, passage) }
        if let group, let found, let heading = heading(of: group, for: found.kind) {
            notes.add(.report(words, under: heading), passage)
            notes.guess(passage, "answers “\(heading.asked)”", "says “\(found.opening.trimmingSpace)”")
            return
        }
        switch found?.kind {
        case .decision: notes.add(.decision(words), passage)
        case .disagreement: notes.add(.disagreement(words), passage)
        case .action: notes.add(.action(words, owner: nil, due: nil), passage)
        default: notes.add(.summary(words), passage)
        }
        if let found { notes.guess(passage, found.kind.rawValue, "begins “\(found.opening.trimmingSpace)”") }
    }

    private mutating func feedback(_ words: InlineText, _ passage: Passage) {
        if let group, let heading = heading(of: group, for: .feedback) {
            notes.add(.report(words, under: heading), passage)
        } else {
            notes.add(.feedback(words), passage)
        }
        notes.guess(passage, "feedback", "an item under a heading about the format of the day")
    }

    private func heading(of group: (number: Int, name: String), for kind: Line.Kind) -> Breakout.Heading? {
        let asked = prompts.isEmpty ? Meeting.usualPrompts.map(\.asked) : prompts
        guard let place = asked.firstIndex(where: { Wording.meaning(of: $0)?.kind == kind }) else { return nil }
        return Breakout.Heading(
            breakout: group.number, name: group.name, prompt: place + 1, asked: asked[place],
            means: Wording.meaning(of: asked[place]))
    }

    private mutating func action(_ passage: Passage, _ reason: String) {
        let assignment = Assignment(passage.words, year: year)
        notes.add(
            .action(InlineText(plain: passage.words), owner: assignment.owner, due: assignment.due?.iso), passage)
        notes.guess(passage, "action", reason)
        if let owner = assignment.owner { notes.guess(passage, "owner \(owner)", "a name before the task") }
        if let due = assignment.due {
            notes.guess(
                passage, "due \(due.iso)", due.isYearGuessed ? "the meeting’s year was taken" : "a day after “by”")
        }
    }
}

extension Label {
    /// The passage without the names.
    fileprivate func title(of passage: Passage) -> String { String(passage.words.prefix { $0 != ":" }) }
}
