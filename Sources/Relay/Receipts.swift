import HashTreeCollections
import Proceedings
import Recorder

/// What was recorded under which client id.
///
/// A batch is ruled on a copy, which shares with the original what it does not change.
struct Receipts: Sendable {
    private var known: TreeDictionary<Key, RecordStore.Receipt>

    private struct Key: Hashable, Sendable {
        let participant: Participant.ID
        let clientID: String

        init(_ participant: Participant.ID, _ clientID: String) {
            self.participant = participant
            self.clientID = clientID
        }
    }

    init(_ receipts: [RecordStore.Receipt]) {
        known = TreeDictionary(
            receipts.map { (Key($0.participant, $0.clientID), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `nil` where the submission's id stands for nothing yet.
    func receipt(for submission: Submission) -> RecordStore.Receipt? {
        receipt(of: submission.author.id, clientID: submission.id)
    }

    /// `nil` where the id stands for nothing yet.
    func receipt(of participant: Participant.ID, clientID: String) -> RecordStore.Receipt? {
        known[Key(participant, clientID)]
    }

    mutating func remember(_ receipt: RecordStore.Receipt) {
        known[Key(receipt.participant, receipt.clientID)] = receipt
    }
}
