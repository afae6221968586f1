import Proceedings
import Recorder
import Wire

/// Closed records that were asked for lately. No chamber is held for a meeting nobody reads.
actor Archive {
    private let store: RecordStore
    /// Newest use last.
    private var shelf: [(record: RecordID, floor: Floor)] = []

    private static let most = 16

    init(_ store: RecordStore) {
        self.store = store
    }

    /// What a command to a closed meeting gets: the first answer where it was given before the close, else a refusal.
    func outcome(of submission: Submission, to record: RecordID) async throws(Problem) -> Outcome {
        let floor = try await floor(of: record)
        guard let receipt = floor.receipt(for: submission) else {
            throw Problem(.closed, "The meeting is closed; its record takes no more lines.")
        }
        return submission.outcome(by: receipt)
    }

    func floor(of record: RecordID) async throws(Problem) -> Floor {
        if let place = shelf.firstIndex(where: { $0.record == record }) {
            shelf.append(shelf.remove(at: place))
            return shelf[shelf.count - 1].floor
        }
        do throws(RecorderError) {
            let entries = try await store.allEntries(of: record)
            let head = try await store.head(of: record)
            let floor = Floor(entries, receipts: try await store.receipts(of: record), epoch: head?.epoch ?? 0)
            shelf.removeAll { $0.record == record }
            shelf.append((record, floor))
            shelf.removeFirst(max(0, shelf.count - Self.most))
            return floor
        } catch {
            throw Problem(.notRecorded, "This record cannot be read just now. The operator’s log says why.")
        }
    }
}
