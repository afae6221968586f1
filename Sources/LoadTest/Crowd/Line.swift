/// A scribe's connection: bytes that wait to be sent, and whole frames out of what came.
struct Line {
    private let socket: Int32
    private var outgoing: [UInt8]
    private var incoming: [UInt8] = []
    /// The server has answered 101.
    private(set) var isOpen = false

    /// Connects; `flush` sends the request.
    init(to port: UInt16, asking request: [UInt8], on epoll: Epoll, token: UInt64) {
        socket = Sockets.connect(to: port, from: Sockets.loopback, receiveBuffer: nil)
        outgoing = request
        epoll.add(socket, token: token)
    }

    var isSent: Bool { outgoing.isEmpty }

    mutating func say(_ opcode: UInt8, _ payload: some Collection<UInt8>) {
        outgoing += Wire.frame(opcode, payload)
    }

    /// Sends what the kernel takes.
    mutating func flush() {
        guard !outgoing.isEmpty else { return }
        let taken = outgoing.withUnsafeBytes { Sockets.send($0, on: socket) }
        if taken < 0 { Arguments.refuse("The server cut a scribe off.") }
        outgoing.removeFirst(taken)
    }

    /// Takes what came, and answers pings.
    ///
    /// - Parameter hear: Gets the payload of each whole text frame, for the length of the call.
    mutating func read(into room: UnsafeMutableRawBufferPointer, _ hear: (UnsafeRawBufferPointer) -> Void) {
        guard let count = Sockets.receive(room, on: socket) else { return }
        guard count > 0 else { Arguments.refuse("The server cut a scribe off.") }
        let arrived = incoming + UnsafeRawBufferPointer(rebasing: room[..<count])
        incoming = arrived.withUnsafeBytes { Array(takeAll($0, hear)) }
    }

    /// - Returns: The start of a frame whose end is still to come.
    private mutating func takeAll(
        _ bytes: UnsafeRawBufferPointer, _ hear: (UnsafeRawBufferPointer) -> Void
    ) -> UnsafeRawBufferPointer {
        var bytes = bytes
        if !isOpen {
            guard let end = Wire.endOfHead(in: bytes) else { return bytes }
            guard end > 0 else { Arguments.refuse(String(decoding: bytes, as: UTF8.self)) }
            isOpen = true
            bytes = UnsafeRawBufferPointer(rebasing: bytes[end...])
        }
        while let frame = Wire.next(.socket, in: bytes) {
            switch frame.opcode {
            case Wire.Frame.text: hear(frame.payload)
            case Wire.Frame.ping: say(Wire.Frame.pong, frame.payload)
            default: break
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[frame.end...])
        }
        return bytes
    }
}
