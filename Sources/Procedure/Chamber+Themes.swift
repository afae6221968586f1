import Proceedings

// Themes: what several groups said, gathered under a name.
extension Chamber {
    func theme(_ command: Command) throws(Refusal) -> Line.Body {
        switch command {
        case .gather(let line, let number, let name): return try gathered(line, number, name)
        case .release(let line, let number):
            let theme = try standing(theme: number)
            let line = minutes.breakouts.copy(of: line) ?? line
            guard theme.lines.contains(line) else { throw .notInTheme(number, line) }
            return .themeReleased(number, of: line)
        default: preconditionFailure("\(command.kind.rawValue) is not about themes")
        }
    }

    /// Under the theme of that number, or of that name: a new one where none has it.
    private func gathered(_ line: Position, _ number: Int?, _ name: String?) throws(Refusal) -> Line.Body {
        let note = try standing(line)
        let theme = try number.map(standing(theme:)) ?? name.flatMap { minutes.themes.named($0) }
        if let theme {
            guard !theme.lines.contains(note.position) else { throw .already(minutes.phase) }
            return .themeGathered(theme.number, name: theme.name, of: note.position)
        }
        try Limit.title(name ?? "", field: "name")
        guard minutes.themes.highest < Limit.themes else { throw .tooMany(what: "themes", limit: Limit.themes) }
        return .themeGathered(minutes.themes.highest + 1, name: (name ?? "").trimmed, of: note.position)
    }

    private func standing(theme number: Int) throws(Refusal) -> Theme {
        guard let theme = minutes.themes[number] else { throw .unknownTheme(number) }
        return theme
    }
}
