import CLWS

/// How sending to one cursor went.
enum Delivery {
    case current
    /// Wait for `writable`.
    case choked
    /// The socket is dead.
    case dead
    /// Its next frame is no longer on the ring.
    case behind
}

/// Sends bytes past libwebsockets while it holds nothing for the peer, and gives it only the rest of a cut frame.
struct Sender {
    /// Bytes for one TLS write.
    static let batch: UInt64 = 65_536

    /// The C loop; the same for the life of the listener.
    let loop: OpaquePointer

    /// Moves the cursor as far towards `limit` (an end of a frame) as the socket takes it; always to an end of a frame.
    func deliver(_ cursor: UnsafeMutablePointer<Cursor>, from ring: Ring, to limit: UInt64) -> Delivery {
        guard cursor.pointee.offset >= ring.tail else { return .behind }
        if cursor.pointee.descriptor < 0 { return deliverByLibrary(cursor, from: ring, to: limit) }
        // A pong of libwebsockets may wait there, cut short.
        if clws_holds(loop, cursor.pointee.peer) { return choke(cursor) }
        var offset = cursor.pointee.offset
        while offset < limit {
            let bytes = ring.bytes(from: offset, to: limit)
            let sent = clws_send(cursor.pointee.descriptor, bytes.start, bytes.count)
            guard sent >= 0 else { return .dead }
            offset += UInt64(sent)
            if sent < bytes.count { break }
        }
        guard offset < limit else {
            cursor.pointee.offset = limit
            return .current
        }
        return handOver(cursor, from: ring, at: offset)
    }

    /// A private frame: all of it, or nothing when the peer is choked already.
    func send(_ bytes: [UInt8], to connection: Connection) -> (isTaken: Bool, delivery: Delivery) {
        bytes.withUnsafeBufferPointer { whole in
            guard let base = whole.baseAddress else { return (true, .current) }
            var sent = 0
            if connection.descriptor >= 0 {
                if clws_holds(loop, connection.peer.number) {
                    clws_want_writable(loop, connection.peer.number)
                    return (false, .choked)
                }
                sent = clws_send(connection.descriptor, base, whole.count)
                if sent == whole.count { return (true, .current) }
                if sent < 0 { return (false, .dead) }
                if sent == 0 {
                    clws_want_writable(loop, connection.peer.number)
                    return (false, .choked)
                }
            }
            let rest = clws_write(loop, connection.peer.number, base + sent, whole.count - sent)
            return (true, Self.delivery(rest))
        }
    }

    /// The socket is full at `offset`. If that is inside a frame, libwebsockets gets the rest of it.
    private func handOver(_ cursor: UnsafeMutablePointer<Cursor>, from ring: Ring, at offset: UInt64) -> Delivery {
        if offset == cursor.pointee.offset { return choke(cursor) }
        let end = ring.endOfFrame(holding: offset - 1)
        cursor.pointee.offset = end
        if end == offset { return choke(cursor) }
        let delivery = write(from: ring, offset, end, to: cursor.pointee.peer)
        // It fitted after all: ask to be called for the frames after it.
        return delivery == .current ? choke(cursor) : delivery
    }

    private func deliverByLibrary(_ cursor: UnsafeMutablePointer<Cursor>, from ring: Ring, to limit: UInt64) -> Delivery
    {
        while cursor.pointee.offset < limit {
            let start = cursor.pointee.offset
            let end = ring.endOfFrames(from: start, atMost: min(limit, start + Self.batch))
            cursor.pointee.offset = end
            let delivery = write(from: ring, start, end, to: cursor.pointee.peer)
            if delivery != .current { return delivery }
        }
        return .current
    }

    private func choke(_ cursor: UnsafeMutablePointer<Cursor>) -> Delivery {
        clws_want_writable(loop, cursor.pointee.peer)
        return .choked
    }

    /// Whole: what the socket does not take, libwebsockets keeps.
    private func write(from ring: Ring, _ start: UInt64, _ end: UInt64, to peer: UInt64) -> Delivery {
        var offset = start
        var delivery = Delivery.current
        while offset < end {
            let bytes = ring.bytes(from: offset, to: end)
            delivery = Self.delivery(clws_write(loop, peer, bytes.start, bytes.count))
            if delivery == .dead { return .dead }
            offset += UInt64(bytes.count)
        }
        return delivery
    }

    private static func delivery(_ sending: clws_sending) -> Delivery {
        switch sending {
        case CLWS_SENT: .current
        case CLWS_HELD: .choked
        default: .dead
        }
    }
}
