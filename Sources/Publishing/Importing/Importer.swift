import Crypto
import Proceedings

/// Reads a written meeting note – dashes under headings, numbered minutes, a W3C scribe log, or a debate in Akoma Ntoso –
/// into typed lines, by its shape. Pure: the same bytes give the same note. Every word of an item is kept; what is guessed is reported.
package struct Importer {
    /// Of a line of the record, in UTF-8 bytes.
    static let lineLimit = 4_000

    /// - Parameters:
    ///   - bytes: The file, at most 4 MiB.
    ///   - name: The file's name; title and day are looked for in it.
    /// - Returns: The meeting and its lines, and what was guessed.
    /// - Throws: Why this is no note, and what to do.
    package static func read(_ bytes: [UInt8], name: String?) throws(ImportError) -> ImportedNote {
        guard !bytes.isEmpty else { throw .empty }
        if XMLTree.isOne(bytes) {
            let document = try XMLTree(reading: bytes)
            var front = FrontMatter(fileName: name)
            front.take(document)
            return note(bytes, "UTF-8", front, try DebateReader(document))
        }
        let text = try NoteText(bytes)
        if let rows = ScribeLogRow.rows(text) {
            let reader = try ScribeLogReader(rows, front: FrontMatter(fileName: name))
            return note(bytes, text.encoding, reader.front, reader)
        }
        let passages = text.passages
        guard passages.contains(where: { $0.mark != .plain }) else { throw .noNote }
        for passage in passages where passage.words.utf8.count > lineLimit {
            throw .lineTooLong(
                lineNumber: passage.lineNumber, bytes: passage.words.utf8.count, limit: lineLimit)
        }
        var front = FrontMatter(fileName: name)
        let rest = front.take(passages)
        var reader = NoteReader(passages: rest, year: front.day?.year)
        reader.readAll()
        return note(bytes, text.encoding, front, reader)
    }

    private static func note(
        _ bytes: [UInt8], _ encoding: String, _ front: FrontMatter, _ reader: some NoteReading
    ) -> ImportedNote {
        let speakers = reader.attendance.chaired(by: front.chair).map { Line(.speakerAdded($0)) }
        let lines = speakers + reader.lines(after: 1 + speakers.count) + [Line(.closed)]  // 1: the meeting itself
        let counts = lines.reduce(into: [String: Int]()) { $0[$1.kind.rawValue, default: 0] += 1 }
        var guesses = front.guesses + reader.guesses
        if encoding != "UTF-8" {
            guesses.insert(
                .init(lineNumber: nil, text: "", reading: encoding, reason: "the bytes are not UTF-8"), at: 0)
        }
        return ImportedNote(
            meeting: front.meeting(agenda: reader.agenda, strands: reader.strands, prompts: reader.prompts),
            lines: lines,
            report: ImportReport(
                encoding: encoding, counts: counts, recognised: front.readings + reader.readings, guessed: guesses),
            identity: SHA256.hash(data: bytes).hex)
    }
}

/// What a reader of one shape of note found.
protocol NoteReading {
    var attendance: Attendance { get }
    var agenda: [AgendaItem] { get }
    var strands: [String] { get }
    /// What groups were asked.
    var prompts: [String] { get }
    var readings: [ImportReport.Reading] { get }
    var guesses: [ImportReport.Guess] { get }
    /// - Parameter founding: How many entries of the record stand before the first of these.
    func lines(after founding: Int) -> [Line]
}
