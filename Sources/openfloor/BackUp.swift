import ArgumentParser
import Foundation
import HTTPTypes
import Relay

/// `openfloor backup FILE`.
struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes one file from which the folder can be made again; also while it is served. Verified first.",
        discussion: "The file holds the signing key and everything people said to staff: keep it as safe as the folder."
    )

    @OptionGroup var folder: Folder
    @Argument(help: "Where to write it, outside the folder.") var file: String

    func run() async throws {
        struct Answer: Decodable {
            let bytes: Int
            let verdicts: [VerdictView]
        }
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let body = [UInt8](try JSONEncoder().encode(["file": path]))
        try await Office.open(folder) { office in
            let answer = try await office.ask(.post, "/api/v1/backups", body)
            if folder.json { return Terminal.say(answer) }
            let written = try JSONDecoder().decode(Answer.self, from: Data(answer))
            for verdict in written.verdicts { Terminal.say(verdict.sentence) }
            Terminal.say("wrote \(path), \(written.bytes) bytes, verified")
        }
    }
}
