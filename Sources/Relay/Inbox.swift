import Wire

/// Commands on their way into a sitting, in the order they came.
struct Inbox {
    /// One turn where something waits, however much it is; ends with `close`.
    let turns: AsyncStream<Void>
    private let turn: AsyncStream<Void>.Continuation
    private var waiting: [Submission] = []
    private(set) var isClosed = false

    /// So many commands may wait; the next is refused.
    private static let capacity = 4096
    /// So many go to disk with one sync.
    private static let batch = 256

    init() {
        (turns, turn) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var isEmpty: Bool { waiting.isEmpty }
    var isFull: Bool { waiting.count >= Self.capacity }

    /// Whoever admits has looked whether it is closed or full.
    mutating func admit(_ submission: Submission) {
        waiting.append(submission)
        turn.yield()
    }

    /// A turn for what waits elsewhere.
    func wake() { turn.yield() }

    /// The oldest that wait; empty where none does.
    mutating func next() -> [Submission] {
        let batch = Array(waiting.prefix(Self.batch))
        waiting.removeFirst(batch.count)
        return batch
    }

    /// What waits already still gets its turn.
    mutating func close() {
        isClosed = true
        turn.finish()
    }
}
