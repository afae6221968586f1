import Proceedings

/// Lines as they are read, with what is to be told about each.
struct NoteLines {
    private(set) var lines: [Line] = []
    private(set) var readings: [ImportReport.Reading] = []
    private(set) var guesses: [ImportReport.Guess] = []
    /// The file's line of the item read last.
    var lastItem: Int?

    mutating func add(_ body: Line.Body, _ passage: Passage) {
        let line = Line(body)
        lines.append(line)
        recognise(passage, line.kind.rawValue)
    }

    mutating func recognise(_ passage: Passage, _ kind: String) {
        readings.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, kind: kind))
    }

    mutating func guess(_ passage: Passage, _ reading: String, _ reason: String) {
        guesses.append(.init(lineNumber: passage.lineNumber, text: passage.prefix, reading: reading, reason: reason))
    }
}
