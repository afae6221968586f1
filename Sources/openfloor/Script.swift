import Foundation
import Procedure
import Proceedings
import Publishing
import Relay

/// What a rehearsal types: one line after another, each under an id of its own that is the same in every rehearsal of
/// the same file, so that a rehearsal broken off can be taken up again without a line twice.
struct Script: Sendable {
    /// In the order they are typed; of a pipe, as they come.
    let cues: AsyncStream<Cue>
    /// A line that is refused does not end it: somebody types the next already.
    let goesOn: Bool

    struct Cue: Sendable {
        let id: String
        let text: String
    }

    /// Lines that may wait between a pipe and the server.
    private static let limit = 256

    /// Lines as a scribe types them; empty ones are left out.
    init(typed lines: [String], named name: String) {
        let wanted = lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let cues = wanted.enumerated().map { Cue(id: "\(name)-\($0 + 1)", text: $1) }
        self.cues = AsyncStream { continuation in
            for cue in cues { continuation.yield(cue) }
            continuation.finish()
        }
        goesOn = false
    }

    /// Lines from standard input, as they come. What is no text in them is left out: caption software sends it.
    init(typedInto name: String) {
        let (cues, continuation) = AsyncStream.makeStream(of: Cue.self, bufferingPolicy: .bufferingOldest(Self.limit))
        self.cues = cues
        goesOn = true
        // Reading waits, and would hold up one of the few threads that all else runs on.
        Thread.detachNewThread {
            var number = 0
            while let line = readLine() {
                let seen = String(
                    line.unicodeScalars.filter { $0 == "\t" || $0.properties.generalCategory != .control }
                )
                .trimmingCharacters(in: .whitespaces)
                guard !seen.isEmpty else { continue }
                number += 1
                let cue = Cue(id: "\(name)-\(number)", text: seen)
                while case .dropped = continuation.yield(cue) { Thread.sleep(forTimeInterval: 0.02) }
            }
            continuation.finish()
        }
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
