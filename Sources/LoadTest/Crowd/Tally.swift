/// What a crowd of readers heard.
struct Tally {
    var deliveries = 0
    /// Of the entries' frames, without WebSocket headers.
    var payload = 0
    /// Gauges, counts of support and drafts.
    var others = 0
    /// Votes sent, and those acknowledged as on disk.
    var votes = 0
    var counted = 0
    /// From sending a vote to hearing that it is on disk.
    var voting = Histogram()
    var latency = Histogram()
    var faults = Faults()
}

/// What should not have happened.
struct Faults: Codable {
    /// Positions never heard, where the reader was not told to begin anew.
    var lost = 0
    var disordered = 0
    var duplicates = 0
    /// Times a connection ended that should not have.
    var cut = 0
    /// Commands the server would not take.
    var refused = 0
    /// Handshakes that failed, however often tried again.
    var turnedAway = 0
    /// Times a reader that fell behind was given the state instead: no fault, but worth knowing.
    var anew = 0
    /// Positions such readers did not hear.
    var skipped = 0
}
