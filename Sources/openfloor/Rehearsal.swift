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

    /// A server that has gone must come back in this time.
    private static let patience = Duration.seconds(60)
    /// Between two tries where the server said "later".
    private static let later = 5.0
    private static let charactersPerSecond = 18.0

    /// - Parameter tell: Hears of each line, and why it is not saved where it was refused and the script goes on.
    /// - Returns: How many lines are saved.
    /// - Throws: `Office.Refused` with the server's words where a line is refused that ends the script;
    ///   `TransportError` where the server stays away.
    func play(telling tell: (Script.Cue, _ refusal: String?) -> Void = { _, _ in }) async throws -> Int {
        var saved = 0
        var conversation = try await open()
        var answers = conversation.messages.makeAsyncIterator()
        for await cue in script.cues {
            var answer = Answer.none
            while true {
                do {
                    try await type(cue, in: conversation)
                    try await conversation.say(frame(cue))
                } catch let error as TransportError where error.code == .gone {}
                // Also where the way has gone: how it ended says whether there is a way back.
                answer = try await self.answer(to: cue, &answers)
                if answer == .later {
                    try await Task.sleep(for: .seconds(Self.later))
                } else if answer != .none {
                    break
                } else {
                    conversation = try await open()
                    answers = conversation.messages.makeAsyncIterator()
                }
            }
            if case .refused(let why) = answer {
                tell(cue, why)
            } else {
                saved += 1
                tell(cue, nil)
            }
            try await rest()
        }
        await conversation.close()
        return saved
    }

    private func open() async throws -> Conversation {
        let giveUp = ContinuousClock.now + Self.patience
        var headers: HTTPFields = [:]
        if let secret { headers[.authorization] = "Bearer \(secret)" }
        while true {
            do {
                return try await caller.open(
                    "/api/v1/meetings/\(slug.percentEncoded)/live?as=scribe",
                    subprotocol: ServerFrame.writerProtocolName, headers: headers, to: address, timeout: .seconds(10))
            } catch {
                guard .now < giveUp else { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private enum Answer: Equatable {
        case saved
        case refused(String)
        /// The server cannot write just now.
        case later
        /// The conversation ended before it came.
        case none
    }

    private func answer(to cue: Script.Cue, _ answers: inout AsyncStream<Message>.Iterator) async throws -> Answer {
        struct Frame: Decodable {
            let `is`: String
            let id: String?
            let code: String?
            let detail: String?
        }
        while let message = await answers.next() {
            switch message {
            case .said(let bytes, _):
                let frame = try JSONDecoder().decode(Frame.self, from: Data(bytes))
                guard frame.id == cue.id else { continue }
                if frame.is == "accepted" { return .saved }
                let code = frame.code.flatMap(Problem.Code.init(rawValue:))
                if code == .notRecorded || code == .tooFast { return .later }
                let why = "“\(cue.text.prefix(60))”: \(frame.detail ?? frame.is)"
                guard script.goesOn, code != .closed, code != .notPermitted else { throw Office.Refused(words: why) }
                return .refused(why)
            case .closed(let code, let reason):
                if (4400..<4500).contains(code) { throw Office.Refused(words: reason) }
            }
        }
        return .none
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
