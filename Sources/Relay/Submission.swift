import Crypto
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

/// A command on its way into a sitting, and where its answer goes.
struct Submission: Sendable {
    let id: String
    let command: Command
    /// SHA-256 of the frame's content: the same id with other content is refused.
    let digest: [UInt8]
    let author: Participant
    var reply: Reply

    enum Reply: Sendable {
        /// A WebSocket; hears `accepted`, or `refused` in a language.
        case peer(Peer, Phrases?)
        /// Nobody waits yet.
        case nobody
        /// A request that waits.
        case waiting(CheckedContinuation<Outcome, Never>)

        var isPeer: Bool {
            if case .peer = self { true } else { false }
        }
    }

    /// - Throws: `unknownFrame` where it is no command; a draft is none.
    init(_ frame: ReceivedFrame, from author: Participant, reply: Reply = .nobody) throws(Problem) {
        guard case .command(let id, let command) = frame.meaning else {
            throw Problem(.unknownFrame, "A draft is sent over a WebSocket only.")
        }
        self.id = id
        self.command = command
        digest = [UInt8](SHA256.hash(data: frame.content))
        self.author = author
        self.reply = reply
    }

    /// What the house itself asks of a meeting.
    init(_ command: Command, id: String, from author: Participant) {
        self.id = id
        self.command = command
        digest = [UInt8](SHA256.hash(data: Array(id.utf8)))
        self.author = author
        reply = .nobody
    }

    /// What is answered where a command was already recorded under this id.
    func outcome(by receipt: RecordStore.Receipt) -> Outcome {
        guard receipt.matches(digest) else {
            return .refused(id: id, .idReused)
        }
        return .accepted(id: id, receipt.positions)
    }
}

/// What became of a command.
enum Outcome: Sendable {
    /// On disk and synced, at these positions.
    case accepted(id: String, [Position])
    case refused(id: String?, Problem)

    var frame: ServerFrame {
        switch self {
        case .accepted(let id, let positions): .accepted(id: id, positions)
        case .refused(let id, let problem): .refused(id: id, problem)
        }
    }
}
