import ArgumentParser
import Foundation
import Proceedings
import Recorder
import Relay

/// `openfloor restore FILE --data DIR`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a folder what a backup says. What was ever erased stays erased.")

    @Argument(help: "A file that openfloor backup wrote.") var file: String
    @Option(help: "Data folder, which nobody may be serving; made where it is missing.") var data: String
    @Option(help: "Another folder's erasures.jsonl, to be carried out too; repeat for more.") var erasures: [String] =
        []
    @Flag(help: "Also where the folder holds more than the backup, or the signing key is another.")
    var force = false
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        for list in erasures where !FileManager.default.fileExists(atPath: list) {
            throw ValidationError("There is no file \(list).")
        }
        let restored = try await RecordStore.restore(
            file, into: data, erasures: erasures, isForced: force, at: House.now())
        let verdicts = restored.verdicts.map { VerdictView($0) }
        if json {
            struct Answer: Encodable {
                let verdicts: [VerdictView]
                let branched, lost: [String]
            }
            return Terminal.say(
                [UInt8](
                    try JSONEncoder().encode(
                        Answer(
                            verdicts: verdicts, branched: restored.branched.map(\.text),
                            lost: restored.lost.map(\.text)))))
        }
        for verdict in verdicts { Terminal.say(verdict.sentence) }
        for record in restored.branched {
            Terminal.say(
                "\(record.text) goes on under a new name: checkpoints published before stand for the former tree only")
        }
        for record in restored.lost { Terminal.say("\(record.text) was not in the backup, and is gone") }
        Terminal.say("restored \(data)")
    }
}
