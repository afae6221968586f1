import Proceedings

/// What stands above the notes: title, day, place, chair. What the note does not say is looked for in the file's name.
struct FrontMatter {
    private(set) var title: String
    private(set) var day: NoteDay?
    private(set) var place: String?
    private(set) var chair: Speaker?
    private(set) var readings: [ImportReport.Reading] = []
    private(set) var guesses: [ImportReport.Guess] = []
    private let zone = "Europe/London"

    init(fileName: String?) {
        let file = fileName.map { String($0.split(separator: "/").last ?? "") } ?? ""
        let stem = file.split(separator: ".").first.map(String.init) ?? ""
        let words = stem.split { !($0.isLetter || $0.isNumber) }
        day = NoteDay.first(in: stem)
        let named = words.filter { !$0.allSatisfy(\.isNumber) }.joined(separator: " ")
        title = named.isEmpty ? "Imported note" : named.prefix(1).uppercased() + named.dropFirst()
        if !named.isEmpty {
            guesses.append(.init(lineNumber: nil, text: file, reading: "title “\(title)”", reason: "the file’s name"))
        }
        if let day {
            guesses.append(.init(lineNumber: nil, text: file, reading: "day \(day.iso)", reason: "the file’s name"))
        }
    }

    /// - Returns: The passages that are not front matter, in order.
    mutating func take(_ passages: [Passage]) -> [Passage] {
        var rest = passages[...]
        let isOnly = passages.count { $0.hashes > 0 && $0.hashes == passages[0].hashes } == 1
        if let first = rest.first, first.hashes > 0 ? isOnly : isTitle(first, before: rest.dropFirst().first) {
            guesses.removeAll { $0.reading == "title “\(title)”" }
            guess(
                first, "title “\(first.words)”",
                first.hashes > 0
                    ? "first line, and the only heading of its level" : "first line, and no item follows it at once")
            title = first.words
            rest = rest.dropFirst()
        }
        while let passage = rest.first, passage.mark == .plain, takes(passage) { rest = rest.dropFirst() }
        close()
        return Array(rest)
    }

    /// A title that says it is one.
    mutating func take(title words: String, _ passage: Passage) {
        guesses.removeAll { $0.reading == "title “\(title)”" }
        title = words
        readings.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, kind: "title"))
    }

    /// - Parameter field: `Date: …`, `Place: …`, `Chair: …`
    /// - Returns: Whether it was understood.
    mutating func take(field: String, _ passage: Passage) -> Bool {
        takes(Passage(lineNumber: passage.lineNumber, mark: .plain, words: field))
    }

    /// What stands above was read.
    mutating func close() {
        if day == nil {
            guesses.append(
                .init(lineNumber: nil, text: "", reading: "no day", reason: "neither the note nor its name has a date"))
        } else {
            guesses.append(
                .init(lineNumber: nil, text: "", reading: "no time of day", reason: "a note has a day only"))
        }
    }

    func meeting(agenda: [AgendaItem], strands: [String], prompts: [String]) -> Meeting {
        let clock = WallClock(zone: zone, months: [])
        return Meeting(
            title: title, startsAt: day.map { clock.midnight($0.civil) }, timeZone: zone, place: place, agenda: agenda,
            strands: strands, reportPrompts: prompts)
    }

    private func isTitle(_ first: Passage, before next: Passage?) -> Bool {
        guard first.mark == .plain, first.looksLikeHeading, first.words.utf8.count <= 300, let next else {
            return false
        }
        return next.mark == .plain && !first.words.hasSuffix(":") && Label(first.words) == nil
            && Self.field(first.words) == nil
    }

    private mutating func takes(_ passage: Passage) -> Bool {
        if let (name, words) = Self.field(passage.words) {
            switch name {
            case "date":
                guard let found = NoteDay.first(in: words) else { return false }
                take(found, passage)
            case "chair": chair = Speaker(name: words, role: "Chair")
            default: place = words
            }
            readings.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, kind: name))
            return true
        }
        guard passage.words.count <= 40, passage.words.contains(where: \.isNumber),
            let found = NoteDay.first(in: passage.words)
        else { return false }
        take(found, passage)
        return true
    }

    private mutating func take(_ found: NoteDay, _ passage: Passage) {
        if let former = day { guesses.removeAll { $0.lineNumber == nil && $0.reading == "day \(former.iso)" } }
        day = found
        guess(passage, "day \(found.iso)", "a date above the notes")
    }

    private mutating func guess(_ passage: Passage, _ reading: String, _ reason: String) {
        guesses.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, reading: reading, reason: reason))
    }

    /// `Date: …`, `Place: …`, `Venue: …`, `Chair: …`
    private static func field(_ line: String) -> (name: String, words: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let words = String(line[line.index(after: colon)...]).trimmingSpace
        guard !words.isEmpty, words.utf8.count <= 300 else { return nil }
        switch line[..<colon].lowercased() {
        case "date", "date of meeting": return ("date", words)
        case "place", "venue", "location": return ("place", words)
        case "chair", "chaired by": return ("chair", words)
        default: return nil
        }
    }
}

/// A heading that says what kind of list follows, with names after its colon where they stand on the same line.
struct Label: Hashable {
    let list: List
    let names: String

    enum List: Hashable { case attendees, apologies, actions }

    init?(_ line: String) {
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        names = String(line[colon...].dropFirst()).trimmingSpace
        switch line[..<colon].lowercased().trimmingSpace {
        case "attendees", "attendance", "present", "those present", "in attendance", "participants": list = .attendees
        case "apologies", "apologies for absence", "regrets": list = .apologies
        case "action points", "actions", "action list", "agreed actions", "summary of actions": list = .actions
        default: return nil
        }
    }
}
