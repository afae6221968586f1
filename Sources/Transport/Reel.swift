/// All that one audience may see, framed once, and the peers that follow it.
///
/// Holds the ring for WebSockets and, while somebody reads server-sent events, a second one for those.
/// Used on the event loop's thread only.
package final class Reel {
    /// One entry as the audience sees it.
    package struct Frame: Sendable {
        /// Its position in the record; ascending, gaps allowed.
        package let position: Int
        /// UTF-8.
        package let text: [UInt8]

        package init(position: Int, text: [UInt8]) {
            self.position = position
            self.text = text
        }
    }

    /// What each peer hears with its ping; on a stream, instead of one.
    struct Pulse {
        /// The text, and then the ping.
        let frames: [UInt8]
        let event: [UInt8]

        init(_ text: [UInt8]) {
            frames = Framing.webSocket(text) + Listener.ping
            event = Framing.event(text)
        }
    }

    let ring: Ring
    private(set) var streamRing: Ring?
    let sockets = Roster()
    let streams = Roster()
    var pass = Pass()
    /// For the bell.
    var isWaiting = false
    /// Peers that follow for people who are counted elsewhere.
    var uncounted = 0
    var whispers: [Whisper] = []
    var pulse: Pulse?
    /// Where the rings ended when the lag was last asked for.
    var marks: (sockets: UInt64, streams: UInt64) = (0, 0)
    /// All that was ever put here for a peer that has it, or is here and will.
    var owed = Readings.Volume()

    init(past: Int, capacity: Int) {
        ring = Ring(capacity: capacity, past: past)
    }

    func append(_ frames: [Frame]) {
        let start = (ring.head, streamRing?.head ?? 0)
        for frame in frames {
            ring.append(Framing.webSocket(frame.text), at: frame.position)
            streamRing?.append(Framing.event(frame.text, at: frame.position), at: frame.position)
        }
        owed += Readings.Volume(frames: frames.count, bytes: Int(ring.head - start.0)) * sockets.count
        guard let streamRing else { return }
        owed += Readings.Volume(frames: frames.count, bytes: Int(streamRing.head - start.1)) * streams.count
    }

    /// Makes the second ring from the first, when the first reader of events comes.
    func prepareStreams() {
        guard streamRing == nil else { return }
        let made = Ring(capacity: ring.capacity, past: ring.past)
        ring.forEachFrame { position, frame in
            made.append(Framing.event(Framing.payload(of: frame), at: position), at: position)
        }
        streamRing = made
    }

    /// Lets the second ring go, when the last reader of events has left.
    func dropStreamsIfUnread() {
        if streams.count == 0 { streamRing = nil }
    }
}
