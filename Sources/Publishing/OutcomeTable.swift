import Proceedings

/// Decisions and actions as CSV for a spreadsheet (RFC 4180): UTF-8 with byte order mark, CRLF. Column names are an API.
struct OutcomeTable {
    private let outline: Outline
    private static let columns = [
        "id", "kind", "status", "at", "section", "text", "owner", "due", "language", "key_moment", "url",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        let rows = outline.lines.filter { $0.line.note.kind == .decision || $0.line.note.kind == .action }
        let table = [Self.columns] + rows.map { row($0.line, path: $0.path) }
        return Array(("\u{FEFF}" + table.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()).utf8)
    }

    private func row(_ line: PrintedLine, path: [String]) -> [String] {
        let note = line.note
        return [
            line.id, note.kind.rawValue, status(line), outline.clock.utc(note.acceptedAt),
            path.joined(separator: " › "), line.words.withAddresses, line.owner ?? "", line.due ?? "",
            (note.language ?? outline.meeting.language).tag, note.isKeyMoment ? "yes" : "",
            outline.transcript.address(of: note.position),
        ]
    }

    private func status(_ line: PrintedLine) -> String {
        if line.note.retractedAt != nil { return "retracted" }
        return line.isGone ? "removed" : line.note.correctedAt == nil ? "stands" : "corrected"
    }

    /// Words that a spreadsheet would run as a formula get an apostrophe in front; they come from strangers.
    private static func cell(_ words: String) -> String {
        let text = words.printable
        let first = words.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
        let isFormula = first.map { "=+-@\t\r\n|%＝＋－＠".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) } || safe != safe.trimmed
        return needsQuotes ? "\"" + safe.doublingQuotes + "\"" : safe
    }
}

extension String {
    fileprivate var trimmed: Substring { drop { $0.isWhitespace }.trimmingEnd }

    fileprivate var doublingQuotes: String {
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\"" { text.append(scalar) }
            text.append(scalar)
        }
        return String(text)
    }
}

extension Substring {
    fileprivate var trimmingEnd: Substring {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
