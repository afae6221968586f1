import CLWS
import HTTPTypes

/// The one point where C enters Swift: on the actor's own thread, with copies.
extension Listener {
    static let events = clws_listener_events(
        coming: { owner, address in
            let address = IPAddress(address)
            return on(owner) { $0.mayCome(address) }
        },
        came: { owner, address in
            let address = IPAddress(address)
            return on(owner) { $0.came(address) }
        },
        parted: { owner, address, isCounted in
            let address = IPAddress(address)
            on(owner) { $0.parted(address, isCounted: isCounted) }
        },
        asked: { owner, peer, request in
            let heard = Heard(peer, request.pointee)
            return on(owner) { $0.asked(heard) }
        },
        completed: { owner, peer, bytes, count in
            let body = Array(UnsafeBufferPointer(start: bytes, count: count))
            on(owner) { $0.completed(peer, body: body) }
        },
        upgrading: { owner, peer, request in
            let heard = Heard(peer, request.pointee)
            return on(owner) { $0.upgrading(heard) }
        },
        joined: { owner, peer, descriptor, subprotocol in
            let subprotocol = String(subprotocol)
            on(owner) { $0.joined(peer, descriptor: descriptor, subprotocol: subprotocol) }
        },
        received: { owner, peer, bytes, count, isLast, isText in
            let piece = Array(UnsafeBufferPointer(start: bytes, count: count))
            on(owner) { $0.received(peer, piece, isLast: isLast, isText: isText) }
        },
        ponged: { owner, peer in on(owner) { $0.connections[peer]?.state.unanswered = 0 } },
        writable: { owner, peer in on(owner) { $0.writable(peer) } },
        gone: { owner, peer in on(owner) { $0.gone(peer) } },
        ticked: { owner in on(owner) { $0.ticked() } },
        rang: { owner in on(owner) { $0.rang() } },
        turned: { owner in on(owner) { $0.turned() } },
        ended: { owner in
            on(owner) { $0.ended() }
            // The reference `open` gave to C.
            Unmanaged<Listener>.fromOpaque(owner).release()
        })

    /// Enters the actor from a C callback, which already runs on its thread.
    private static func on<Answer: Sendable>(
        _ owner: UnsafeMutableRawPointer, _ body: @Sendable (isolated Listener) -> Answer
    ) -> Answer {
        let listener = Unmanaged<Listener>.fromOpaque(owner).takeUnretainedValue()
        return listener.assumeIsolated { body($0) }
    }
}

/// What C says of a request, copied.
struct Heard: Sendable {
    let request: Request
    let version: String
    let descriptor: Int32
    /// Whose connection it came by; nil on the control socket.
    let origin: IPAddress?
    let isCounted: Bool
    let isBehindOthers: Bool
    let isSameOwner: Bool

    init(_ peer: clws_peer, _ request: clws_request) {
        origin = request.address.map(IPAddress.init(_:))
        self.request = Request(
            peer: Peer(number: peer),
            method: HTTPRequest.Method(String(request.method)) ?? .get,
            path: String(request.path),
            query: UnsafeBufferPointer(start: request.query, count: request.query_count).map(Self.pair),
            headers: HTTPFields(UnsafeBufferPointer(start: request.fields, count: request.field_count)),
            body: [],
            address: origin?.description ?? "",
            entrance: request.is_control ? .control : .house,
            isSecure: request.is_secure)
        version = String(request.version)
        descriptor = request.descriptor
        isCounted = request.is_counted
        isBehindOthers = request.is_behind_others
        isSameOwner = request.is_same_owner
    }

    private static func pair(_ piece: clws_text) -> (name: String, value: String) {
        let whole = String(piece)
        guard let equals = whole.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (whole, "") }
        return (String(whole[..<equals]), String(whole[whole.utf8.index(after: equals)...]))
    }
}
