package import Measures

/// What a listener has done since it opened, and how it stands now.
package struct Readings: Sendable {
    package var connections = Connections()
    package var delivered = Volume()
    package var lag = Lag()
    /// From the first byte of a pass over a reel's peers to its last, with the turns of others in between.
    package var passes = Durations()
    /// Seconds: the longest turn of the event loop in the last minute.
    package var longestTurn = 0.0
    /// Requests refused before the program heard of them, by code.
    package var refusals: [String: Int] = [:]
    /// WebSockets and streams ended by the listener or the program, by close code.
    package var dismissals: [UInt16: Int] = [:]
    /// Connections cut before they said anything, for want of room.
    package var hangUps = 0

    package init() {}

    /// Open connections, without those of the control socket.
    package struct Connections: Hashable, Sendable {
        package var webSocket = 0
        package var serverSentEvents = 0
        /// Requests that wait for their answer, long polls among them.
        package var asking = 0
        /// Kept for the next request, or silent so far.
        package var idle = 0
        package var limit = 0
        /// WebSockets and streams that are on a reel.
        package var followers = 0

        package init() {}
    }

    /// What was put on reels and reached the system's hands for a peer; greetings, answers and gauges are not on reels.
    package struct Volume: Hashable, Sendable {
        /// One for each frame and peer.
        package var frames = 0
        package var bytes = 0
    }

    /// How far peers are behind the reels they are on.
    package struct Lag: Hashable, Sendable {
        /// Of the one furthest behind.
        package var bytes = 0
        package var behind = 0
        /// Peers whose socket takes nothing at present.
        package var choked = 0
    }
}

/// What the listener counts as it goes.
struct Tally {
    var refusals: [String: Int] = [:]
    var dismissals: [UInt16: Int] = [:]
    private(set) var passes = Durations()
    /// By reels that are closed.
    var delivered = Readings.Volume()
    /// What was last said of it: the number may not fall when an estimate does.
    var said = 0

    mutating func note(_ pass: Pass, of reel: Reel, ended: ContinuousClock.Instant) {
        guard reel.sockets.count + reel.streams.count > 0 else { return }
        passes.add(ended - pass.began)
    }
}
