import ArgumentParser
import Foundation
import HTTPTypes
import Publishing
import Recorder
import Relay

/// `openfloor verify`: every record of a folder, or one published file.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks records: positions, commitments, tree and signatures. Exits with 1 where one is not sound.")

    @Argument(help: "A published .jsonl file, checked by itself. Without it, the folder of --data.") var file: String?
    @Option(help: "Data folder of the server.") var data: String?
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard (file == nil) != (data == nil) else {
            throw ValidationError("Name a .jsonl file, or a folder with --data.")
        }
    }

    func run() async throws {
        if let file {
            let published = try EntryFile(try Terminal.read(file))
            guard let checkpoint = published.checkpoint, let key = published.verifierKey else {
                throw ValidationError(
                    "\(file) holds no checkpoint; only the record of a closed meeting can be verified.")
            }
            let verdict = Verdict(publication: published.sealed, checkpoint: checkpoint, verifierKey: key)
            return try say([VerdictView(verdict)])
        }
        struct Answer: Decodable { let verdicts: [VerdictView] }
        let folder = try Folder.named(data)
        try await Office.open(folder) { office in
            try say(try await office.ask(Answer.self, .get, "/api/v1/verification").verdicts)
        }
    }

    private func say(_ verdicts: [VerdictView]) throws {
        if json {
            Terminal.say([UInt8](try JSONEncoder().encode(verdicts)))
        } else {
            for verdict in verdicts { Terminal.say(verdict.sentence) }
        }
        if verdicts.contains(where: { !$0.isSound }) { throw ExitCode(1) }
    }
}
