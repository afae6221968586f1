import Procedure
import Proceedings

// Shows of hands, breakout groups, themes, and what everyone should see.
extension ClientFrame {
    static func poll(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .openPoll:
            return .openPoll(
                Poll.Asked(
                    try required(fields.text, "text"), options: try required(fields.options, "options"),
                    isNamed: fields.named ?? false))
        case .vote:
            return .vote(
                try required(fields.number, "number"), option: try required(fields.option, "option"),
                name: fields.name)
        case .countRoom:
            return .countRoom(try required(fields.number, "number"), try required(fields.counts, "counts"))
        case .closePoll: return .closePoll(try required(fields.number, "number"))
        case .publishNames: return .publishNames(try required(fields.number, "number"))
        default: return try breakout(kind, fields)
        }
    }

    private static func breakout(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        func number() throws(Problem) -> Int { try required(fields.number, "number") }
        func plan() throws(Problem) -> Breakout.Plan {
            Breakout.Plan(
                try required(fields.name, "name"), strand: fields.strand.flatMap { $0.isEmpty ? nil : $0 },
                setting: try fields.setting.flatMap(setting))
        }
        switch kind {
        case .formBreakout: return .formBreakout(try plan())
        case .changeBreakout: return .changeBreakout(try number(), try plan())
        case .report:
            return .report(
                fields.number, prompt: try required(fields.prompt, "prompt"), text: try required(fields.text, "text"))
        case .signOff: return .signOff(fields.number)
        case .reopenReport: return .reopenReport(fields.number)
        case .callBreakout: return .callBreakout(try number())
        case .missReport: return .missReport(try number(), reason: try required(fields.reason, "reason"))
        case .joinBreakout: return .joinBreakout(fields.number)
        case .leaveBreakout: return .leaveBreakout
        case .gather:
            return .gather(
                Position(try required(fields.line, "line")), theme: fields.number,
                name: fields.number == nil ? try required(fields.name, "name") : nil)
        case .release: return .release(Position(try required(fields.line, "line")), theme: try number())
        default: return try sign(kind, fields)
        }
    }

    private static func sign(_ kind: Command.Kind, _ fields: Fields) throws(Problem) -> Command {
        switch kind {
        case .announce: .announce(try required(fields.text, "text"))
        case .turnScreen: .turnScreen(try display(try required(fields.screen, "screen")))
        case .nameVoice: .nameVoice(fields.name)
        case .tellWhereabouts:
            .tellWhereabouts(Whereabouts(place: fields.from, sector: try fields.sector.flatMap(sector)))
        case .strikePlace: .strikePlace(try required(fields.from, "from"))
        case .endAnnouncement: .endAnnouncement
        default: throw Problem(.unknownFrame, "This server has no words for “\(kind.rawValue)”.")
        }
    }

    /// - Returns: `nil` where the word is empty, as a form sends what is not chosen.
    static func sector(_ word: String) throws(Problem) -> Sector? {
        if word.isEmpty { return nil }
        guard let sector = Sector(rawValue: word) else {
            throw Problem(.badValue, "“sector” must be \(choice(of: Sector.allCases)).")
        }
        return sector
    }

    /// - Returns: `nil` where the word is empty, as a form sends what is not chosen.
    static func setting(_ word: String) throws(Problem) -> Breakout.Setting? {
        if word.isEmpty { return nil }
        guard let setting = Breakout.Setting(rawValue: word) else {
            throw Problem(.badValue, "“setting” must be \(choice(of: Breakout.Setting.allCases)).")
        }
        return setting
    }

    static func hearing(_ word: String) throws(Problem) -> Breakout.Hearing {
        guard let hearing = Breakout.Hearing(rawValue: word) else {
            throw Problem(.badValue, "“reportsHeard” must be \(choice(of: Breakout.Hearing.allCases)).")
        }
        return hearing
    }

    private static func display(_ word: String) throws(Problem) -> Display {
        guard let display = Display(rawValue: word) else {
            throw Problem(.badValue, "“screen” must be \(choice(of: Display.allCases)).")
        }
        return display
    }

    /// "notes, questions or blank"
    private static func choice<Word: RawRepresentable<String>>(of words: [Word]) -> String {
        words.dropLast().map(\.rawValue).joined(separator: ", ") + (words.last.map { " or \($0.rawValue)" } ?? "")
    }
}
