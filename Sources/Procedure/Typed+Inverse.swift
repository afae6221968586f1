package import Proceedings

extension Line.Body {
    /// What a scribe would type for this note, so that typing it gives the same kind and words again; speech
    /// without a name can only come back as a summary, and a group's report as what was noted when it reported back.
    ///
    /// - Parameter call: The shortest name for a speaker, such as an alias; by default the name itself.
    /// - Returns: `nil` for what is not typed: the meeting's own lines, and notices about other lines.
    package func typed(calling call: (String) -> String = { $0 }) -> String? {
        switch self {
        case .topic(let words, let level): (level == 1 ? "# " : "## ") + words.marked
        case .speech(let words, let speaker?): call(speaker) + ": " + words.marked
        case .speech(let words, nil): "\\" + words.marked
        case .summary(let words): "\\" + words.marked
        case .scene(let words): "/scene " + words.marked
        case .decision(let words): "+ " + words.marked
        case .disagreement(let words): "- " + words.marked
        case .action(let words, _, _): "/next " + words.marked
        case .feedback(let words): "/feedback " + words.marked
        case .report(let words, let heading):
            switch heading.means {
            case .agreement: "+ " + words.marked
            case .disagreement: "- " + words.marked
            case .nextStep: "/next " + words.marked
            case .feedback: "/feedback " + words.marked
            case nil: "\\" + words.marked
            }
        case .breakoutCalled(_, let name): "## " + InlineText(plain: name).marked
        default: nil
        }
    }
}
