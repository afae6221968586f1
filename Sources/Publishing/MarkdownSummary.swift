import Proceedings

/// The summary to be put in a blog, as Markdown.
struct MarkdownSummary {
    private let summary: Summary
    private let phrases: Phrases

    init(_ outline: Outline) {
        summary = outline.summary
        phrases = outline.phrases
    }

    var bytes: [UInt8] {
        let blocks =
            ["# " + Markdown.escaped(summary.title.unbroken), Markdown.escaped(summary.lead)]
            + summary.parts.flatMap(part) + foot
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    private func part(_ part: Summary.Part) -> [String] {
        let list = part.points.map { point in
            let about = point.about.map { " – \(Markdown.escaped($0))" } ?? ""
            return "- \(Markdown.escaped(point.words))\(about) ([\(Markdown.escaped(point.label))](\(point.address)))"
        }
        return [
            "## " + Markdown.escaped(part.heading),
            list.isEmpty ? Markdown.escaped(part.none) : list.joined(separator: "\n"),
        ]
    }

    private var foot: [String] {
        let record = "[\(Markdown.escaped(phrases(.summaryRecord)))](\(summary.record))"
        let series = summary.series.map { "[\(Markdown.escaped($0.title.unbroken))](\($0.address))" }
        return ["---", [record, series].compactMap(\.self).joined(separator: " · ")]
            + (summary.checkpoint.map { [Markdown.escaped(phrases(.verifyHow)), Markdown.code($0)] } ?? [])
    }
}
