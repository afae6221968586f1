import Glibc

/// A crowd, its scribes and the one loop that serves them all.
struct Bench {
    var crowd: Crowd
    var scribes: [Scribe] = []
    var meter: Meter
    /// How many of those who listen are in each meeting.
    private(set) var listeners: [Int] = []
    private let epoll: Epoll
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)

    private static let scribeToken: UInt64 = 1 << 32

    /// Connects the scribes; readers come with `gather`.
    init(readers: Int, in manner: Crowd.Manner, secrets: [String], meter: Meter) {
        epoll = Epoll()
        crowd = Crowd(of: readers, in: manner, on: epoll)
        self.meter = meter
        for (index, secret) in secrets.enumerated() {
            scribes.append(
                Scribe(
                    of: manner.meetings[index], secret: secret, port: manner.port, isFloor: manner.isFloor, on: epoll,
                    token: Self.scribeToken + UInt64(index)))
        }
    }

    /// Goes round until `isDone`, or the instant is past.
    ///
    /// - Returns: Whether it was done.
    @discardableResult
    mutating func run(until deadline: UInt64, _ isDone: (Bench) -> Bool) -> Bool {
        while !isDone(self) {
            guard Clock.now < deadline else { return false }
            turn(until: deadline)
        }
        return true
    }

    /// Waits for what comes, at most until the instant, and takes it all.
    mutating func turn(until instant: UInt64) {
        var waits = Clock.milliseconds(until: instant, most: 100)
        for index in scribes.indices {
            scribes[index].flush()
            if scribes[index].hasMoreToSend { waits = min(waits, 1) }
        }
        for index in 0..<epoll.wait(milliseconds: waits) {
            let (token, ready) = epoll.turn(at: index)
            if token >= Self.scribeToken {
                scribes[Int(token - Self.scribeToken)].read(into: room)
            } else {
                crowd.turn(Int(token), ready)
            }
        }
    }

    /// Seats the scribes, then the readers, and has each scribe say one line, so that whoever counts begins on even
    /// ground.
    mutating func gather(into report: inout Report) {
        demand("the scribes are seated", within: 20) { $0.scribes.allSatisfy { $0.isSeated } }
        report.memory.append(meter.memory)
        let (start, used) = (Clock.now, meter.cpu)
        crowd.arrive()
        demand("all readers are seated", within: 60) { $0.crowd.present + $0.crowd.failures == $0.crowd.readers.count }
        let count = max(1, crowd.readers.count)
        report.readers = crowd.present
        report.handshakeSeconds = Double(Clock.now - start) / 1e9
        report.handshakeCPU = Double(meter.cpu - used) / 1e3 / Double(count)
        report.handshakeP50 = crowd.handshakes.percentile(0.5)
        report.handshakeP99 = crowd.handshakes.percentile(0.99)
        report.handshakeFailures = crowd.failures
        listeners = crowd.listenersByMeeting
        warmUp()
        report.memory.append(meter.memory)
        crowd.stall()
    }

    private mutating func warmUp() {
        for index in scribes.indices { scribes[index].write(payload: 0) }
        let expected = scribes.isEmpty ? 0 : crowd.present
        demand("all readers have the first line", within: 30) { bench in
            bench.crowd.tally.deliveries >= expected && bench.scribes.allSatisfy { $0.isAnswered }
        }
        crowd.tally = Tally()
    }

    private mutating func demand(_ what: String, within seconds: Double, _ isDone: (Bench) -> Bool) {
        guard !run(until: Clock.after(seconds), isDone) else { return }
        Arguments.refuse("Not within \(Int(seconds)) s: \(what); \(crowd.present) of \(crowd.readers.count) are there.")
    }
}
