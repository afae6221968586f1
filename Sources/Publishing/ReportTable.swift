import Proceedings

/// Every line of a report as CSV for a spreadsheet (RFC 4180), and a row for a group without one. Column names are an
/// API.
struct ReportTable {
    private let outline: Outline
    private static let columns = [
        "id", "group", "strand", "setting", "asked", "text", "signed_off_at", "missing", "url",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        Spreadsheet.bytes([Self.columns] + outline.reports.flatMap(rows))
    }

    private func rows(_ report: PrintedReport) -> [[String]] {
        let plan = report.breakout.plan
        let group = [plan.name, plan.strand ?? "", plan.setting?.rawValue ?? ""]
        let signedOff = report.breakout.signedOffAt.map(outline.clock.utc) ?? ""
        guard !report.parts.isEmpty else {
            return [[report.id] + group + ["", "", signedOff, report.state, ""]]
        }
        return report.parts.flatMap { part in
            part.lines.map { line in
                [line.id] + group + [
                    part.asked, line.words.withAddresses, signedOff, "",
                    outline.transcript.address(of: line.note.position),
                ]
            }
        }
    }
}
