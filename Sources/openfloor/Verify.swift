import ArgumentParser
import Foundation
import HTTPTypes
import Publishing
import Recorder
import Relay
import Transport

/// `openfloor verify`: every record of a folder, or what was published of one.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks records: positions, commitments, tree and signatures. Exits with 1 where one is not sound.",
        discussion: """
            What is checked may be a published .jsonl file, a bag (.zip, or unpacked), a folder that openfloor publish \
            wrote, a data folder, or the address of a meeting's page on a server or static site. Nothing is sent \
            anywhere, and only an address is asked for anything.
            """)

    @Argument(help: "A .jsonl or .zip file, a folder, or an address such as https://notes.example.org/m/third.")
    var target: String?
    @Option(help: "Data folder of the server.") var data: String?
    @Option(help: "The verifier key the record must be signed with, name+hash+base64, got from elsewhere.")
    var key: String?
    @Option(help: "Folder of pages, to print a record again and compare; found beside the program by itself.")
    var web: String?
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard (target == nil) != (data == nil) else {
            throw ValidationError("Name a file, a folder or an address, or a data folder with --data.")
        }
        guard key.map({ VerifierKey($0) != nil }) ?? true else {
            throw ValidationError("--key must be a verifier key, name+hash+base64.")
        }
    }

    func run() async throws {
        guard let target else { return try await folder(data ?? "") }
        let bags = BagVerifier(presses: try presses(), key: key)
        if let place = try WebPlace(target) { return try await address(place, bags) }
        if FileManager.default.fileExists(atPath: target + "/openfloor.sqlite") { return try await folder(target) }
        try say(try await PublicationVerifier(bags: bags).findings(of: target))
    }

    private func folder(_ path: String) async throws {
        struct Answer: Decodable { let verdicts: [VerdictView] }
        var named = try Folder.named(path)
        named.web = web
        let folder = named
        try await Office.open(folder) { office in
            let verdicts = try await office.ask(Answer.self, .get, "/api/v1/verification").verdicts
            guard !verdicts.isEmpty else { throw ValidationError("\(path) holds no record: nothing was verified.") }
            try say(verdicts.map { Finding($0) })
        }
    }

    private func address(_ place: WebPlace, _ bags: BagVerifier) async throws {
        let loop = try EventLoop()
        do {
            let verifier = WebVerifier(place: place, caller: Caller(loop: loop, log: Office.quiet), bags: bags)
            let findings = try await verifier.findings()
            await loop.stop()
            try say(findings)
        } catch {
            await loop.stop()
            throw error
        }
    }

    /// None where the pages are not here and were not named: a record is verified without them.
    private func presses() throws -> [Press] {
        do { return Press.all(of: try Assets(folder: try WebFolder.find(web))) } catch let error as ValidationError {
            guard web == nil else { throw error }
            return []
        }
    }

    private func say(_ findings: [Finding]) throws {
        if json {
            Terminal.say([UInt8](try JSONEncoder().encode(findings)))
        } else {
            for finding in findings { Terminal.say(finding.sentence) }
        }
        if findings.contains(where: { !$0.isSound }) { throw ExitCode(1) }
    }
}
