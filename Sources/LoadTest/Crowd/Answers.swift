/// What a scribe's lines were answered with, in the order they were sent.
struct Answers {
    private(set) var accepted = 0
    private(set) var refused = 0
    /// From sending a line to hearing that it is on disk.
    private(set) var times = Histogram()
    /// When each line was sent.
    private var stamps: [UInt64] = []

    /// Lines not answered yet.
    var awaited: Int { stamps.count - accepted - refused }

    mutating func sent(at stamp: UInt64) { stamps.append(stamp) }

    mutating func accept() {
        times.add(Clock.now - stamps[accepted + refused])
        accepted += 1
    }

    mutating func refuse() { refused += 1 }
}
