import Proceedings

/// Decisions, actions and what was said about the format of the day, also as breakout groups reported it, as CSV for a
/// spreadsheet. Column names are an API.
struct OutcomeTable {
    private let outline: Outline
    private static let columns = [
        "id", "kind", "status", "at", "section", "text", "owner", "due", "language", "key_moment", "url", "group",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        let rows = outline.lines.filter { line, _ in
            [.decision, .action, .feedback].contains(line.note.kind)
                || [.agreement, .nextStep, .feedback].contains(line.heading?.means)
        }
        return Spreadsheet.bytes([Self.columns] + rows.map { row($0.line, path: $0.path) })
    }

    private func row(_ line: PrintedLine, path: [String]) -> [String] {
        let note = line.note
        return [
            line.id, note.kind.rawValue, status(line), outline.clock.utc(note.acceptedAt),
            path.joined(separator: " › "), line.words.withAddresses, line.owner ?? "", line.due ?? "",
            (note.language ?? outline.meeting.language).tag, note.isKeyMoment ? "yes" : "",
            outline.transcript.address(of: note.position), line.heading?.name ?? "",
        ]
    }

    private func status(_ line: PrintedLine) -> String {
        if line.note.retractedAt != nil { return "retracted" }
        return line.isGone ? "removed" : line.note.correctedAt == nil ? "stands" : "corrected"
    }
}
