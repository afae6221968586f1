/// The handshakes: so many at a time, each tried again where it fails.
struct Arrivals {
    /// Handshakes under way at a time.
    let atOnce: Int
    /// From beginning to connect to being welcomed.
    private(set) var times = Histogram()
    private var next = 0
    private var underWay = 0

    static let tries: UInt8 = 3

    init(atOnce: Int) { self.atOnce = atOnce }

    /// The next who may begin; nil where all have, or enough are at it.
    mutating func begin(of count: Int) -> Int? {
        guard next < count, underWay < atOnce else { return nil }
        underWay += 1
        next += 1
        return next - 1
    }

    mutating func succeeded(after nanoseconds: UInt64) {
        times.add(nanoseconds)
        underWay -= 1
    }

    mutating func failed() { underWay -= 1 }
}
