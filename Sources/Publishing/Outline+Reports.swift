import Proceedings

/// The report of one breakout group as the record prints it.
struct PrintedReport: Sendable {
    let breakout: Breakout
    /// "Energy (in the room)"
    let title: String
    /// "Signed off by the group.", or that there is none and why.
    let state: String
    /// Prompts that were answered, in their order.
    let parts: [Part]

    /// Its id in every publication: `report2`.
    var id: String { "report\(breakout.number)" }

    struct Part: Sendable {
        let asked: String
        let lines: [PrintedLine]
    }
}

/// Lines gathered under a name.
struct PrintedTheme: Sendable {
    let theme: Theme
    let lines: [PrintedLine]

    /// Its id in every publication: `theme2`.
    var id: String { "theme\(theme.number)" }
}

// What the breakout groups reported, and what is common to them.
extension Outline {
    /// By number; each with its lines in the order they were gathered.
    var themes: [PrintedTheme] {
        let standing = Dictionary(lines.map { ($0.line.note.position, $0.line) }) { first, _ in first }
        return minutes.themes.all.map { theme in
            PrintedTheme(theme: theme, lines: theme.lines.compactMap { standing[$0] })
        }
    }

    /// By the groups' numbers.
    var reports: [PrintedReport] {
        let lines = standing(.report)
        return minutes.breakouts.all.map { breakout in
            let own = lines.filter { $0.heading?.breakout == breakout.number }
            let asked = Dictionary(grouping: own) { $0.heading?.prompt ?? 0 }
            return PrintedReport(
                breakout: breakout, title: title(of: breakout), state: state(of: breakout),
                parts: asked.sorted { $0.key < $1.key }.map { _, lines in
                    PrintedReport.Part(asked: lines.first?.heading?.asked ?? "", lines: lines)
                })
        }
    }

    /// "Energy · Where is there consensus?", "Agreed": what kind of line it is; `nil` where that goes without saying.
    func label(_ line: PrintedLine) -> String? {
        guard !line.isGone else { return nil }
        return line.heading.map { "\($0.name) · \($0.asked)" } ?? line.note.kind.phrase.map { phrases($0) }
    }

    private func title(of breakout: Breakout) -> String {
        let strand = breakout.plan.strand == breakout.plan.name ? nil : breakout.plan.strand
        let about = [strand, breakout.plan.setting.map { phrases($0) }].compactMap(\.self)
        return about.isEmpty ? breakout.plan.name : "\(breakout.plan.name) (\(about.joined(separator: ", ")))"
    }

    private func state(of breakout: Breakout) -> String {
        if transcript.isImported { return phrases(.reportNoted) }
        guard breakout.lines.isEmpty else { return phrases(breakout.isReceived ? .reportSigned : .reportUnsigned) }
        return phrases(missing: breakout.plan.name, reason: breakout.missing?.reason)
    }
}

extension Breakout.Meaning {
    /// Among which lines of the meeting it stands in the summaries.
    var kind: Line.Kind {
        switch self {
        case .agreement: .decision
        case .disagreement: .disagreement
        case .nextStep: .action
        case .feedback: .feedback
        }
    }
}

extension Phrases {
    /// "No report from Energy: its rapporteur left."
    func callAsFunction(missing name: String, reason: String?) -> String {
        guard let reason else { return self(.reportMissing, ["name": name]) }
        return self(.reportMissingReason, ["name": name, "reason": reason])
    }

    func callAsFunction(_ setting: Breakout.Setting) -> String {
        switch setting {
        case .room: self(.settingRoom)
        case .remote: self(.settingRemote)
        case .mixed: self(.settingMixed)
        }
    }
}
