/// Under which headings the reader stands, and which level the next heading has. A note shows no levels, so they are
/// read from the words and from what stands between.
struct HeadingLevels {
    private var isOpen = false
    private var hasItems = false
    private var hasSubheadings = false
    private var isAfterHeading = false
    private var areStrands = false
    private(set) var isReportBack = false
    /// What is said about the format of the day stands here.
    private(set) var isFeedback = false
    private(set) var strands: [String] = []

    struct Level {
        let number: Int
        let reason: String
    }

    /// - Returns: `nil` where the passage is a paragraph.
    func level(of passage: Passage, before next: Passage?) -> Level? {
        guard passage.looksLikeHeading, let next else { return nil }
        let words = passage.words.lowercased()
        if words.hasSuffix(":") {
            return isAfterHeading ? nil : Level(number: 1, reason: "a line that ends with a colon after other items")
        }
        if let part = Self.parts.first(where: words.contains) {
            return Level(number: 1, reason: "“\(part)” names a part of a meeting")
        }
        if isOpen, strands.contains(where: { $0.lowercased() == words }) {
            return Level(number: 2, reason: "names a strand")
        }
        if isOpen, !hasItems, !hasSubheadings {
            return Level(number: 2, reason: "stands under a heading that has no items of its own")
        }
        if isOpen, hasSubheadings { return Level(number: 2, reason: "follows a subheading") }
        guard next.mark != .plain || !isOpen || next.looksLikeHeading || next.words.count > 60 else { return nil }
        return Level(number: 1, reason: "a short line that is no sentence")
    }

    mutating func open(_ title: String, level: Int) {
        isAfterHeading = true
        if level > 1 {
            hasSubheadings = true
            if areStrands, !strands.contains(title), strands.count < 50, title.utf8.count <= 300 {
                strands.append(title)
            }
            return
        }
        let words = title.lowercased()
        isOpen = true
        hasItems = false
        hasSubheadings = false
        areStrands = words.contains("strand")
        isReportBack = Self.reports.contains(where: words.contains)
        isFeedback = Wording.isFeedback(under: title)
    }

    /// Something other than a heading was read.
    mutating func fill(byItem: Bool) {
        isAfterHeading = false
        if byItem { hasItems = true }
    }

    /// Whether the words are those that notes put over a part of a meeting, and no name.
    static func namesSection(_ words: String) -> Bool {
        let lower = words.lowercased()
        return (parts + sections).contains {
            lower.hasPrefix($0) && !(lower.dropFirst($0.count).first?.isLetter ?? false)
        }
            || lower.hasPrefix("updates")
    }

    private static let sections = [
        "meeting notes", "meeting minutes", "minutes", "notes", "agenda", "matters arising", "discussion", "decisions",
        "actions", "apologies", "aob", "finance", "date of next meeting", "correspondence", "reports",
        "summary", "background", "questions",
    ]
    private static let reports = [
        "reported back", "report back", "report-back", "reports from groups", "group reports",
    ]
    private static let parts =
        reports + Wording.dayAndFormat + [
            "update", "small group", "breakout group", "problems and solutions", "themes", "introduction", "welcome",
            "conclusion", "any other business", "next meeting", "next steps", "wrap up", "closing",
        ]
}
