import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Publishing
import Relay

/// `openfloor import FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a written note, or a published record, into a record. Importing it again changes nothing.",
        discussion: """
            What a file is, is known by its content: a note as text (dash items under headings, or numbered minutes), \
            a W3C scribe log, Akoma Ntoso or SayIt XML, or what this program published: entries (.jsonl) and bags \
            (.zip), which keep their tree, times and name.
            """)

    @Argument(help: "A note, a log, an XML document, or a published .jsonl or .zip.") var file: String
    @Option(help: "Data folder of the server; not needed with --dry-run.") var data: String?
    @Option(help: "Address for the meeting; made from its title by itself.") var slug: String?
    @Option(help: "listed, unlisted or invited.") var visibility: String?
    @Option(help: "The address people use, where no server has said it yet.") var publicURL: String?
    @Flag(help: "Only report what was recognised and what was guessed.") var dryRun = false
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard dryRun || data != nil else {
            throw ValidationError("Name the data folder with --data, or give --dry-run.")
        }
    }

    func run() async throws {
        let bytes = try Terminal.read(file)
        let name = URL(fileURLWithPath: file).lastPathComponent
        let read = try Read(bytes, name: name)
        if dryRun { return try read.tell(json: json) }
        var folder = try Folder.named(data)
        folder.publicURL = publicURL
        let path =
            "/api/v1/imports?name=\(name.percentEncoded)" + (slug.map { "&slug=\($0.percentEncoded)" } ?? "")
            + (visibility.map { "&visibility=\($0.percentEncoded)" } ?? "")
        try await Office.open(folder, makesFolder: true) { office in
            let answer = try await office.ask(.post, path, bytes)
            if json { return Terminal.say(answer) }
            let imported = try JSONDecoder().decode(Imported.self, from: Data(answer))
            Terminal.say(imported.isNew ? "imported as \(imported.address)" : "already there: \(imported.address)")
        }
        if !json { try read.tell(json: false) }
    }

    private struct Imported: Decodable {
        let address: String
        let isNew: Bool
    }

    /// What a file was read as.
    private enum Read {
        case note(ImportedNote)
        case record(IncomingRecord)

        init(_ bytes: [UInt8], name: String) throws {
            self =
                IncomingRecord.isOne(bytes)
                ? .record(try IncomingRecord(bytes)) : .note(try Importer.read(bytes, name: name))
        }

        func tell(json: Bool) throws {
            switch self {
            case .note(let note):
                if json { return try Self.say(note.report) }
                Terminal.say("title: \(note.meeting.title)")
                if let people = Self.people(of: note) { Terminal.say("attendees: \(people)") }
                for (kind, count) in note.report.counts.sorted(by: { $0.key < $1.key }) {
                    Terminal.say("\(kind): \(count)")
                }
                for guess in note.report.guessed {
                    let place = guess.lineNumber.map { "line \($0)" } ?? "the note"
                    Terminal.say("guessed, \(place): “\(guess.text)” is \(guess.reading), since \(guess.reason)")
                }
            case .record(let incoming):
                let report = incoming.report
                if json { return try Self.say(report) }
                Terminal.say("title: \(report.title)")
                let entries = report.entries.counted("entry", "entries")
                Terminal.say("record: \(report.record), signed as \(report.origin), \(entries)")
                for words in report.told { Terminal.say(words) }
            }
        }

        /// Who was taken as attending, in one line; a wrong name is seen here before it is in a record.
        private static func people(of note: ImportedNote) -> String? {
            let names = note.lines.compactMap { line -> String? in
                if case .speakerAdded(let speaker) = line.body { speaker.name } else { nil }
            }
            guard !names.isEmpty else { return nil }
            let more = names.count - mostNames
            return names.prefix(mostNames).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        }

        private static let mostNames = 20

        private static func say(_ report: some Encodable) throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            Terminal.say([UInt8](try encoder.encode(report)))
        }
    }
}
