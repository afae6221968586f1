import Proceedings

/// Lines as a document is read, by the ids they had there.
struct DebateLines {
    private var lines: [Line] = []
    /// Where a line with this id is now, from 1.
    private var places: [String: Int] = [:]
    private(set) var readings: [ImportReport.Reading] = []
    private(set) var guesses: [ImportReport.Guess] = []

    /// - Parameters:
    ///   - isLine: Whether it is the line its element's id is of.
    ///   - language: As the document has it; nonsense is left out.
    mutating func add(
        _ body: Line.Body, _ one: XMLTree, language: String? = nil, isLine: Bool = true
    ) throws(ImportError) {
        var bytes = body.words?.plain.utf8.count ?? 0
        if case .questionPublished(_, let wording, _, _) = body { bytes = wording.words.utf8.count }
        guard bytes <= Importer.lineLimit else {
            throw .lineTooLong(lineNumber: one.lineNumber, bytes: bytes, limit: Importer.lineLimit)
        }
        let line = Line(body, language: language.flatMap { Language($0) })
        lines.append(line)
        if isLine, let id = one.id { places[id] = lines.count }
        readings.append(.init(lineNumber: one.lineNumber, text: one.prefix, kind: line.kind.rawValue))
    }

    /// What else is said of the line added last.
    mutating func mark(_ marks: Marks, _ one: XMLTree) {
        if marks.isKeyMoment { refer(.keyMoment(of: Position(lines.count)), one) }
    }

    mutating func link(_ ids: [String], toQuestion number: Int) {
        for place in ids.compactMap({ places[$0] }) {
            lines.append(Line(.questionAnswered(number, by: Position(place))))
        }
    }

    mutating func guess(_ one: XMLTree, _ reading: String, _ reason: String) {
        guesses.append(.init(lineNumber: one.lineNumber, text: one.prefix, reading: reading, reason: reason))
    }

    /// - Parameter founding: How many entries of the record stand before the first of these.
    func lines(after founding: Int) -> [Line] {
        func moved(_ place: Position) -> Position { Position(place.number + founding) }
        return lines.map { line in
            switch line.body {
            case .keyMoment(let place): Line(.keyMoment(of: moved(place)))
            case .questionAnswered(let number, let place): Line(.questionAnswered(number, by: moved(place)))
            default: line
            }
        }
    }

    private mutating func refer(_ body: Line.Body, _ one: XMLTree) {
        lines.append(Line(body))
        readings.append(.init(lineNumber: one.lineNumber, text: one.prefix, kind: Line(body).kind.rawValue))
    }
}
