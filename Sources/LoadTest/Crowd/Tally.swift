/// What a crowd of readers heard.
struct Tally {
    var deliveries = 0
    /// Of the entries' frames, without WebSocket headers.
    var payload = 0
    /// Positions never heard, where the reader was not told to begin anew.
    var lost = 0
    var disordered = 0
    var duplicates = 0
    /// Times a reader that fell behind was given the state instead.
    var anew = 0
    /// Positions such a reader did not hear.
    var skipped = 0
    /// Times a connection ended that should not have.
    var cut = 0
    /// Drafts and gauges.
    var others = 0
    var latency = Histogram()
}
