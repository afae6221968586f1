import Proceedings

/// Lines as they are read, with what is to be told about each.
struct NoteLines {
    private var lines: [Line] = []
    private(set) var readings: [ImportReport.Reading] = []
    private(set) var guesses: [ImportReport.Guess] = []
    /// The file's line of the item read last.
    var lastItem: Int?
    /// Names, by their numbers from 1.
    private var themes: [String] = []

    /// - Parameter founding: How many entries of the record stand before the first of these.
    func lines(after founding: Int) -> [Line] {
        lines.map { line in
            guard case .themeGathered(let number, let name, let place) = line.body else { return line }
            return Line(.themeGathered(number, name: name, of: Position(place.number + founding)))
        }
    }

    var endsWithTheme: Bool { lines.last?.kind == .themeGathered }

    mutating func add(_ body: Line.Body, _ passage: Passage) {
        let line = Line(body)
        lines.append(line)
        recognise(passage, line.kind.rawValue)
    }

    /// Puts the line added last under the theme of that name, unless a meeting may have no more themes.
    mutating func gather(under name: ThemeName, _ passage: Passage) {
        let known = themes.firstIndex { $0.likeness == name.words.likeness }
        if known == nil {
            guard themes.count < Self.mostThemes else { return }
            themes.append(name.words)
        }
        let place = known ?? themes.count - 1
        add(.themeGathered(place + 1, name: themes[place], of: Position(lines.count)), passage)
        guess(passage, "theme “\(themes[place])”", "listed as common to the groups")
    }

    /// As the rules have it of a meeting.
    private static let mostThemes = 50

    mutating func recognise(_ passage: Passage, _ kind: String) {
        readings.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, kind: kind))
    }

    mutating func guess(_ passage: Passage, _ reading: String, _ reason: String) {
        guess(lineNumber: passage.lineNumber, passage.prefix, reading, reason)
    }

    /// `lineNumber` is `nil` for what is said of the whole file.
    mutating func guess(lineNumber: Int?, _ text: String, _ reading: String, _ reason: String) {
        guesses.append(.init(lineNumber: lineNumber, text: text, reading: reading, reason: reason))
    }
}
