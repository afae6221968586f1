import Foundation
import HTTPTypes
import Transport
import Wire

/// Plays a script through the scribe's WebSocket: typing, sending, waiting until each line is saved.
struct Rehearsal {
    let caller: Caller
    let address: Address
    let slug: String
    /// The scribe's secret; `nil` through the control socket.
    let secret: String?
    let script: Script
    /// 1 is the pace of a quick typist; 0 waits for nothing but the answers.
    let speed: Double

    /// Seconds in which a server that has gone must come back.
    private static let patience = 60.0
    private static let charactersPerSecond = 18.0

    /// - Returns: How many lines are saved.
    /// - Throws: `Office.Refused` with the server's words where a line is refused; `TransportError` where the server
    ///   stays away.
    func play(telling tell: (Script.Cue) -> Void = { _ in }) async throws -> Int {
        var conversation = try await open()
        var answers = conversation.messages.makeAsyncIterator()
        for cue in script.lines {
            while true {
                do {
                    try await type(cue, in: conversation)
                    try await conversation.say(frame(cue))
                } catch let error as TransportError where error.code == .gone {}
                // Also where the way has gone: how it ended says whether there is a way back.
                if try await isSaved(cue, &answers) { break }
                conversation = try await open()
                answers = conversation.messages.makeAsyncIterator()
            }
            tell(cue)
            try await rest()
        }
        await conversation.close()
        return script.lines.count
    }

    private func open() async throws -> Conversation {
        let giveUp = Date().addingTimeInterval(Self.patience)
        var headers: HTTPFields = [:]
        if let secret { headers[.authorization] = "Bearer \(secret)" }
        while true {
            do {
                return try await caller.open(
                    "/api/v1/meetings/\(slug.percentEncoded)/live?as=scribe",
                    subprotocol: ServerFrame.writerProtocolName, headers: headers, to: address, timeout: .seconds(10))
            } catch {
                guard Date() < giveUp else { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// - Returns: `false` where the conversation ended before the answer came.
    private func isSaved(
        _ cue: Script.Cue, _ answers: inout AsyncStream<Message>.Iterator
    ) async throws -> Bool {
        struct Answer: Decodable {
            let `is`: String
            let id: String?
            let detail: String?
        }
        while let message = await answers.next() {
            switch message {
            case .said(let bytes, _):
                let answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
                guard answer.id == cue.id else { continue }
                if answer.is == "accepted" { return true }
                throw Office.Refused(words: "“\(cue.text.prefix(60))”: \(answer.detail ?? answer.is)")
            case .closed(let code, let reason):
                if (4400..<4500).contains(code) { throw Office.Refused(words: reason) }
            }
        }
        return false
    }

    private func frame(_ cue: Script.Cue) -> [UInt8] {
        JSON.bytes(["do": "write", "id": cue.id, "text": cue.text])
    }

    /// The line as it grows, twice a second.
    private func type(_ cue: Script.Cue, in conversation: Conversation) async throws {
        guard speed > 0 else { return }
        let step = max(1, Int(Self.charactersPerSecond * speed / 2))
        var shown = step
        while shown < cue.text.count {
            try await conversation.say(JSON.bytes(["do": "draft", "text": String(cue.text.prefix(shown))]))
            try await Task.sleep(for: .milliseconds(500))
            shown += step
        }
    }

    private func rest() async throws {
        guard speed > 0 else { return }
        try await Task.sleep(for: .seconds(1.5 / speed))
    }
}
