import Proceedings
import Transport

/// One WebSocket or event stream in a meeting.
struct Seat {
    let sitting: Sitting
    let participant: Participant
    /// As in `Request.address`.
    let address: String
    /// In which refusals are said; `nil` is the house's own.
    let phrases: Phrases?
}

/// Who is at the door, and who sits where. As many as the listener has connections; `left` ends each.
struct Lobby {
    private var seats: [Peer: Seat] = [:]
    /// What WebSockets said while their sitting was still being loaded.
    private var arriving: [Peer: [[UInt8]]] = [:]
    /// Requests without an answer yet, and the sitting whose next entry one waits for.
    private var requests: [Peer: Asking] = [:]
    /// WebSockets that have opened and are not on their way to a seat yet.
    private var comers: [Request] = []
    /// Somebody sees to the comers.
    private var isSeating = false
    /// Whose grant has ended: who was on the way to a seat by it gets none.
    private var ended: Set<Participant.ID> = []

    /// So many are seated at a time: the loop that greets them has others to serve.
    private static let together = 64
    /// So many frames may come before the sitting is ready; with one more the peer is asked to come back.
    private static let patience = 256

    private enum Asking {
        case now
        case waiting(Sitting, Participant)
    }

    /// What is to be done with a frame.
    enum Hearing {
        case now(Seat)
        /// Kept until the peer sits.
        case later
        case tooMuch
        /// The peer has left, or may not sit here.
        case never
    }

    /// - Returns: Whether nobody sees to the comers yet: whoever asks does from now on.
    mutating func joined(_ request: Request) -> Bool {
        arriving[request.peer] = []
        comers.append(request)
        defer { isSeating = true }
        return !isSeating
    }

    /// Those who came first, at most 64. After none, whoever asks sees to the comers no longer.
    mutating func nextComers() -> [Request] {
        let next = Array(comers.prefix(Self.together))
        comers.removeFirst(next.count)
        isSeating = !next.isEmpty
        return next
    }

    /// Before it is attached to a reel, so that whatever is heard of an attached peer finds its seat.
    mutating func sit(_ peer: Peer, on seat: Seat) { seats[peer] = seat }

    /// It could not be attached.
    mutating func turnAway(_ peer: Peer) {
        arriving[peer] = nil
        seats[peer] = nil
    }

    func seat(of peer: Peer) -> Seat? { seats[peer] }

    func peers(in sitting: Sitting) -> [Peer] { seats.filter { $1.sitting === sitting }.map(\.key) }

    /// Who follows or takes part at this moment, by whatever transport.
    func participants(in sitting: Sitting) -> Set<Participant.ID> {
        let seated = seats.values.lazy.filter { $0.sitting === sitting }.map(\.participant.id)
        let waiting = requests.values.lazy.compactMap { asking -> Participant.ID? in
            guard case .waiting(let other, let reader) = asking, other === sitting else { return nil }
            return reader.id
        }
        return Set(seated).union(waiting)
    }

    func seats(in record: RecordID) -> [Peer: Seat] { seats.filter { $1.sitting.record == record } }

    /// Ends a grant: nobody sits down by it from now on.
    ///
    /// - Returns: Who sits by it, and who waits for the next entry.
    mutating func end(_ grant: Participant.ID) -> (seats: [Peer: Seat], waiting: [Peer: Sitting]) {
        ended.insert(grant)
        return (
            seats.filter { $1.participant.holder == grant },
            requests.compactMapValues { asking in
                guard case .waiting(let sitting, let reader) = asking, reader.holder == grant else { return nil }
                return sitting
            }
        )
    }

    func mayStillSit(_ participant: Participant) -> Bool { !ended.contains(participant.holder) }

    mutating func hear(_ frame: [UInt8], from peer: Peer) -> Hearing {
        guard let kept = arriving[peer] else { return seats[peer].map { .now($0) } ?? .never }
        guard kept.count < Self.patience else { return .tooMuch }
        arriving[peer]?.append(frame)
        return .later
    }

    /// The oldest frame kept for a peer that sits now. After `nil` its frames are heard as they come.
    mutating func nextKept(of peer: Peer) -> [UInt8]? {
        guard let frame = arriving[peer]?.first else {
            arriving[peer] = nil
            return nil
        }
        arriving[peer]?.removeFirst()
        return frame
    }

    mutating func asked(_ peer: Peer) { requests[peer] = .now }

    /// - Returns: `false` where the asker has gone.
    mutating func waits(_ peer: Peer, for sitting: Sitting, by reader: Participant) -> Bool {
        guard requests[peer] != nil else { return false }
        requests[peer] = .waiting(sitting, reader)
        return true
    }

    mutating func answered(_ peer: Peer) { requests[peer] = nil }

    /// - Returns: The sitting it sat in or waited for.
    mutating func left(_ peer: Peer) -> Sitting? {
        arriving[peer] = nil
        let asking = requests.removeValue(forKey: peer)
        if let seat = seats.removeValue(forKey: peer) { return seat.sitting }
        if case .waiting(let sitting, _) = asking { return sitting }
        return nil
    }
}

extension Participant {
    /// As whom they came in: by their link, where reading takes one too.
    fileprivate var holder: Participant.ID { grant ?? id }
}
