import Glibc

/// `LoadTest run` and `LoadTest return`: readers come, scribes write, and what that cost is printed.
///
/// Each line of standard input, up to an empty one, is a meeting: its address and a scribe's secret.
struct Run {
    private let manner: Crowd.Manner
    private let secrets: [String]
    private let readers: Int
    private let process: Int
    private let work: Work
    private let tells: Bool

    static let usage = """
        LoadTest run|return --port N [--server PID] [--floor] [--face socket|stream] [--readers N] [--at-once N]
            [--stalled N] [--payload BYTES] [--rate N] [--seconds N] [--lines N] [--window N] [--votes N]
            [--patience SECONDS] [--tell]
        """

    init(_ arguments: Arguments) {
        guard let face = Wire.Face(rawValue: arguments.text("--face") ?? "socket") else { Arguments.refuse(Self.usage) }
        let lines = Self.lines()
        secrets = lines.map { $0.count > 1 ? $0[1] : "-" }
        readers = arguments.number("--readers", otherwise: 1)
        process = arguments.number("--server", otherwise: 0)
        work = Work(arguments)
        tells = arguments.has("--tell")
        manner = Crowd.Manner(
            port: UInt16(clamping: arguments.number("--port", otherwise: 0)), face: face, meetings: lines.map { $0[0] },
            isFloor: arguments.has("--floor"), isVoting: arguments.has("--votes"),
            atOnce: arguments.number("--at-once", otherwise: 500),
            stalled: min(readers, arguments.number("--stalled", otherwise: 0)))
        // Whatever goes wrong, nobody waits for ever.
        alarm(UInt32(clamping: arguments.number("--patience", otherwise: 180)))
    }

    private static func lines() -> [[String]] {
        var lines: [[String]] = []
        while let line = readLine(), !line.isEmpty {
            lines.append(line.split(separator: " ").map { String($0) })
        }
        return lines
    }

    /// Comes, says `seated` where it is to tell, works, and says what it cost.
    func run() {
        var report = Report()
        var bench = Bench(readers: readers, in: manner, secrets: secrets, meter: Meter(of: process))
        bench.gather(into: &report)
        if tells { Output.say("seated") }
        bench.carryOut(work, into: &report)
        Output.print(report)
    }

    /// Comes, says `seated`, waits until the server has gone, says `away`; then a line of standard input tells the new
    /// server's process and the newest position, and everybody comes back at once.
    func comeBack() {
        var report = Report()
        var bench = Bench(readers: readers, in: manner, secrets: [], meter: Meter(of: process))
        bench.gather(into: &report)
        Output.say("seated")
        bench.run(until: Clock.after(60)) { $0.crowd.present == 0 }
        Output.say("away")
        let words = Self.lines().first?.compactMap { Int($0) } ?? []
        guard words.count == 2 else { Arguments.refuse("A process and a position are expected, not \(words).") }
        bench.meter = Meter(of: words[0])
        bench.comeBack(to: words[1], into: &report)
        Output.print(report)
    }
}

extension Bench {
    /// Everybody comes back, and is waited for until all have everything up to `last`.
    mutating func comeBack(to last: Int, into report: inout Report) {
        crowd.tally = Tally()
        let effort = Measurement(of: meter)
        crowd.comeBack()
        let count = crowd.readers.count
        // Each hears one line; only then is it worth asking all.
        run(until: Clock.after(60)) { $0.crowd.tally.deliveries + $0.crowd.tally.faults.anew >= count }
        run(until: Clock.after(30)) { $0.crowd.missing(below: [last]) == 0 }
        effort.end(in: &report.work)
        report.work.messages = 1
        report.arrival.readers = crowd.present
        report.arrival.times = Report.Times(crowd.arrivals.times)
        report.memory.append(meter.memory)
        report.take(crowd.tally, missing: crowd.missing(below: [last]))
    }
}
