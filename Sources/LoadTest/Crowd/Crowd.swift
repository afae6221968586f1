import Glibc

/// Thousands of readers on one thread, each on a connection of its own.
struct Crowd {
    /// How they come.
    struct Manner {
        var port: UInt16
        var face = Wire.Face.socket
        /// Addresses of the meetings; readers are dealt out to them in turn.
        var meetings: [String]
        /// The floor greets nobody: whoever has its 101 is in, at position 0.
        var isFloor = false
        /// Each has a device token of its own, and supports question 1 when it is told to.
        var isVoting = false
        /// Handshakes under way at a time.
        var atOnce = 500
        /// So many of the readers stop reading once they are in.
        var stalled = 0
    }

    private let manner: Manner
    private let epoll: Epoll
    private(set) var readers: [Reader]
    private(set) var arrivals: Arrivals
    var tally = Tally()
    /// Readers whose connection is up and welcomed.
    private(set) var present = 0
    private var ear = Ear()
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_048_576, alignment: 16)

    /// 127.0.0.2 and on; a few thousand readers from each.
    private static let perSource = 2500

    init(of count: Int, in manner: Manner, on epoll: Epoll) {
        self.manner = manner
        self.epoll = epoll
        arrivals = Arrivals(atOnce: manner.atOnce)
        readers = (0..<count).map { Reader(meeting: $0 % max(1, manner.meetings.count)) }
    }

    /// Those who read: all but the stalled.
    var listening: Range<Int> { 0..<readers.count - manner.stalled }

    var listenersByMeeting: [Int] {
        readers[listening].reduce(into: Array(repeating: 0, count: manner.meetings.count)) { counts, reader in
            if reader.phase == .reading { counts[Int(reader.meeting)] += 1 }
        }
    }

    /// - Parameter last: The newest position of each meeting.
    /// - Returns: How many entries up to there have not come to those who listen.
    func missing(below last: [Int]) -> Int {
        readers[listening].reduce(0) { sum, reader in
            let position = last.indices.contains(Int(reader.meeting)) ? last[Int(reader.meeting)] : 0
            return reader.phase == .reading ? sum + max(0, position - reader.held) : sum
        }
    }

    /// Begins as many handshakes as may be under way.
    mutating func arrive() {
        while let index = arrivals.begin(of: readers.count) { connect(index) }
    }

    /// Whoever is away comes again, from where it was.
    mutating func comeBack() {
        arrivals = Arrivals(atOnce: manner.atOnce)
        arrive()
    }

    /// Those chosen stop reading, for good.
    mutating func stall() {
        for index in listening.upperBound..<readers.count where readers[index].phase == .reading {
            epoll.remove(readers[index].socket)
            readers[index].phase = .stalled
        }
    }

    /// The readers in turn support question 1, and take it back in the next round.
    mutating func vote(_ number: Int) {
        let index = number % readers.count
        guard readers[index].phase == .reading else { return }
        let isOn = (number / readers.count).isMultiple(of: 2)
        let words = #"{"do":"question-support","id":"v-\#(number)","number":1,"on":\#(isOn)}"#
        readers[index].voted = Clock.now
        tally.votes += 1
        let frame = Wire.frame(Wire.Frame.text, words.utf8)
        let sent = frame.withUnsafeBytes { Sockets.send($0, on: readers[index].socket) }
        if sent != frame.count { lose(index) }
    }

    /// Of the shape the server takes: `d`, then 26 letters and digits.
    private static func token(of index: Int) -> String {
        let digits = String(index)
        return "d" + String(repeating: "0", count: 26 - digits.count) + digits
    }

    private mutating func connect(_ index: Int) {
        let source = Sockets.loopback + 1 + UInt32(index / Self.perSource)
        let room: Int32? = index >= listening.upperBound ? 4096 : nil
        let socket = Sockets.connect(to: manner.port, from: source, receiveBuffer: room)
        readers[index].socket = socket
        readers[index].phase = .connecting
        readers[index].began = Clock.now
        readers[index].tries += 1
        epoll.add(socket, token: UInt64(index), for: Epoll.writable)
    }

    /// One of the readers' sockets has something to say.
    mutating func turn(_ index: Int, _ ready: UInt32) {
        switch readers[index].phase {
        case .away, .stalled: break
        case .connecting: ready & Epoll.broken == 0 ? ask(index) : lose(index)
        case .asking, .reading: read(index)
        }
    }

    private mutating func ask(_ index: Int) {
        let meeting = manner.meetings[Int(readers[index].meeting)]
        let after = readers[index].isSeated ? "&after=\(readers[index].held)" : ""
        let request = Wire.request(
            manner.face, path: "/api/v1/meetings/\(meeting)/live?as=attendee\(after)",
            secret: manner.isVoting ? Self.token(of: index) : nil)
        let sent = request.withUnsafeBytes { Sockets.send($0, on: readers[index].socket) }
        guard sent == request.count else { return lose(index) }
        readers[index].phase = .asking
        epoll.change(readers[index].socket, token: UInt64(index), to: Epoll.readable)
    }

    private mutating func read(_ index: Int) {
        let kept = readers[index].release(into: room)
        let free = UnsafeMutableRawBufferPointer(rebasing: room[kept...])
        guard let count = Sockets.receive(free, on: readers[index].socket) else {
            return readers[index].keep(UnsafeRawBufferPointer(rebasing: room[..<kept]))
        }
        guard count > 0 else { return lose(index) }
        var bytes = UnsafeRawBufferPointer(rebasing: room[..<(kept + count)])
        if readers[index].phase == .asking {
            guard let end = Wire.endOfHead(in: bytes) else { return readers[index].keep(bytes) }
            guard end > 0 else { return lose(index) }
            readers[index].phase = .reading
            if manner.isFloor { seat(index) }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[end...])
        }
        hear(bytes, by: index, at: Clock.now)
    }

    private mutating func hear(_ bytes: UnsafeRawBufferPointer, by index: Int, at now: UInt64) {
        var bytes = bytes
        while let frame = Wire.next(manner.face, in: bytes) {
            switch frame.opcode {
            case Wire.Frame.text: take(frame.payload, by: index, at: now)
            case Wire.Frame.ping:
                let pong = Wire.frame(Wire.Frame.pong, frame.payload)
                _ = pong.withUnsafeBytes { Sockets.send($0, on: readers[index].socket) }
            case Wire.Frame.close: return lose(index)
            default: break
            }
            bytes = UnsafeRawBufferPointer(rebasing: bytes[frame.end...])
        }
        readers[index].keep(bytes)
    }

    private mutating func take(_ payload: UnsafeRawBufferPointer, by index: Int, at now: UInt64) {
        switch ear.hear(payload) {
        case .entry(let after, let position, let stamp):
            tally.deliveries += 1
            tally.payload += payload.count
            if stamp > 0 { tally.latency.add(now &- stamp) }
            readers[index].take(after: after, position: position, into: &tally.faults)
        case .welcome(let from, let isAnew): welcome(index, from: from, isAnew: isAnew)
        case .accepted:
            tally.counted += 1
            tally.voting.add(now &- readers[index].voted)
        case .refused: tally.faults.refused += 1
        case .other: tally.others += 1
        }
    }

    private mutating func welcome(_ index: Int, from: Int, isAnew: Bool) {
        if !readers[index].isSeated {
            readers[index].held = from
        } else if isAnew {
            tally.faults.anew += 1
            tally.faults.skipped += from - readers[index].held
            readers[index].held = from
        } else if from != readers[index].held {
            tally.faults.lost += max(0, from - readers[index].held)
            readers[index].held = from
        }
        if readers[index].tries > 0 { seat(index) }
    }

    private mutating func seat(_ index: Int) {
        arrivals.succeeded(after: Clock.now - readers[index].began)
        readers[index].isSeated = true
        readers[index].tries = 0
        present += 1
        arrive()
    }

    /// The connection is gone; a handshake that failed is tried again.
    private mutating func lose(_ index: Int) {
        _ = readers[index].release(into: room)
        epoll.remove(readers[index].socket)
        close(readers[index].socket)
        readers[index].phase = .away
        if readers[index].tries == 0 {
            present -= 1
            tally.faults.cut += 1
        } else if readers[index].tries < Arrivals.tries {
            connect(index)
        } else {
            arrivals.failed()
            tally.faults.turnedAway += 1
            arrive()
        }
    }
}
