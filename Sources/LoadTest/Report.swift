/// One run in numbers, as JSON on standard output.
struct Report: Codable {
    /// The server's memory, KiB: before the readers came, with all of them there, at the end.
    var memory: [Int] = []
    var arrival = Arrival()
    var work = Effort()
    var latency = Times()
    /// Of the first scribe's lines, from sending one to hearing that it is on disk.
    var acknowledgement = Times()
    /// Of votes, likewise.
    var voting = Times()
    var faults = Faults()

    /// How the readers came.
    struct Arrival: Codable {
        var readers = 0
        var seconds = 0.0
        /// Microseconds of the server's CPU each.
        var cpu = 0.0
        var times = Times()
    }

    /// What was said and heard, and what that took.
    struct Effort: Codable {
        var seconds = 0.0
        var messages = 0
        var accepted = 0
        var votes = 0
        /// Of the votes, those acknowledged.
        var counted = 0
        var deliveries = 0
        /// Bytes of an entry's frame without the WebSocket header, on average.
        var payload = 0.0
        /// Frames that were no entries: gauges, counts of support and drafts.
        var others = 0
        /// Seconds of CPU.
        var server = 0.0
        var generator = 0.0
    }

    /// Milliseconds.
    struct Times: Codable {
        var p50 = 0.0
        var p99 = 0.0
        var p999 = 0.0
        var most = 0.0

        init() {}

        init(_ histogram: Histogram) {
            p50 = histogram.percentile(0.5)
            p99 = histogram.percentile(0.99)
            p999 = histogram.percentile(0.999)
            most = Double(histogram.most) / 1e6
        }
    }

    /// - Parameter missing: Entries that never came.
    mutating func take(_ tally: Tally, missing: Int) {
        work.deliveries = tally.deliveries
        work.payload = Double(tally.payload) / Double(max(1, tally.deliveries))
        work.others = tally.others
        latency = Times(tally.latency)
        let refused = faults.refused
        faults = tally.faults
        faults.refused = refused
        faults.lost += missing
    }
}
