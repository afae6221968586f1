import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Publishing

/// `openfloor import FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a written meeting note into a record of its own. Importing it again changes nothing.")

    @Argument(help: "A note as text: dash items under headings, or numbered minutes.") var file: String
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
        let note = try Importer.read(bytes, name: name)
        if dryRun { return try report(note) }
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
        if !json { try report(note) }
    }

    private struct Imported: Decodable {
        let address: String
        let isNew: Bool
    }

    private func report(_ note: ImportedNote) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Terminal.say([UInt8](try encoder.encode(note.report)))
        }
        Terminal.say("title: \(note.meeting.title)")
        for (kind, count) in note.report.counts.sorted(by: { $0.key < $1.key }) { Terminal.say("\(kind): \(count)") }
        for guess in note.report.guessed {
            let place = guess.lineNumber.map { "line \($0)" } ?? "the note"
            Terminal.say("guessed, \(place): “\(guess.text)” is \(guess.reading), since \(guess.reason)")
        }
    }
}
