import ArgumentParser
import Foundation
import HTTPTypes
import Recorder

/// `openfloor doctor --data DIR`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks whether a folder is as it should be, and says what to do. Exits with 1 where it is not.")

    @OptionGroup var folder: Folder

    func run() async throws {
        guard FileManager.default.fileExists(atPath: folder.data) else {
            throw ValidationError("There is no folder \(folder.data).")
        }
        // One with keys and no database has lost it, and is told what to do.
        let kept = ["openfloor.sqlite", "keys"].map { folder.data + "/" + $0 }
        guard kept.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw ValidationError("\(folder.data) is no data folder: no openfloor.sqlite is in it.")
        }
        var lines = RecordStore.diagnose(folder: folder.data).map { Line(words: $0.words, advice: $0.advice) }
        do {
            lines += try await ask(folder).findings
        } catch {
            lines.append(Line(words: "\(error)", advice: "Nothing can be recorded, or read, until this is put right."))
        }
        if folder.json {
            Terminal.say([UInt8](try JSONEncoder().encode(lines)))
        } else {
            for line in lines {
                Terminal.say(line.advice.map { "WRONG  \(line.words). \($0)" } ?? "ok     \(line.words)")
            }
        }
        if lines.contains(where: { $0.advice != nil }) { throw ExitCode(1) }
    }

    private func ask(_ folder: Folder) async throws -> Findings {
        let box = Box()
        try await Office.open(folder) { office in
            await box.keep(try await office.ask(Findings.self, .get, "/api/v1/diagnosis"))
        }
        return await box.findings ?? Findings(findings: [])
    }

    private actor Box {
        private(set) var findings: Findings?
        func keep(_ findings: Findings) { self.findings = findings }
    }

    struct Findings: Codable, Sendable { let findings: [Line] }

    struct Line: Codable, Sendable {
        let words: String
        let advice: String?
    }
}
