import Foundation
import Proceedings

/// What a scribe's typed line means. The table is in `Wire.docc/Protocol.md`, *What a scribe types*; its words are
/// those of W3C's scribe.perl and of chat-like editors, whichever comes to hand.
enum Typed: Hashable, Sendable {
    case noted(Noted)
    case asked(Command)
    /// Answers a question; `nil` is the one before the room.
    case answered(Noted, question: Int?)
    /// `target` is `nil` for the newest line that holds `old`.
    case replaced(old: String, new: String, in: Position?)
    /// Key moment; `nil` is the newest note.
    case marked(Position?)
    /// Taken back; `nil` is the newest note.
    case hidden(Position?)
    case empty
    /// A slash and a word that is no command.
    case unknown(String)

    struct Noted: Hashable, Sendable {
        let kind: Kind
        /// Still with marks: `**strong**`.
        let words: String

        enum Kind: Hashable, Sendable {
            case topic(level: Int)
            case speech(Speaker)
            case summary, scene, decision, disagreement, feedback, continuation
            case action(owner: String?, due: String?)
        }
    }

    init(_ text: String, in minutes: Minutes, at now: Instant) {
        let text = text.trimmed
        if text.isEmpty {
            self = .empty
        } else if let replaced = Self.replacement(text) {
            self = replaced
        } else if text.unicodeScalars.first == "\\" {  // though an accent may follow, as of words that begin with one
            self = Self.note(.summary, String(text.unicodeScalars.dropFirst()))
        } else if let asked = Self.speakersList(text, in: minutes) {
            self = asked
        } else if text.hasPrefix("/") {
            self = Self.slash(text, in: minutes, at: now) ?? .unknown(Self.split(text[...]).word)
        } else if let marked = Self.byMark(text) ?? Self.byKeyword(text, in: minutes, at: now) {
            self = marked
        } else {
            self = Self.speech(text, in: minutes) ?? Self.note(.summary, text)
        }
    }

    /// The language a line names for itself, as in `/cy geiriau`.
    static func language(of text: String) -> Language? {
        let text = text.trimmed
        guard text.hasPrefix("/") else { return nil }
        return language(named: split(text.dropFirst()).word)
    }

    /// The line whose words a line says in another language, as in `/cy =12 geiriau`.
    static func translated(by text: String) -> Position? {
        guard language(of: text) != nil else { return nil }
        return translation(split(text.trimmed.dropFirst()).rest)?.of
    }

    private static func translation(_ rest: String) -> (of: Position, words: String)? {
        guard rest.hasPrefix("="), case let (number, words) = split(rest.dropFirst()), let line = Int(number), line > 0
        else { return nil }
        return (Position(line), words)
    }

    /// Whether a line that begins with `word` and a colon means something else than speech, as `topic:` does.
    static func isTaken(_ word: String) -> Bool {
        let line = word + ": words"
        let minutes = Minutes()
        return replacement(line) != nil || byMark(line) != nil || line.hasPrefix("/")
            || line.unicodeScalars.first == "\\"
            || byKeyword(line, in: minutes, at: Instant(milliseconds: 0)) != nil
    }

    /// The line without a language named before it.
    static func words(of text: String) -> String {
        let text = text.trimmed
        guard language(of: text) != nil else { return text }
        let rest = split(text.dropFirst()).rest
        return translation(rest)?.words ?? rest
    }

    private static func note(_ kind: Noted.Kind, _ words: String) -> Typed {
        let words = words.trimmed
        return words.isEmpty ? .empty : .noted(Noted(kind: kind, words: words))
    }

    private static func byMark(_ text: String) -> Typed? {
        for (mark, kind) in marks where text.hasPrefix(mark) {
            return note(kind, String(text.dropFirst(mark.count)))
        }
        return nil
    }

    /// Longest first.
    private static let marks: [(String, Noted.Kind)] = [
        ("## ", .topic(level: 2)), ("# ", .topic(level: 1)), ("+ ", .decision), ("- ", .disagreement),
        ("...", .continuation), ("…", .continuation),
    ]

    /// W3C's words: `Topic:`, `RESOLUTION:`. The colon may be a full-width one.
    private static func byKeyword(_ text: String, in minutes: Minutes, at now: Instant) -> Typed? {
        guard let (word, rest) = colon(text) else { return nil }
        switch word.lowercased() {
        case "topic": return note(.topic(level: 1), rest)
        case "subtopic": return note(.topic(level: 2), rest)
        case "resolution", "resolved": return note(.decision, rest)
        case "action": return action(rest, in: minutes, at: now)
        default: return nil
        }
    }

    private static func speech(_ text: String, in minutes: Minutes) -> Typed? {
        guard let (name, rest) = colon(text), let speaker = minutes.speakers.first(where: { $0.answers(to: name) })
        else { return nil }
        return note(.speech(speaker), rest)
    }

    private static func slash(_ text: String, in minutes: Minutes, at now: Instant) -> Typed? {
        let (word, rest) = split(text.dropFirst())
        switch word.lowercased() {
        case "topic": return note(.topic(level: 1), rest)
        case "sub": return note(.topic(level: 2), rest)
        case "agree": return note(.decision, rest)
        case "disagree": return note(.disagreement, rest)
        case "next", "action": return action(rest, in: minutes, at: now)
        case "scene": return note(.scene, rest)
        case "feedback": return note(.feedback, rest)
        case "key": return rest.isEmpty ? .marked(nil) : Int(rest).map { .marked(Position($0)) }
        case "hide": return rest.isEmpty ? .hidden(nil) : Int(rest).map { .hidden(Position($0)) }
        case "item":
            if rest.lowercased() == "next" { return .asked(.nextItem(really: false)) }
            return Int(rest).map { .asked(.takeUp(number: $0)) }
        case "speaker": return speaker(rest)
        case "a", "answer": return answer(rest, in: minutes, at: now)
        case "q", "question": return rest.isEmpty ? .empty : .asked(.ask(Question.Wording(rest)))
        default:
            guard language(named: word) != nil, language(of: rest) == nil else { return nil }  // one is enough
            // What line it is, is said by the line it translates.
            if let (_, words) = translation(rest) { return note(.summary, words) }
            return Typed(rest, in: minutes, at: now)
        }
    }

    /// `/a words`, `/a 4: words` for question 4; the words may name their speaker.
    private static func answer(_ rest: String, in minutes: Minutes, at now: Instant) -> Typed {
        if let (before, after) = colon(rest), let number = Int(before) {
            return answering(number, after, in: minutes, at: now)
        }
        return answering(nil, rest, in: minutes, at: now)
    }

    private static func answering(_ number: Int?, _ words: String, in minutes: Minutes, at now: Instant) -> Typed {
        let words = words.trimmed
        guard !words.isEmpty else { return .empty }
        let noted = Noted(kind: .summary, words: words)
        if case .noted(let spoken)? = speech(words, in: minutes) { return .answered(spoken, question: number) }
        return .answered(noted, question: number)
    }

    private static func speaker(_ rest: String) -> Typed {
        let words = rest.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let name = words.first, !name.isEmpty else { return .empty }
        return .asked(.addSpeaker(Speaker(name: name, aliases: words.dropFirst().filter { !$0.isEmpty })))
    }

    private static func language(named word: String) -> Language? {
        guard word.count == 2, Locale.LanguageCode(word.lowercased()).isISOLanguage else { return nil }
        return Language(word.lowercased())
    }

    private static func split(_ text: Substring) -> (word: String, rest: String) {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        return (
            parts.first.map(String.init) ?? "", parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        )
    }

    private static func colon(_ text: String) -> (before: String, after: String)? {
        // The first byte of either; most lines have none, and bytes are looked through faster than characters.
        guard text.utf8.contains(where: { $0 == 0x3A || $0 == 0xEF }) else { return nil }
        guard let place = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let before = text[..<place].trimmingCharacters(in: .whitespaces)
        return (before, String(text[text.index(after: place)...]))
    }
}
