/// How a peer is spoken to.
enum Manner {
    /// An HTTP exchange that has no answer yet.
    case exchange
    case webSocket
    /// Server-sent events.
    case stream
    /// An HTTP exchange whose answer is on its way piece by piece.
    case pour
}

/// What the listener remembers of one peer. Used on the event loop's thread only.
final class Connection {
    /// A peer whose private frames need more than this reads too slowly and is dismissed. Bytes.
    static let outboxCapacity = 1_048_576

    /// More messages in a second are not typed by anybody.
    static let quiet = 64

    /// A private frame that waits, and how much of the reel goes before it.
    struct Letter {
        var bytes: [UInt8]
        let after: UInt64
    }

    let peer: Peer
    let descriptor: Int32
    var manner: Manner
    /// The reel it is on, and its place in that reel's roster.
    var seat: (reel: Reel, place: Int)?
    var outbox: [Letter] = []
    var outboxSize = 0
    /// The message that is arriving.
    var message: [UInt8] = []
    var state = State()
    var pour = Pour()

    struct State {
        var isChoked = false
        var isClosing = false
        /// The program has heard of it, so it must hear that it left.
        var isAnnounced = false
        /// Its connection is one too many and ends with the answer.
        var isSurplus = false
        /// It came by the control socket.
        var isControl = false
        /// It asked for a head without a body.
        var isHead = false
        var isLast = false
        /// Pings or heartbeats since anything was heard.
        var unanswered = 0
        /// Messages in the listener's second `saidIn`.
        var said = 0
        var saidIn = 0
        /// On its reel it is one of the population.
        var isCounted = true
        /// The listener's second in which it stopped reading.
        var chokedSince = 0
    }

    /// A WebSocket that has just opened.
    init(_ peer: Peer, descriptor: Int32) {
        self.peer = peer
        self.descriptor = descriptor
        manner = .webSocket
    }

    /// An exchange that begins.
    init(_ request: Request, descriptor: Int32) {
        peer = request.peer
        self.descriptor = descriptor
        manner = .exchange
        state.isControl = request.entrance == .control
        state.isHead = request.isHead
        state.isLast = request.isLast
    }

    /// Counts a message.
    ///
    /// - Returns: Whether it is one of more than 64 in this second.
    func isLoud(in second: Int) -> Bool {
        if state.saidIn != second {
            state.saidIn = second
            state.said = 0
        }
        state.said += 1
        return state.said > Self.quiet
    }

    var roster: Roster? {
        guard let seat else { return nil }
        return manner == .stream ? seat.reel.streams : seat.reel.sockets
    }

    var ring: Ring? {
        guard let seat else { return nil }
        return manner == .stream ? seat.reel.streamRing : seat.reel.ring
    }

    /// Frames that go out at the same place of the reel are one letter, and so one send.
    func post(_ bytes: [UInt8], after offset: UInt64) {
        if let last = outbox.indices.last, outbox[last].after == offset {
            outbox[last].bytes += bytes
        } else {
            outbox.append(Letter(bytes: bytes, after: offset))
        }
    }

    func setChoked(_ isChoked: Bool, at second: Int) {
        if isChoked, !state.isChoked { state.chokedSince = second }
        state.isChoked = isChoked
        if let seat, let roster { roster.cursors[seat.place].isChoked = isChoked }
    }
}
