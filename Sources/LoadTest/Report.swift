import Foundation

/// One run in numbers, as JSON on standard output.
struct Report: Codable {
    var readers = 0
    var handshakeSeconds = 0.0
    /// Microseconds of the server's CPU each.
    var handshakeCPU = 0.0
    var handshakeP50 = 0.0
    var handshakeP99 = 0.0
    var handshakeFailures = 0
    /// The server's memory, KiB: before the readers came, with all of them there, at the end.
    var memory: [Int] = []

    var seconds = 0.0
    var messages = 0
    var deliveries = 0
    /// Bytes of an entry's frame without the WebSocket header, on average.
    var payload = 0.0
    /// Seconds of the server's CPU.
    var cpu = 0.0
    /// Seconds of the generator's CPU.
    var ownCPU = 0.0
    var lost = 0
    var disordered = 0
    var duplicates = 0
    var anew = 0
    var cut = 0
    var refused = 0
    var others = 0
    /// Milliseconds from the publisher's stamp to the reader's `recv`.
    var p50 = 0.0
    var p99 = 0.0
    var p999 = 0.0
    var most = 0.0
    var accepted = 0
    /// Milliseconds from sending a line to hearing that it is on disk.
    var acceptedP50 = 0.0
    var acceptedP99 = 0.0

    mutating func take(_ tally: Tally, missing: Int) {
        deliveries = tally.deliveries
        payload = Double(tally.payload) / Double(max(1, tally.deliveries))
        lost = tally.lost + missing
        disordered = tally.disordered
        duplicates = tally.duplicates
        anew = tally.anew
        cut = tally.cut
        others = tally.others
        p50 = tally.latency.percentile(0.5)
        p99 = tally.latency.percentile(0.99)
        p999 = tally.latency.percentile(0.999)
        most = Double(tally.latency.most) / 1e6
    }

    func print() {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do {
            Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
        } catch {
            Arguments.refuse("\(error)")
        }
        fflush(nil)
    }
}
