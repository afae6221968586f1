import Proceedings

/// What the first words of an item say it is. Only beginnings count: "there is a need to …" inside a disagreement is
/// part of the disagreement.
enum Wording {
    /// Words a group reports back with.
    static func reported(_ words: String) -> (kind: Line.Kind, opening: String)? {
        match(words, disagreements, .disagreement) ?? match(words, decisions, .decision)
            ?? match(words, surelySteps, .action) ?? inside(words) ?? match(words, steps, .action) ?? formal(words)
    }

    /// What an answer to a prompt is, by the prompt's own words.
    static func meaning(of prompt: String) -> Breakout.Meaning? {
        let lower = prompt.lowercased()
        if lower.contains("disagree") { return .disagreement }
        if lower.contains("consensus") || lower.contains("agree") { return .agreement }
        if lower.contains("next step") { return .nextStep }
        return dayAndFormat.contains(where: lower.contains) ? .feedback : nil
    }

    /// Whether what stands under a heading is about how the meeting was held, not about its subject.
    static func isFeedback(under heading: String) -> Bool {
        let lower = heading.lowercased()
        return lower.contains("problems and solutions") || dayAndFormat.contains(where: lower.contains)
    }

    /// Whether the items after these words are what several groups have in common.
    static func announcesThemes(_ words: String) -> Bool {
        let lower = words.lowercased()
        return lower == "themes" || themes.contains(where: lower.contains)
    }

    /// A disagreement may be named in passing.
    private static func inside(_ words: String) -> (kind: Line.Kind, opening: String)? {
        words.lowercased().contains("currently disagreement") ? (.disagreement, "currently disagreement") : nil
    }

    /// Words that minutes mark a decision with, in any part of a note.
    static func formal(_ words: String) -> (kind: Line.Kind, opening: String)? {
        match(words, formalDisagreements, .disagreement) ?? match(words, formalDecisions, .decision)
    }

    private static func match(_ words: String, _ openings: [String], _ kind: Line.Kind) -> (Line.Kind, String)? {
        let lower = words.drop { $0.isNumber || $0 == "." || $0 == ")" || $0.isSpace }.lowercased()
        return openings.first(where: lower.hasPrefix).map { (kind, $0) }
    }

    /// Words that name the format of the day.
    static let dayAndFormat = [
        "problems with the process", "problems with the meeting", "problems with the day", "problems with the format",
        "wrong with the day", "format of the day", "format of the meeting", "feedback on the process",
        "feedback on the meeting", "feedback on the day", "feedback on the format",
    ]
    private static let themes = [
        "common theme", "themes common", "themes in common", "themes between the groups", "themes across the groups",
    ]
    private static let disagreements = [
        "there is disagreement", "there was disagreement", "there is some disagreement", "disagreement", "no agreement",
        "there is no agreement", "there was no agreement", "there is no consensus", "there was no consensus",
        "no consensus",
    ]
    private static let decisions = [
        "there is agreement", "there was agreement", "there is broad agreement", "there was broad agreement",
        "there is general agreement", "there is consensus", "there was consensus", "agreement that", "agreement on",
        "agreement to", "consensus that", "consensus on", "there is a shared commitment",
        "there was a shared commitment", "shared commitment", "agreed that", "agreed to", "we agreed",
    ]
    private static let surelySteps = ["next step", "the next step", "a next step", "a useful next step"]
    private static let steps = ["need to ", "we need to ", "need more ", "need for "]
    private static let formalDecisions = [
        "it was agreed", "the group agreed", "the meeting agreed", "members agreed", "agreed:", "decision:",
        "decided:", "resolved:", "resolution:",
    ]
    private static let formalDisagreements = ["there was disagreement", "it was not agreed", "not agreed:"]
}

/// Who is to do something and by when, where an action's words say so plainly.
struct Assignment {
    let owner: String?
    let due: NoteDay?

    init(_ words: String, year: Int?) {
        owner = Self.owner(words)
        due = words.lastRange(of: " by ").flatMap { NoteDay.first(in: String(words[$0...].prefix(40)), year: year) }
    }

    /// `Ann Jones to …` or `Ann Jones – …`: one to four capitalised words.
    private static func owner(_ words: String) -> String? {
        var text = words[...]
        if let colon = text.prefix(16).lastIndex(of: ":") { text = text[text.index(after: colon)...] }
        text = text.drop { $0.isNumber || $0 == "." || $0 == ")" || $0.isSpace }
        let parts = text.split(separator: " ").prefix(5)
        guard let end = parts.firstIndex(where: { ["to", "–", "-", "will"].contains($0) }), end > 0 else { return nil }
        let name = parts[..<end]
        return name.allSatisfy { $0.first?.isUppercase ?? false } ? name.joined(separator: " ") : nil
    }
}

extension String {
    /// Where the last occurrence of `needle` ends.
    fileprivate func lastRange(of needle: String) -> String.Index? {
        var found: String.Index?
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { found = index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return found
    }
}
