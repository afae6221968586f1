import Glibc

/// The least a fan-out can cost: frames a message once and calls `send` once for each subscriber.
///
/// No rules, no record, no rooms; what one client says every subscriber hears. The figures of the real server are
/// given as ratios to it, so once released it stays as it is.
struct Floor {
    private struct Guest {
        var hasJoined = false
        /// Place among the subscribers; nil for publishers, who hear nothing.
        var place: Int?
        var request: [UInt8] = []
        var frames = ClientFrames()
        /// What the kernel had no room for.
        var backlog: [UInt8] = []
    }

    /// What arrived in one turn of the loop goes to each subscriber by one `send`.
    private let isBatching: Bool
    private let epoll = Epoll()
    private let listener: Int32
    /// By descriptor.
    private var guests: [Guest?] = Array(repeating: nil, count: 32_768)
    /// Descriptors; the complement of one whose guest has a backlog.
    private var subscribers: [Int32] = []
    private var outgoing: [UInt8] = []
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)

    private static let backlogLimit = 67_108_864

    /// Listens, and says where on standard output.
    init(port: UInt16, isBatching: Bool) {
        self.isBatching = isBatching
        let bound: UInt16
        (listener, bound) = Sockets.listen(port: port)
        epoll.add(listener, token: UInt64(listener))
        print("listening on http://127.0.0.1:\(bound)")
        fflush(nil)
    }

    /// Until somebody ends the process.
    mutating func run() -> Never {
        while true {
            for index in 0..<epoll.wait(milliseconds: -1) {
                let (token, ready) = epoll.turn(at: index)
                let socket = Int32(token)
                if socket == listener {
                    welcome()
                } else if guests[Int(socket)] != nil {
                    if ready & Epoll.writable != 0 { drain(socket) }
                    if ready & (Epoll.readable | Epoll.broken) != 0 { read(socket) }
                }
            }
            if !outgoing.isEmpty { tellAll() }
        }
    }

    private mutating func welcome() {
        while let socket = Sockets.accept(on: listener) {
            guard Int(socket) < guests.count else {
                close(socket)
                continue
            }
            guests[Int(socket)] = Guest()
            epoll.add(socket, token: UInt64(socket))
        }
    }

    private mutating func read(_ socket: Int32) {
        guard let count = Sockets.receive(room, on: socket) else { return }
        guard count > 0 else { return dismiss(socket) }
        let arrived = UnsafeRawBufferPointer(rebasing: room[..<count])
        if guests[Int(socket)]?.hasJoined == true {
            hear(arrived, from: socket)
        } else {
            join(socket, asking: arrived)
        }
    }

    private mutating func join(_ socket: Int32, asking arrived: UnsafeRawBufferPointer) {
        guests[Int(socket)]?.request += arrived
        guard let request = guests[Int(socket)]?.request, request.count < 8192 else { return dismiss(socket) }
        guard let handshake = Handshake(request) else { return }
        guests[Int(socket)] = Guest(hasJoined: true)
        if !handshake.isWriter {
            guests[Int(socket)]?.place = subscribers.count
            subscribers.append(socket)
        }
        say(handshake.response, to: socket)
    }

    private mutating func hear(_ arrived: UnsafeRawBufferPointer, from socket: Int32) {
        guests[Int(socket)]?.frames.append(arrived)
        while let (kind, payload) = guests[Int(socket)]?.frames.next() {
            switch kind {
            case .text:
                outgoing += ClientFrames.served(.text, payload)
                if !isBatching { tellAll() }
            case .ping: say(ClientFrames.served(.pong, payload), to: socket)
            case .close: return dismiss(socket)
            case .pong: break
            }
        }
    }

    /// The fan-out.
    private mutating func tellAll() {
        var late: [(socket: Int32, sent: Int)] = []
        outgoing.withUnsafeBytes { bytes in
            for subscriber in subscribers {
                let sent = subscriber < 0 ? 0 : Sockets.send(bytes, on: subscriber)
                if sent != bytes.count { late.append((subscriber < 0 ? ~subscriber : subscriber, sent)) }
            }
        }
        let told = outgoing
        outgoing = []
        for (socket, sent) in late {
            if sent < 0 {
                dismiss(socket)
            } else {
                keep(told[sent...], for: socket)
            }
        }
    }

    private mutating func say(_ bytes: [UInt8], to socket: Int32) {
        guard let guest = guests[Int(socket)] else { return }
        let sent = guest.backlog.isEmpty ? max(0, bytes.withUnsafeBytes { Sockets.send($0, on: socket) }) : 0
        if sent < bytes.count { keep(bytes[sent...], for: socket) }
    }

    private mutating func keep(_ rest: ArraySlice<UInt8>, for socket: Int32) {
        guests[Int(socket)]?.backlog += rest
        guard let guest = guests[Int(socket)], guest.backlog.count <= Self.backlogLimit else { return dismiss(socket) }
        if let place = guest.place { subscribers[place] = ~socket }
        epoll.change(socket, token: UInt64(socket), to: Epoll.readable | Epoll.writable)
    }

    private mutating func drain(_ socket: Int32) {
        let sent = guests[Int(socket)]?.backlog.withUnsafeBytes { Sockets.send($0, on: socket) } ?? -1
        guard sent >= 0 else { return dismiss(socket) }
        guests[Int(socket)]?.backlog.removeFirst(sent)
        guard let guest = guests[Int(socket)], guest.backlog.isEmpty else { return }
        if let place = guest.place { subscribers[place] = socket }
        epoll.change(socket, token: UInt64(socket), to: Epoll.readable)
    }

    private mutating func dismiss(_ socket: Int32) {
        if let place = guests[Int(socket)]?.place {
            subscribers.swapAt(place, subscribers.count - 1)
            subscribers.removeLast()
            if place < subscribers.count {
                let moved = subscribers[place]
                guests[Int(moved < 0 ? ~moved : moved)]?.place = place
            }
        }
        guests[Int(socket)] = nil
        epoll.remove(socket)
        close(socket)
    }
}
