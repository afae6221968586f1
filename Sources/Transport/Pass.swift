/// Where the fan-out of a reel is.
struct Pass {
    /// A younger pass waits, so that the rest of a burst goes with it.
    static let patience = Duration.milliseconds(2)
    /// One slice; then accepts, pings and other meetings have their turn.
    static let slice = Duration.milliseconds(3)

    /// Waits for the bell.
    var isDue = false
    var isUnderWay = false
    /// Peers changed places meanwhile: go round once more.
    var mustRepeat = false
    /// The next place, in sockets first and then in streams.
    var place = 0
    var isAtStreams = false
    /// When the one under way, or the last one, began.
    var began = ContinuousClock.now
    /// When it last came to its end.
    var ended: ContinuousClock.Instant?

    mutating func begin() {
        if !isUnderWay { began = .now }
        isDue = false
        isUnderWay = true
        mustRepeat = false
        place = 0
        isAtStreams = false
    }
}
