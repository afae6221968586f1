/// Work that lives as long as it needs to, beside what starts it: the loop of each sitting, a peer that waits for one.
struct Errands: Sendable {
    typealias Errand = @Sendable () async -> Void

    private let waiting: AsyncStream<Errand>
    private let entrance: AsyncStream<Errand>.Continuation

    init() {
        // One to a sitting loaded, or to a peer.
        (waiting, entrance) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func add(_ errand: @escaping Errand) { entrance.yield(errand) }

    /// `run` returns once those there are have ended.
    func finish() { entrance.finish() }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await errand in waiting { group.addTask(operation: errand) }
        }
    }
}
