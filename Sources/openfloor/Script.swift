import Foundation
import Procedure
import Proceedings
import Publishing
import Relay

/// What a rehearsal types: one line after another, each under an id of its own that is the same in every rehearsal of
/// the same file, so that a rehearsal broken off can be taken up again without a line twice.
struct Script: Sendable {
    let lines: [Cue]

    struct Cue: Sendable {
        let id: String
        let text: String
    }

    /// Lines as a scribe types them; empty ones are left out.
    init(typed lines: [String], named name: String) {
        let wanted = lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        self.lines = wanted.enumerated().map { Cue(id: "\(name)-\($0 + 1)", text: $1) }
    }

    /// A `.scribe` file holds typed lines; anything else is read as a meeting note.
    ///
    /// - Throws: `ImportError` where it is no note, the system's error where it cannot be read.
    init(file path: String) throws {
        let url = URL(fileURLWithPath: path)
        let bytes = try Terminal.read(path)
        if url.pathExtension == "scribe" {
            let text = String(decoding: bytes, as: UTF8.self)
            self.init(
                typed: text.components(separatedBy: .newlines),
                named: "r" + Secret.digest(of: text).prefix(6).hex)
        } else {
            let note = try Importer.read(bytes, name: url.lastPathComponent)
            self.init(typed: note.lines.compactMap { $0.body.typed() }, named: "r" + note.identity.prefix(12))
        }
    }
}
