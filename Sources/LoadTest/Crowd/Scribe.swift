import Glibc

/// A real scribe of one meeting over WebSocket, or whoever publishes on the floor.
struct Scribe {
    private let meeting: String
    private let isFloor: Bool
    private(set) var isSeated = false
    private var isAdmitted = false
    private(set) var sent = 0
    private(set) var accepted = 0
    private(set) var refused = 0
    /// From sending a line to hearing that it is on disk.
    private(set) var acknowledged = Histogram()
    /// The newest position known.
    private(set) var position = 0
    private let socket: Int32
    private let name: String
    private var stamps: [UInt64] = []
    /// Bytes of an entry's frame beyond the words and the digits of its positions; 0: not known yet.
    private var envelope = 0
    private var outgoing: [UInt8] = []
    private var incoming: [UInt8] = []
    private var ear = Ear()

    /// Connects and asks; `flush` sends what it has to say.
    init(of meeting: String, secret: String, port: UInt16, isFloor: Bool, on epoll: Epoll, token: UInt64) {
        self.meeting = meeting
        self.isFloor = isFloor
        name = String(Clock.now, radix: 36)
        socket = Sockets.connect(to: port, from: Sockets.loopback, receiveBuffer: nil)
        let path = "/api/v1/meetings/\(meeting)/live?as=scribe"
        outgoing = Wire.request(.socket, path: path, subprotocol: "openfloor.v1.writer", secret: secret)
        epoll.add(socket, token: token)
    }

    var hasMoreToSend: Bool { !outgoing.isEmpty }
    private var inFlight: Int { sent - accepted - refused }
    /// Nothing waits for its answer; the floor gives none.
    var isAnswered: Bool { outgoing.isEmpty && (isFloor || inFlight == 0) }
    /// Lines that readers are to hear.
    var said: Int { isFloor ? sent : accepted }

    /// - Parameter window: How many lines may wait for their answer; 0: any number.
    func mayWrite(within window: Int) -> Bool { window == 0 || inFlight < window }

    /// A line whose delivered frame has `payload` bytes, where its envelope is no longer than that. `flush` sends it.
    mutating func write(payload: Int) {
        let stamp = Clock.now
        // No space at the end, which the server would take off.
        let words = "ns \(stamp) x"
        sent += 1
        if isFloor {
            position += 1
            let filler = payload - Self.entry(position, words).utf8.count
            send(Self.entry(position, words + Self.filler(filler)))
        } else {
            stamps.append(stamp)
            let filler = payload - envelope - digits(at: position + inFlight) - words.utf8.count
            send(#"{"do":"write","id":"\#(name)-\#(sent)","text":"\#(words)\#(Self.filler(filler))"}"#)
        }
    }

    /// The frame the server would make of it: on the floor the publisher says it itself.
    private static func entry(_ position: Int, _ words: String) -> String {
        #"{"after":\#(position - 1),"at":1790000000000,"is":"entry","line":{"by":"scribe","kind":"summary","#
            + #""text":["\#(words)"]},"position":\#(position)}"#
    }

    private static func filler(_ count: Int) -> String { String(repeating: "x", count: max(0, count)) }

    /// Of a position and the one before it.
    private func digits(at position: Int) -> Int {
        String(position).utf8.count + String(max(0, position - 1)).utf8.count
    }

    mutating func draft(_ number: Int) {
        send(#"{"do":"draft","text":"A line that grows and grows, letter \#(number)"}"#)
    }

    private mutating func send(_ text: String) {
        outgoing += Wire.frame(Wire.Frame.text, Array(text.utf8))
    }

    /// Sends what the kernel takes.
    mutating func flush() {
        guard !outgoing.isEmpty else { return }
        let taken = outgoing.withUnsafeBytes { Sockets.send($0, on: socket) }
        if taken < 0 { Arguments.refuse("The server cut the scribe of \(meeting) off.") }
        outgoing.removeFirst(taken)
    }

    mutating func read(into room: UnsafeMutableRawBufferPointer) {
        guard let count = Sockets.receive(room, on: socket) else { return }
        guard count > 0 else { Arguments.refuse("The server cut the scribe of \(meeting) off.") }
        let arrived = incoming + UnsafeRawBufferPointer(rebasing: room[..<count])
        incoming = arrived.withUnsafeBytes { Array(takeAll($0)) }
    }

    /// - Returns: The start of a frame whose end is still to come.
    private mutating func takeAll(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var bytes = bytes
        if !isAdmitted {
            guard let end = Wire.endOfHead(in: bytes) else { return bytes }
            guard end > 0 else { Arguments.refuse(String(decoding: bytes, as: UTF8.self)) }
            isAdmitted = true
            isSeated = isFloor
            bytes = UnsafeRawBufferPointer(rebasing: bytes[end...])
        }
        while let frame = Wire.next(.socket, in: bytes) {
            switch frame.opcode {
            case Wire.Frame.text: take(frame.payload)
            case Wire.Frame.ping: outgoing += Wire.frame(Wire.Frame.pong, frame.payload)
            default: break
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[frame.end...])
        }
        return bytes
    }

    private mutating func take(_ payload: UnsafeRawBufferPointer) {
        switch ear.hear(payload) {
        case .welcome(let from, _):
            position = from
            isSeated = true
        case .accepted(let position):
            acknowledged.add(Clock.now - stamps[accepted + refused])
            self.position = position
            accepted += 1
        case .refused: refused += 1
        case .entry(_, let position, let stamp) where envelope == 0 && stamp > 0:
            envelope = payload.count - digits(at: position) - "ns \(stamp) x".utf8.count
        case .entry, .other: break
        }
    }
}
