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
    /// Votes a second, of the readers in turn.
    var votes = 0.0

    init(_ arguments: Arguments) {
        payload = arguments.number("--payload", otherwise: 200)
        rate = Double(arguments.number("--rate", otherwise: 0))
        seconds = Double(arguments.number("--seconds", otherwise: 0))
        lines = arguments.number("--lines", otherwise: 0)
        window = arguments.number("--window", otherwise: 0)
        votes = Double(arguments.number("--votes", otherwise: 0))
    }

    var total: Int {
        if lines > 0 { return lines }
        if rate > 0 { return Int(rate * seconds) }
        return window > 0 ? Int.max : 0
    }

    /// How many lines a scribe should have said; scribes of a rate follow one another, as in meetings of their own.
    ///
    /// - Parameter share: Which of the scribes, 0..<1.
    func lines(after seconds: Double, by share: Double) -> Int {
        rate > 0 ? min(total, Int((seconds * rate - share).rounded(.down)) + 1) : total
    }

    /// Seconds after which a scribe's next line is due that has said so many.
    func due(after lines: Int, by share: Double) -> Double {
        rate > 0 && lines < total ? (Double(lines) + share) / rate : .infinity
    }

    func due(afterVotes count: Int) -> Double {
        votes > 0 ? Double(count + 1) / votes : .infinity
    }
}

extension Bench {
    /// Has the scribes write, and waits until everybody who listens has heard it all.
    mutating func carryOut(_ work: Work, into report: inout Report) {
        let before = (sent: sent, accepted: accepted, refused: refused)
        let effort = Measurement(of: meter)
        publish(work, from: effort.start)
        run(until: Clock.after(60)) { $0.isAllHeard }
        effort.end(in: &report.work)
        report.work.messages = sent - before.sent
        report.work.accepted = accepted - before.accepted
        report.work.votes = crowd.tally.votes
        report.work.counted = crowd.tally.counted
        report.voting = Report.Times(crowd.tally.voting)
        report.faults.refused = refused - before.refused
        if let scribe = scribes.first { report.acknowledgement = Report.Times(scribe.answers.times) }
        report.memory.append(meter.memory)
        report.take(crowd.tally, missing: crowd.missing(below: scribes.map { $0.position }))
    }

    private mutating func publish(_ work: Work, from start: UInt64) {
        let seconds = work.seconds > 0 ? work.seconds : 60
        // A server that takes no more bytes is given up ten seconds late.
        let patience = work.rate > 0 ? seconds + 10 : seconds
        let first = scribes.map { $0.sent }
        var votes = 0
        while true {
            let passed = Double(Clock.now - start) / 1e9
            if passed >= patience { return }
            var due = patience
            while votes < Int(passed * work.votes) {
                crowd.vote(votes)
                votes += 1
            }
            due = min(due, work.due(afterVotes: votes))
            var isDone = work.total > 0
            for index in scribes.indices {
                let share = Double(index) / Double(scribes.count)
                let allowed = work.lines(after: passed, by: share)
                while scribes[index].sent - first[index] < allowed, scribes[index].mayWrite(within: work.window) {
                    scribes[index].write(payload: work.payload)
                }
                due = min(due, work.due(after: scribes[index].sent - first[index], by: share))
                isDone = isDone && scribes[index].sent - first[index] >= work.total
            }
            if isDone { return }
            turn(until: start + UInt64(due * 1e9))
        }
    }

    private var sent: Int { scribes.reduce(0) { $0 + $1.sent } }
    private var accepted: Int { scribes.reduce(0) { $0 + $1.answers.accepted } }
    private var refused: Int { scribes.reduce(0) { $0 + $1.answers.refused } }

    /// Whoever listens has heard, or was told to skip, whatever was accepted since the first line.
    private var isAllHeard: Bool {
        let expected = zip(scribes, listeners).reduce(0) { $0 + ($1.0.said - 1) * $1.1 }
        return scribes.allSatisfy { $0.isAnswered } && crowd.tally.votes == crowd.tally.counted
            && crowd.tally.deliveries + crowd.tally.faults.skipped >= expected
    }
}
