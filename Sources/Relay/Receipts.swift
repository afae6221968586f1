import Proceedings
import Recorder

/// What was recorded under which client id.
///
/// The newest are kept apart from the rest, so that a batch ruled on a copy copies only those.
struct Receipts: Sendable {
    private var older: [Key: RecordStore.Receipt]
    private var newest: [Key: RecordStore.Receipt] = [:]

    private struct Key: Hashable, Sendable {
        let participant: Participant.ID
        let clientID: String

        init(_ participant: Participant.ID, _ clientID: String) {
            self.participant = participant
            self.clientID = clientID
        }
    }

    private static let apart = 512

    init(_ receipts: [RecordStore.Receipt]) {
        older = Dictionary(
            receipts.map { (Key($0.participant, $0.clientID), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `nil` where the submission's id stands for nothing yet.
    func receipt(for submission: Submission) -> RecordStore.Receipt? {
        let key = Key(submission.author.id, submission.id)
        return newest[key] ?? older[key]
    }

    mutating func remember(_ receipt: RecordStore.Receipt) {
        newest[Key(receipt.participant, receipt.clientID)] = receipt
        guard newest.count >= Self.apart else { return }
        older.merge(newest) { _, new in new }
        newest = [:]
    }
}
