import CLWS

/// Answers too long to be held: their bodies go out piece by piece, as fast as the other side reads.
extension Listener {
    /// Begins one; `pour` gives its body. HEAD gets all of its answer here.
    ///
    /// - Parameters:
    ///   - response: Its body is not looked at.
    ///   - length: Of the body, bytes, at least 1.
    /// - Returns: Whether a body is waited for.
    package func begin(_ response: Response, length: Int, to peer: Peer) -> Bool {
        guard let connection = connections[peer.number], connection.manner == .exchange else { return false }
        let closes = connection.state.isLast || connection.state.isSurplus
        let head = writer.head(response.status, response.headers, length: length, closes: closes)
        guard !connection.state.isHead else {
            forget(peer.number)
            _ = clws_answer(loop.handle, peer.number, head, head.count, nil, 0, Int32(closes ? CLWS_AND_CLOSE : 0))
            noteDeparture()
            return false
        }
        let flags = CLWS_AND_STREAM | (closes ? CLWS_AND_CLOSE : 0)
        guard clws_answer(loop.handle, peer.number, head, head.count, nil, 0, Int32(flags)) else { return false }
        connection.manner = .pour
        connection.pour.left = length
        note(clws_holds(loop.handle, peer.number) ? .choked : .current, of: connection)
        clockwork.wheel.add(peer.number, within: 5...20)
        return true
    }

    /// Sends some more of a body. With its last byte the exchange is over.
    ///
    /// - Parameter piece: One at a time; nothing beyond the length is sent.
    /// - Returns: Once the other side has room for more: `true`. `false` where it is gone, or has it all.
    package func pour(_ piece: [UInt8], to peer: Peer) async -> Bool {
        guard let connection = connections[peer.number], connection.manner == .pour else { return false }
        if connection.state.isChoked, await !hasRoom(connection) { return false }
        let count = min(piece.count, connection.pour.left)
        connection.pour.left -= count
        note(Self.delivery(clws_write(loop.handle, peer.number, piece, count)), of: connection)
        guard connection.pour.left == 0 else {
            return connection.state.isChoked ? await hasRoom(connection) : connections[peer.number] != nil
        }
        guard forget(peer.number) != nil else { return false }
        clws_finish(loop.handle, peer.number)
        noteDeparture()
        return false
    }

    /// Waits until the other side has taken what it was sent, or is gone.
    private func hasRoom(_ connection: Connection) async -> Bool {
        guard connections[connection.peer.number] != nil else { return false }
        return await withCheckedContinuation { connection.pour.waiting = $0 }
    }

    private static func delivery(_ sending: clws_sending) -> Delivery {
        switch sending {
        case CLWS_SENT: .current
        case CLWS_HELD: .choked
        default: .dead
        }
    }
}

extension Connection {
    /// A body that is on its way.
    struct Pour {
        /// Bytes not yet handed over.
        var left = 0
        /// Who has more of it.
        var waiting: CheckedContinuation<Bool, Never>?

        /// Lets it go on; `false` where nobody reads any more.
        mutating func goOn(_ isWanted: Bool) {
            waiting?.resume(returning: isWanted)
            waiting = nil
        }
    }
}
