import Proceedings
import Recorder

/// Closed records that were asked for lately. No chamber is held for a meeting nobody reads.
actor Archive {
    private let store: RecordStore
    /// Newest use last.
    private var shelf: [(record: RecordID, floor: Floor)] = []

    private var loading = Loading()

    /// More than the front page asks for at once, so that showing it twice does not read them all twice.
    private static let most = 2 * Reception.listed

    init(_ store: RecordStore) {
        self.store = store
    }

    /// - Throws: `cannotRead`.
    func floor(of record: RecordID) async throws(RecorderError) -> Floor {
        while loading.isUnderWay(record) {
            await withCheckedContinuation { loading.wait(for: record, $0) }
        }
        if let place = shelf.firstIndex(where: { $0.record == record }) {
            shelf.append(shelf.remove(at: place))
            return shelf[shelf.count - 1].floor
        }
        loading.begin(record)
        defer { loading.end(record) }
        let floor = try await Floor.read(
            record, in: store, epoch: try await store.head(of: record)?.epoch ?? 0)
        shelf.append((record, floor))
        shelf.removeFirst(max(0, shelf.count - Self.most))
        return floor
    }
}
