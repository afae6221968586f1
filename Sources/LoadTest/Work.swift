/// What is asked of each scribe.
struct Work {
    /// Bytes of a delivered frame.
    var payload = 200
    /// Lines a second; 0: as many as may be in flight.
    var rate = 0.0
    var seconds = 0.0
    /// Lines in all; 0: what `rate` and `seconds` make.
    var lines = 0
    /// Lines not yet acknowledged; 0: any number.
    var window = 0
    /// Drafts a second.
    var drafts = 0.0

    init(_ arguments: Arguments) {
        payload = arguments.number("--payload", otherwise: 200)
        rate = Double(arguments.number("--rate", otherwise: 0))
        seconds = Double(arguments.number("--seconds", otherwise: 0))
        lines = arguments.number("--lines", otherwise: 0)
        window = arguments.number("--window", otherwise: 0)
        drafts = Double(arguments.number("--drafts", otherwise: 0))
    }

    var total: Int {
        if lines > 0 { return lines }
        if rate > 0 { return Int(rate * seconds) }
        return window > 0 ? Int.max : 0
    }

    /// When the next line or draft is due that follows so many.
    func due(after lines: Int, _ drafts: Int, from start: UInt64) -> UInt64 {
        let line = rate > 0 ? Double(lines) / rate : 60
        let draft = self.drafts > 0 ? Double(drafts) / self.drafts : 60
        return start + UInt64(min(line, draft) * 1e9)
    }
}

extension Bench {
    /// Has the scribes write, and waits until everybody who listens has heard it all.
    mutating func carryOut(_ work: Work, into report: inout Report) {
        let before = (sent: sent, accepted: accepted, refused: refused)
        let (start, used, own) = (Clock.now, meter.cpu, Meter.own)
        publish(work, from: start)
        run(until: Clock.after(60)) { $0.isAllHeard }
        report.seconds = Double(Clock.now - start) / 1e9
        report.cpu = Double(meter.cpu - used) / 1e9
        report.ownCPU = Double(Meter.own - own) / 1e9
        report.messages = sent - before.sent
        report.accepted = accepted - before.accepted
        report.refused = refused - before.refused
        report.acceptedP50 = scribes.first?.acknowledged.percentile(0.5) ?? 0
        report.acceptedP99 = scribes.first?.acknowledged.percentile(0.99) ?? 0
        report.memory.append(meter.memory)
        report.take(crowd.tally, missing: crowd.missing(below: scribes.map { $0.position }))
    }

    private mutating func publish(_ work: Work, from start: UInt64) {
        let end = start + UInt64((work.seconds > 0 ? work.seconds : 60) * 1e9)
        let first = scribes.map { $0.sent }
        var (lines, drafts) = (0, 0)
        while lines < work.total || work.total == 0 {
            let now = Clock.now
            if now >= end, work.rate == 0 || now >= end + 10_000_000_000 { break }
            let passed = Double(now - start) / 1e9
            while drafts < Int(passed * work.drafts), !scribes.isEmpty {
                scribes[drafts % scribes.count].draft(drafts)
                drafts += 1
            }
            let allowed = work.rate > 0 ? min(work.total, Int(passed * work.rate) + 1) : work.total
            for index in scribes.indices {
                while scribes[index].sent - first[index] < allowed, scribes[index].mayWrite(within: work.window) {
                    scribes[index].write(payload: work.payload)
                }
            }
            lines = zip(scribes, first).map { $0.sent - $1 }.min() ?? 0
            turn(until: min(end, work.due(after: lines, drafts, from: start)))
        }
    }

    private var sent: Int { scribes.reduce(0) { $0 + $1.sent } }
    private var accepted: Int { scribes.reduce(0) { $0 + $1.accepted } }
    private var refused: Int { scribes.reduce(0) { $0 + $1.refused } }

    /// Whoever listens has heard, or was told to skip, whatever was accepted since the first line.
    private var isAllHeard: Bool {
        let expected = zip(scribes, listeners).reduce(0) { $0 + ($1.0.said - 1) * $1.1 }
        return scribes.allSatisfy { $0.isAnswered } && crowd.tally.deliveries + crowd.tally.skipped >= expected
    }
}
