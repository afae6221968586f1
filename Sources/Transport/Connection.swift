/// How a peer is spoken to.
enum Manner {
    /// An HTTP exchange that has no answer yet.
    case exchange
    case webSocket
    /// Server-sent events.
    case stream
}

/// What the listener remembers of one peer. Used on the event loop's thread only.
final class Connection {
    /// A peer whose private frames need more than this reads too slowly and is dismissed. Bytes.
    static let outboxCapacity = 1_048_576

    /// A private frame that waits, and how much of the reel goes before it.
    struct Letter {
        let bytes: [UInt8]
        let after: UInt64
    }

    let peer: Peer
    let descriptor: Int32
    let request: Request
    var manner: Manner
    /// The reel it is on, and its place in that reel's roster.
    var seat: (reel: Reel, place: Int)?
    var outbox: [Letter] = []
    var outboxSize = 0
    /// Who it is counted as, behind a trusted proxy.
    var guest: IPAddress?
    /// The message that is arriving.
    var message: [UInt8] = []
    var state = State()

    struct State {
        var isChoked = false
        var isClosing = false
        /// The program has heard of it, so it must hear that it left.
        var isAnnounced = false
        /// Its connection is one too many and ends with the answer.
        var isSurplus = false
        /// Pings or heartbeats since anything was heard.
        var unanswered = 0
        /// The tick at which it stopped reading.
        var chokedSince = 0
    }

    init(request: Request, descriptor: Int32, manner: Manner) {
        self.peer = request.peer
        self.request = request
        self.descriptor = descriptor
        self.manner = manner
    }

    var roster: Roster? {
        guard let seat else { return nil }
        return manner == .stream ? seat.reel.streams : seat.reel.sockets
    }

    var ring: Ring? {
        guard let seat else { return nil }
        return manner == .stream ? seat.reel.streamRing : seat.reel.ring
    }

    func setChoked(_ isChoked: Bool, at tick: Int) {
        if isChoked, !state.isChoked { state.chokedSince = tick }
        state.isChoked = isChoked
        if let seat, let roster { roster.cursors[seat.place].isChoked = isChoked }
    }
}
