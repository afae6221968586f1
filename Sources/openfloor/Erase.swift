import ArgumentParser
import Foundation
import HTTPTypes

/// `openfloor erase SLUG --line 12 --ground persons-request`, `openfloor erase --person NAME …`.
struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes words out of records for good: lines, or all that names a person. Look first with --dry-run.")

    @OptionGroup var folder: Folder
    @Argument(help: "The meeting's address. Without it and --series, a person goes from every record.") var slug:
        String?
    @Option(help: "A series' address, instead of a meeting's.") var series: String?
    @Option(help: "The number of a line; repeat for more.") var line: [Int] = []
    @Option(help: "A person, as records print the name.") var person: String?
    @Flag(help: "Also lines in which somebody else wrote the name.") var alsoMentions = false
    @Option(help: "Why: persons-request, court-order, confidential or mistake.") var ground: String?
    @Option(help: "Of a letter or a case; it is published. Not a name.") var reference: String?
    @Flag(help: "Show what would go; nothing happens.") var dryRun = false

    func validate() throws {
        guard slug == nil || series == nil else { throw ValidationError("Name a meeting or a series, not both.") }
        guard !line.isEmpty || person != nil else {
            throw ValidationError("Say what is to go: --line 12, or --person \"Ada Ng\".")
        }
        guard line.isEmpty || slug != nil || series != nil else {
            throw ValidationError("Lines are those of one record: name its meeting, or its series.")
        }
        guard dryRun || ground != nil else {
            throw ValidationError("Say why, by --ground; or look first, by --dry-run.")
        }
    }

    func run() async throws {
        let body = [UInt8](
            try JSONEncoder().encode(
                Wish(
                    lines: line, name: person, mentions: alsoMentions, ground: ground, reference: reference,
                    dryRun: dryRun)))
        let path =
            slug.map { "/api/v1/meetings/\($0.percentEncoded)/erasures" }
            ?? series.map { "/api/v1/series/\($0.percentEncoded)/erasures" } ?? "/api/v1/erasures"
        try await Office.open(folder) { office in
            let answer = try await office.ask(.post, path, body)
            if folder.json { return Terminal.say(answer) }
            let erased = try JSONDecoder().decode(Erased.self, from: Data(answer))
            erased.say()
            guard erased.unread.isEmpty else { throw ExitCode.failure }
        }
    }

    private struct Wish: Encodable {
        let lines: [Int]
        let name: String?
        let mentions: Bool
        let ground, reference: String?
        let dryRun: Bool
    }

    private struct Erased: Decodable {
        let isDone: Bool
        let records: [Part]
        let links, ballots: Int
        let purge, unread: [String]

        struct Part: Decodable {
            let address, title: String
            let gone, others: [Line]
        }

        struct Line: Decodable {
            let position: Int
            let kind, why: String
            let isSaidAgain: Bool?
            let says: String?
        }

        func say() {
            for part in records {
                Terminal.say("\(part.title), \(part.address)")
                for line in part.gone { Terminal.say(words(isDone ? "gone" : "goes", line)) }
                for line in part.others { Terminal.say(words("stays", line)) }
            }
            if links > 0 { Terminal.say("names on links: \(links)") }
            if ballots > 0 { Terminal.say("answers by name: \(ballots)") }
            for address in unread {
                Terminal.say("could not be looked at, for it is damaged; restore it and erase again: \(address)")
            }
            guard isDone else { return Terminal.say("Nothing has been erased.") }
            Terminal.say("Copies elsewhere – caches, files that openfloor publish wrote – are yours to purge:")
            for address in purge { Terminal.say("  \(address)") }
        }

        private func words(_ what: String, _ line: Line) -> String {
            let again = line.isSaidAgain == true ? ", said again without it" : ""
            return "  \(what) \(line.position) \(line.kind) (\(line.why)\(again))" + (line.says.map { ": \($0)" } ?? "")
        }
    }
}
