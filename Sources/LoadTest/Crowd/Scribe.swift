/// A real scribe of one meeting over WebSocket, or whoever publishes on the floor, which answers nothing.
struct Scribe {
    private let isFloor: Bool
    private(set) var isSeated = false
    private(set) var sent = 0
    /// The newest position known.
    private(set) var position = 0
    private(set) var answers = Answers()
    private var line: Line
    private var wording: Wording
    private var ear = Ear()

    /// Connects; `flush` sends whatever there is to say.
    init(of meeting: String, secret: String, port: UInt16, isFloor: Bool, on epoll: Epoll, token: UInt64) {
        self.isFloor = isFloor
        wording = Wording(isFloor: isFloor)
        let request = Wire.request(
            .socket, path: "/api/v1/meetings/\(meeting)/live?as=scribe", subprotocol: "openfloor.v1.writer",
            secret: secret)
        line = Line(to: port, asking: request, on: epoll, token: token)
    }

    var hasMoreToSend: Bool { !line.isSent }
    /// Nothing waits for its answer.
    var isAnswered: Bool { line.isSent && answers.awaited == 0 }
    /// It has heard its first line, and knows how long a frame gets.
    var isPrepared: Bool { isAnswered && wording.isExact }
    /// Lines that readers are to hear.
    var said: Int { isFloor ? sent : answers.accepted }

    /// - Parameter window: How many lines may wait for their answer; 0: any number.
    func mayWrite(within window: Int) -> Bool { window == 0 || answers.awaited < window }

    /// A line whose delivered frame has `payload` bytes, where its envelope is no longer than that.
    mutating func write(payload: Int) {
        let stamp = Clock.now
        let next = position + answers.awaited + 1
        sent += 1
        line.say(Wire.Frame.text, wording.message(sent, at: next, stamp: stamp, payload: payload).utf8)
        if isFloor { position = next } else { answers.sent(at: stamp) }
    }

    mutating func flush() { line.flush() }

    mutating func read(into room: UnsafeMutableRawBufferPointer) {
        var payloads: [[UInt8]] = []
        line.read(into: room) { payloads.append(Array($0)) }
        if isFloor { isSeated = line.isOpen }
        for payload in payloads { payload.withUnsafeBytes { take($0) } }
    }

    private mutating func take(_ payload: UnsafeRawBufferPointer) {
        switch ear.hear(payload) {
        case .welcome(let from, _):
            position = from
            isSeated = true
        case .accepted(let position):
            answers.accept()
            self.position = position
        case .refused: answers.refuse()
        case .entry(_, let position, let stamp):
            wording.learn(from: payload.count, at: position, stamp: stamp)
        case .other: break
        }
    }
}
