import Glibc

/// Stream sockets on the loopback, non-blocking and without Nagle's delay.
enum Sockets {
    /// - Parameters:
    ///   - host: 32 bits of IPv4 address in the machine's order, such as `loopback`.
    ///   - port: 0 for any.
    static func address(_ host: UInt32, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = host.bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    /// 127.0.0.1.
    static let loopback: UInt32 = 0x7F00_0001

    /// - Returns: The listening socket and its port.
    static func listen(port: UInt16) -> (socket: Int32, port: UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        set(listener, SOL_SOCKET, SO_REUSEADDR)
        var bound = address(loopback, port: port)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(bind(listener, pointer, size) == 0, "bind: \(errno)")
                precondition(Glibc.listen(listener, 4096) == 0, "listen: \(errno)")
                precondition(getsockname(listener, pointer, &size) == 0, "getsockname: \(errno)")
            }
        }
        makeNonBlocking(listener)
        return (listener, UInt16(bigEndian: bound.sin_port))
    }

    /// - Returns: A connection that waits, ready for use; nil where none does.
    static func accept(on listener: Int32) -> Int32? {
        let accepted = Glibc.accept(listener, nil, nil)
        guard accepted >= 0 else { return nil }
        makeNonBlocking(accepted)
        set(accepted, Int32(IPPROTO_TCP), TCP_NODELAY)
        return accepted
    }

    /// Begins to connect; the socket turns writable when it is done.
    ///
    /// - Parameters:
    ///   - source: The address to come from: each has some 28,000 ports of its own.
    ///   - receiveBuffer: Bytes the kernel keeps for it unread; nil: what the machine gives everybody.
    static func connect(to port: UInt16, from source: UInt32, receiveBuffer: Int32?) -> Int32 {
        let caller = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        precondition(caller >= 0, "socket: \(errno)")
        makeNonBlocking(caller)
        set(caller, Int32(IPPROTO_TCP), TCP_NODELAY)
        set(caller, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT)
        if let receiveBuffer { set(caller, SOL_SOCKET, SO_RCVBUF, to: receiveBuffer) }
        let bound = withAddress(source, port: 0) { bind(caller, $0, $1) }
        precondition(bound == 0, "bind: \(errno)")
        let code = withAddress(loopback, port: port) { Glibc.connect(caller, $0, $1) }
        precondition(code == 0 || errno == EINPROGRESS, "connect: \(errno)")
        return caller
    }

    private static func withAddress(
        _ host: UInt32, port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = address(host, port: port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, to value: Int32 = 1) {
        var value = value
        let code = setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        precondition(code == 0, "setsockopt \(option): \(errno)")
    }

    private static func makeNonBlocking(_ socket: Int32) {
        precondition(fcntl(socket, F_SETFL, O_NONBLOCK) == 0, "fcntl: \(errno)")
    }

    /// - Returns: How many bytes the kernel took; 0 where it has no room now; -1 where the connection is gone.
    static func send(_ bytes: UnsafeRawBufferPointer, on socket: Int32) -> Int {
        let count = Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : -1
    }

    /// - Returns: How many bytes came; nil where none wait; 0 where the connection is gone.
    static func receive(_ room: UnsafeMutableRawBufferPointer, on socket: Int32) -> Int? {
        let count = recv(socket, room.baseAddress, room.count, 0)
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? nil : 0
    }
}
