import CLWS
import HTTPTypes

/// The fan-out: each peer on a reel is one cursor, and gets everything between it and the reel's end in one send.
extension Listener {
    /// Opens a reel whose past ends at `position`; one that is open stays as it is.
    ///
    /// - Parameters:
    ///   - id: Its name.
    ///   - position: The last position that is not on it.
    ///   - capacity: Bytes kept for those who are behind.
    package func openReel(_ id: String, at position: Int, capacity: Int = 4_194_304) {
        guard reels[id] == nil else { return }
        reels[id] = Reel(past: position, capacity: capacity)
    }

    /// Lets a reel go; its peers stay and are on no reel.
    package func closeReel(_ id: String) {
        guard let reel = reels.removeValue(forKey: id) else { return }
        for roster in [reel.sockets, reel.streams] {
            while roster.count > 0 {
                guard let connection = connections[roster.cursors[roster.count - 1].peer] else {
                    _ = roster.remove(at: roster.count - 1)
                    continue
                }
                unseat(connection)
            }
        }
        tally.delivered += reel.owed
    }

    /// Puts frames on the reel and sends them; positions ascend. Unknown reels are ignored.
    package func publish(_ frames: [Reel.Frame], on id: String) {
        guard let reel = reels[id], !frames.isEmpty else { return }
        reel.append(frames)
        schedule(reel)
    }

    /// Private frames first, as by `say`, then frames on reels, as by `publish`.
    package func tell(_ letters: [(peer: Peer, text: [UInt8])], then publications: [Publication]) {
        say(letters)
        for publication in publications { publish(publication.frames, on: publication.reel) }
    }

    /// Frames for one reel.
    package struct Publication: Sendable {
        package let reel: String
        package let frames: [Reel.Frame]

        package init(_ frames: [Reel.Frame], on reel: String) {
            self.reel = reel
            self.frames = frames
        }
    }

    /// Forgets the frames up to `position`: whoever has not read past them falls behind and starts anew.
    package func forget(through position: Int, on id: String) {
        guard let reel = reels[id] else { return }
        reel.ring.drop(through: position)
        reel.streamRing?.drop(through: position)
        schedule(reel)
    }

    /// What the peers of a reel hear from now on with their pings, or every 15 seconds on a stream: a page sees no ping,
    /// and must know all the same that somebody is there. It costs no send of its own.
    package func setPulse(_ text: [UInt8], of id: String) {
        reels[id]?.pulse = Reel.Pulse(text)
    }

    /// In one step: the greeting, then everything after `position`, then what comes. An exchange becomes a stream
    /// of server-sent events. A peer that was on another reel leaves it.
    ///
    /// - Parameter isCounted: Whether it is one of the reel's population.
    package func attach(
        _ peer: Peer, to id: String, after position: Int, greeting: Greeting? = nil, isCounted: Bool = true
    ) -> Attachment {
        guard let connection = connections[peer.number], !connection.state.isClosing, let reel = reels[id] else {
            return .gone
        }
        let streams = connection.manner != .webSocket
        guard reel.ring.offset(after: position) != nil else { return .tooOld }
        if streams { reel.prepareStreams() }
        guard let ring = streams ? reel.streamRing : reel.ring, let offset = ring.offset(after: position) else {
            reel.dropStreamsIfUnread()
            return .tooOld
        }
        if connection.manner == .exchange, !startStream(connection) {
            reel.dropStreamsIfUnread()
            return .gone
        }
        // The reel stays wanted while the peer moves from it to itself.
        unseat(connection, keeping: reel)
        connection.state.isCounted = isCounted
        if !isCounted { reel.uncounted += 1 }
        let cursor = Cursor(
            offset: offset, peer: peer.number, descriptor: connection.descriptor, isChoked: connection.state.isChoked)
        reel.owe(from: offset, of: ring)
        connection.seat = (reel, (streams ? reel.streams : reel.sockets).add(cursor))
        if let greeting {
            let bytes = streams ? greeting.event : greeting.frame
            connection.outboxSize += bytes.count
            connection.post(bytes, after: offset)
        }
        pump(connection)
        return .attached
    }

    /// The same for several at once.
    ///
    /// - Returns: How it went for each.
    package func attach(_ comers: [Comer]) -> [Attachment] {
        comers.map {
            attach($0.peer, to: $0.reel, after: $0.position, greeting: $0.greeting, isCounted: $0.isCounted)
        }
    }

    /// One who is to be attached.
    package struct Comer: Sendable {
        let peer: Peer
        let reel: String
        let position: Int
        let greeting: Greeting
        let isCounted: Bool

        package init(
            _ peer: Peer, to reel: String, after position: Int, greeting: Greeting, isCounted: Bool = true
        ) {
            self.peer = peer
            self.reel = reel
            self.position = position
            self.greeting = greeting
            self.isCounted = isCounted
        }
    }

    package func population(of id: String) -> Population {
        guard let reel = reels[id] else { return Population() }
        return Population(
            webSocket: reel.sockets.count, serverSentEvents: reel.streams.count, uncounted: reel.uncounted)
    }

    func unseat(_ connection: Connection, keeping kept: Reel? = nil) {
        guard let seat = connection.seat, let roster = connection.roster else { return }
        if !connection.state.isCounted { seat.reel.uncounted -= 1 }
        if let ring = connection.ring { seat.reel.forgive(roster.cursors[seat.place], of: ring) }
        if let moved = roster.remove(at: seat.place), let other = connections[moved] {
            other.seat = (seat.reel, seat.place)
        }
        // A pass under way may have gone by the place where the other one is now.
        if seat.reel.pass.isUnderWay { seat.reel.pass.mustRepeat = true }
        connection.seat = nil
        connection.outbox = connection.outbox.map { Connection.Letter(bytes: $0.bytes, after: 0) }
        if kept !== seat.reel { seat.reel.dropStreamsIfUnread() }
    }

    private func startStream(_ connection: Connection) -> Bool {
        let headers: HTTPFields = [
            .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
            .xAccelBuffering: "no",
        ]
        let head = writer.head(.ok, headers, length: nil, closes: true)
        let isGone = !clws_answer(
            loop.handle, connection.peer.number, head, head.count, nil, 0, Int32(CLWS_AND_STREAM))
        if isGone { return false }
        connection.manner = .stream
        if clws_holds(loop.handle, connection.peer.number) {
            connection.setChoked(true, at: clockwork.wheel.now)
        }
        clockwork.wheel.add(connection.peer.number, within: 5...20)
        return true
    }
}
