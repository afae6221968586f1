import CLWS
import HTTPTypes
import Logging

extension Listener {
    /// Answers an exchange. Nothing happens when the peer is gone or has its answer. HEAD gets no body.
    package func answer(_ peer: Peer, with response: Response) {
        answer(peer, with: response, closing: connections[peer.number]?.state.isSurplus ?? false)
    }

    func answer(_ peer: Peer, with response: Response, closing: Bool) {
        guard let connection = connections[peer.number], connection.manner == .exchange else { return }
        forget(peer.number)
        let (isHead, isLast) = (connection.state.isHead, connection.state.isLast)
        if closing {
            respond(to: peer, response, isHead: isHead, flags: CLWS_AND_CLOSE | CLWS_AND_FORGET)
            if connection.state.isAnnounced { inbox.tell(.left(peer)) }
        } else {
            respond(to: peer, response, isHead: isHead, isLast: isLast, flags: 0)
        }
        noteDeparture()
    }

    func respond(to peer: Peer, _ response: Response, isHead: Bool, isLast: Bool = false, flags: Int) {
        let closes = isLast || flags & CLWS_AND_CLOSE != 0
        let head = writer.head(response.status, response.headers, length: response.body.count, closes: closes)
        let count = isHead || response.status == .notModified ? 0 : response.body.count
        response.body.withUnsafeBufferPointer { body in
            _ = clws_answer(loop.handle, peer.number, head, head.count, body.baseAddress, count, Int32(flags))
        }
    }

    /// A private frame: after what has been published on the peer's reel, before what comes. As a text frame,
    /// or as an event without id. A peer whose private frames pile up to 1 MiB is dismissed.
    package func say(_ frame: [UInt8], to peer: Peer) {
        guard let connection = connections[peer.number], !connection.state.isClosing else { return }
        say(frame, to: connection)
        pump(connection)
    }

    /// Private frames to several: each peer's in their order, together in one send.
    package func say(_ frames: [(peer: Peer, text: [UInt8])]) {
        var spoken: [Connection] = []
        for (peer, text) in frames {
            guard let connection = connections[peer.number], !connection.state.isClosing else { continue }
            if connection.outbox.isEmpty { spoken.append(connection) }
            say(text, to: connection)
        }
        for connection in spoken { pump(connection) }
    }

    /// Sends a message back as it came, binary too. For the conformance target only: the product speaks text.
    package func echo(_ message: [UInt8], isText: Bool, to peer: Peer) {
        guard let connection = connections[peer.number], !connection.state.isClosing else { return }
        enqueue(Framing.webSocket(message, opcode: isText ? 1 : 2), to: connection)
        pump(connection)
    }

    func say(_ text: [UInt8], to connection: Connection) {
        guard connection.manner == .stream || connection.manner == .webSocket else { return }
        let bytes = connection.manner == .stream ? Framing.event(text) : Framing.webSocket(text)
        enqueue(bytes, to: connection)
    }

    func enqueue(_ bytes: [UInt8], to connection: Connection) {
        connection.outboxSize += bytes.count
        guard connection.outboxSize <= Connection.outboxCapacity || connection.outbox.isEmpty else {
            connection.outboxSize -= bytes.count
            return dismiss(connection, code: 1013, reason: "reads too slowly")
        }
        connection.post(bytes, after: connection.ring?.head ?? 0)
    }

    /// Says goodbye. A WebSocket gets the close code after what is already on its way, and five seconds to leave;
    /// a stream ends; an exchange without an answer is cut off. `left` follows.
    package func dismiss(_ peer: Peer, code: UInt16, reason: String) {
        guard let connection = connections[peer.number] else { return }
        if connection.manner == .webSocket {
            dismiss(connection, code: code, reason: reason)
        } else {
            clws_kill(loop.handle, peer.number)
        }
    }

    func dismiss(_ connection: Connection, code: UInt16, reason: String) {
        guard !connection.state.isClosing else { return }
        log.debug("peer dismissed", metadata: ["peer": "\(connection.peer)", "code": "\(code)"])
        connection.state.isClosing = true
        tally.dismissals[code, default: 0] += 1
        unseat(connection)
        connection.outbox = []
        if connection.manner != .webSocket {
            clws_kill(loop.handle, connection.peer.number)
            return
        }
        let text = Array(reason.utf8.prefix(120))
        clws_close(loop.handle, connection.peer.number, code, text, text.count)
        clockwork.wheel.add(connection.peer.number, in: 5)
    }
}
