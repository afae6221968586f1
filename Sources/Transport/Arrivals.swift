/// The way out to the program: bounded, yet nobody's departure is ever lost.
struct Arrivals {
    /// Arrivals that may wait before requests and messages are turned away.
    static let limit = 16_384
    /// From so many on, who says more than people do is turned away, so that nobody else need be.
    static let crowd = 2048
    /// Places kept for departures: more than there can be connections.
    static let reserve = 131_072

    let stream: AsyncStream<Arrival>
    private let continuation: AsyncStream<Arrival>.Continuation
    /// Of this turn of the loop. They go together, for each that goes alone wakes the program's thread.
    private var pending: [Arrival] = []
    private var isFull = false
    private var isCrowded = false
    private var probesLeft = 0

    init() {
        (stream, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(Self.limit + Self.reserve))
    }

    /// - Parameter isLoud: Its peer says more than people do.
    /// - Returns: Whether it was taken; false means the program has fallen behind and the peer must come back later.
    mutating func offer(_ arrival: Arrival, isLoud: Bool = false) -> Bool {
        if isCrowded, isLoud { return false }
        if isFull {
            // The stream says how full it is only when something is put in: now and then one is let through.
            guard probesLeft > 0 else { return false }
            probesLeft -= 1
        }
        wait(arrival)
        return true
    }

    /// For what must be told.
    mutating func tell(_ arrival: Arrival) {
        wait(arrival)
    }

    /// At the end of each turn.
    mutating func flush() {
        guard !pending.isEmpty else { return }
        for arrival in pending {
            guard case .enqueued(let remaining) = continuation.yield(arrival) else { continue }
            isFull = remaining < Self.reserve
            isCrowded = remaining < Self.reserve + Self.limit - Self.crowd
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// A long turn flushes in between, so that how full it is stays known.
    private mutating func wait(_ arrival: Arrival) {
        pending.append(arrival)
        if pending.count >= 256 { flush() }
    }

    /// Each second.
    mutating func tick() {
        probesLeft = 16
    }

    mutating func finish() {
        flush()
        continuation.finish()
    }
}
