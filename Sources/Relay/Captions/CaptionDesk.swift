import Crypto
import Proceedings
import Transport

/// The streams of caption software, one to a link. In memory: what is not a line yet is a draft.
actor CaptionDesk {
    private var streams: [Participant.ID: Entrance] = [:]

    /// At most so many links are remembered; the one that was silent longest is forgotten.
    private static let most = 1_000

    /// A link's stream, and how far it came.
    private struct Entrance {
        var stream = CaptionStream()
        var number = 0
        /// Tells one run of the software from the next, which counts from 1 again.
        var run = ""
        /// By whom drafts are told apart.
        let peer: Peer
        var isBusy = true
        var usedAt: Instant
    }

    /// A piece under way: nobody else has the stream until it is given back.
    struct Piece {
        var stream: CaptionStream
        let run: String
        let peer: Peer
        /// It was taken before.
        let isKnown: Bool
    }

    /// - Returns: `nil` while the piece before it is under way.
    func begin(_ number: Int, by author: Participant.ID, from peer: Peer, at now: Instant) -> Piece? {
        guard streams[author]?.isBusy != true else { return nil }
        makeRoom(for: author)
        var entrance = streams[author] ?? Entrance(peer: peer, usedAt: now)
        entrance.isBusy = true
        entrance.usedAt = now
        let isKnown = number == entrance.number
        if number < entrance.number {
            entrance.run = String(Secret.make().prefix(6))
            entrance.number = 0
        }
        streams[author] = entrance
        return Piece(stream: entrance.stream, run: entrance.run, peer: entrance.peer, isKnown: isKnown)
    }

    /// - Parameter stream: `nil` where the piece was not taken: it will be sent again.
    func end(_ number: Int, by author: Participant.ID, leaving stream: CaptionStream?) {
        streams[author]?.isBusy = false
        guard let stream else { return }
        streams[author]?.stream = stream
        streams[author]?.number = number
    }

    private func makeRoom(for author: Participant.ID) {
        guard streams[author] == nil, streams.count >= Self.most else { return }
        let idle = streams.filter { !$0.value.isBusy }.min { $0.value.usedAt < $1.value.usedAt }
        if let idle { streams[idle.key] = nil }
    }
}
