import Proceedings
import Publishing
import Recorder

/// Closed records that were asked for lately. No chamber is held for a meeting nobody reads.
actor Archive {
    private let store: RecordStore
    /// More than the front page or the site's feed ask for at once, so that showing them twice does not read all twice.
    private var shelf = Shelf<Floor>(most: Feed.most + Reception.listed)
    private var loading = Loading()
    /// Those found damaged, so that not every reader of a list has them read and compared once more.
    private var damaged: [RecordID: (head: RecordStore.Head?, error: RecorderError)] = [:]

    init(_ store: RecordStore) {
        self.store = store
    }

    /// Words of it are gone from the store, or it is known anew whether it is sound.
    func forget(_ record: RecordID) {
        shelf.remove(record)
        damaged[record] = nil
    }

    /// - Throws: `recordDamaged`, `cannotRead`.
    func floor(of record: RecordID) async throws(RecorderError) -> Floor {
        while loading.isUnderWay(record) {
            await withCheckedContinuation { loading.wait(for: record, $0) }
        }
        loading.begin(record)
        defer { loading.end(record) }
        let head = try await store.head(of: record)
        // A record that is corrected after the close, or from which something is erased, gets longer by it.
        if let floor = shelf.value(of: record), floor.minutes.position == head?.last, floor.epoch == head?.epoch {
            return floor
        }
        if let known = damaged[record], known.head == head { throw known.error }
        do throws(RecorderError) {
            let floor = try await Floor.read(record, in: store, epoch: head?.epoch ?? 0)
            shelf.keep(floor, of: record)
            return floor
        } catch {
            if error.code == .recordDamaged { damaged[record] = (head, error) }
            throw error
        }
    }
}
