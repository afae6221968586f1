import Proceedings

/// The record as a W3C scribe log, for those who minute that way and for the programs that read it (scribe.perl). One
/// line of the record is one of the log, and one more for each break in its words; `ScribeLogReader` reads it back.
struct ScribeLog {
    private let outline: Outline
    /// Who says what the house says, and who wrote down the notes: the scribe's name is nobody's business.
    static let house = "openfloor"
    static let scribe = "scribe"

    init(_ outline: Outline) { self.outline = outline }

    private var phrases: Phrases { outline.phrases }

    var bytes: [UInt8] {
        var rows = front
        var voice: String?
        for (line, level) in headed {
            rows += level.map { topic(line, level: $0) } ?? spoken(line, after: voice)
            voice = level == nil ? line.speaker : nil
            rows += remarks(line)
        }
        return Array((rows.joined(separator: "\n") + "\n").utf8)
    }

    /// In reading order; headings with their level.
    private var headed: [(line: PrintedLine, level: Int?)] {
        func list(_ section: Outline.Section, _ level: Int) -> [(line: PrintedLine, level: Int?)] {
            (section.heading.map { [($0.line, level)] } ?? []) + section.lines.map { ($0, nil) }
                + section.subsections.flatMap { list($0, level + 1) }
        }
        return outline.sections.flatMap { list($0, 1) }
    }

    private var front: [String] {
        let meeting = outline.meeting
        let day = (meeting.startsAt ?? outline.minutes.times.opened).map(outline.clock.day)
        let chairs = outline.attendees.filter { $0.role?.lowercased() == "chair" }.map { Self.token($0.name) }
        let present = outline.attendees.map { speaker in
            Self.token(speaker.organisation.map { "\(speaker.name) (\($0))" } ?? speaker.name)
        }
        let fields = [
            ("Meeting", meeting.title), ("Date", day ?? ""), ("Place", meeting.place ?? ""),
            ("Chair", chairs.joined(separator: ", ")), ("Present", present.joined(separator: ", ")),
            ("Scribe", Self.scribe),
        ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.unbroken)" }
        let said = ([outline.statement] + outline.purposes + ["\(phrases(.address)): \(outline.transcript.address)"])
            .map { "[\($0.unbroken)]" }
        let at = outline.transcript.isImported ? nil : outline.minutes.times.opened ?? meeting.startsAt
        return (fields + said + meeting.agenda.map { "agenda+ \($0.title.unbroken)" }).map {
            row($0, by: Self.house, at: at)
        }
    }

    private func topic(_ line: PrintedLine, level: Int) -> [String] {
        let label = level == 1 ? "Topic" : "Subtopic"
        return [row("\(label): \(line.words.plain.unbroken) [\(line.id)]", by: Self.scribe, at: moment(line))]
    }

    private func spoken(_ line: PrintedLine, after voice: String?) -> [String] {
        let said = "\(opening(line, after: voice)) [\(line.id)]"
        let parts = said.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return parts.enumerated().map { place, words in
            row((place == 0 ? "" : "... ") + words, by: line.isOurs ? Self.house : Self.scribe, at: moment(line))
        }
    }

    private func opening(_ line: PrintedLine, after voice: String?) -> String {
        let words = line.words.withAddresses.printable
        if line.isOurs { return "[\(words)]" }
        switch line.note.kind {
        case .decision: return "RESOLUTION: \(words)"
        case .disagreement: return "DISAGREEMENT: \(words)"
        case .feedback: return "FEEDBACK: \(words)"
        case .action: return "ACTION: \(task(line, words))"
        case .scene: return "[\(words)]"
        default:
            if let speaker = line.speaker {
                guard Self.isSpeaker(speaker) else { return Self.guarded("\(speaker.unbroken): \(words)") }
                return speaker == voice ? "… \(words)" : "\(Self.token(speaker)): \(words)"
            }
            return Self.guarded((outline.label(line).map { "\($0): " } ?? "") + words)
        }
    }

    /// `Dilys_Owen to list five streets [due 2014-06-05]`: whoever the words do not begin with stands after them.
    private func task(_ line: PrintedLine, _ words: String) -> String {
        var task = words
        var parts: [String] = []
        if let owner = line.owner {
            if words.hasPrefix(owner + " to ") {
                task = Self.token(owner) + words.dropFirst(owner.count)
            } else {
                parts.append("on \(Self.token(owner))")
            }
        }
        if let due = line.due { parts.append("due \(due.unbroken)") }
        return parts.isEmpty ? task : "\(task) [\(parts.joined(separator: " - "))]"
    }

    /// What is said of a line and not in it, after it.
    private func remarks(_ line: PrintedLine) -> [String] {
        var remarks: [String] = []
        if line.note.isKeyMoment { remarks.append(phrases(.keyMoment)) }
        if let number = line.note.answers { remarks.append(phrases(.answersQuestion, ["n": "\(number)"])) }
        return remarks.map { row("[\($0): \(line.id)]", by: Self.house, at: moment(line)) }
    }

    private func moment(_ line: PrintedLine) -> Instant? { line.time.map { _ in line.note.acceptedAt } }

    /// A note that was imported knows no times, and a log needs none.
    private func row(_ words: String, by nick: String, at instant: Instant?) -> String {
        (instant.map { outline.clock.second($0) + " " } ?? "") + "<\(nick)> \(words)"
    }

    /// Speakers are one word: spaces become underscores, and a name that is a label gets one more.
    static func token(_ name: String) -> String {
        let token = name.unbroken.trimmingSpace.map { $0.isSpace || $0 == ":" ? "_" : String($0) }.joined()
        return ScribeLogWords.isReserved(token) ? token + "_" : token
    }

    /// Whether a reader would take it for one: a name without a letter is none.
    private static func isSpeaker(_ name: String) -> Bool {
        ScribeLogWords("\(token(name)): words") == .speech(token: token(name), words: "words")
    }

    /// Words that a reader would take for something else get a dash before them.
    private static func guarded(_ words: String) -> String {
        let isPlain = ScribeLogWords(words) == .plain(words.trimmingSpace)
        return isPlain && !words.hasPrefix(ScribeLogWords.guardMark) ? words : ScribeLogWords.guardMark + words
    }
}
