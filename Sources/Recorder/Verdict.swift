package import Proceedings

/// What a verifier found in one record.
package struct Verdict: Hashable, Sendable {
    /// `nil` where nothing told which record it is: no entry could be read, or the file itself is damaged.
    package let record: RecordID?
    /// Entries read, up to the first fault.
    package let size: Int
    /// Entries among them whose words are withheld or erased: their commitments stand, their words cannot be checked.
    package let withoutWords: Int
    /// Signed checkpoints that were checked.
    package let checkpoints: Int
    /// The first; `nil` when all is as it was recorded and signed.
    package let fault: Fault?

    package var isSound: Bool { fault == nil }

    package init(record: RecordID?, size: Int, withoutWords: Int, checkpoints: Int, fault: Fault?) {
        self.record = record
        self.size = size
        self.withoutWords = withoutWords
        self.checkpoints = checkpoints
        self.fault = fault
    }
}

/// The first thing found wrong, and where.
package struct Fault: Hashable, Sendable, CustomStringConvertible {
    package let kind: Kind
    /// The entry at fault, or those among which it is; `nil` where a checkpoint, key or file is at fault.
    package let positions: ClosedRange<Position>?

    package init(kind: Kind, positions: ClosedRange<Position>?) {
        self.kind = kind
        self.positions = positions
    }

    /// The disk or the database did not give what is stored.
    package var isUnreadable: Bool {
        if case .fileDamaged = kind { true } else { false }
    }

    package enum Kind: Hashable, Sendable {
        /// An entry is missing or out of order.
        case gap
        case headerDamaged
        case ofAnotherRecord
        /// The words are not those the header commits to.
        case wordsChanged
        /// The header tells another kind than the words.
        case kindChanged
        /// The headers up to `size` are not those that were signed.
        case rootDiffers(size: Int)
        case checkpointDamaged(size: Int)
        case signatureWrong(size: Int)
        /// A checkpoint covers more entries than there are.
        case entriesMissing(size: Int)
        /// Entries after the checkpoint: nothing signed speaks for them.
        case notCovered(size: Int)
        case keyMalformed
        case fileDamaged(String)
    }

    package var description: String {
        guard let positions else { return kind.sentence }
        let first = positions.lowerBound.number
        let last = positions.upperBound.number
        return (first == last ? "position \(first): " : "positions \(first) to \(last): ") + kind.sentence
    }
}

extension Fault.Kind {
    fileprivate var sentence: String {
        switch self {
        case .gap: "an entry is missing or out of order"
        case .headerDamaged: "the header is damaged"
        case .ofAnotherRecord: "the entry belongs to another record"
        case .wordsChanged: "the words are not those that were recorded"
        case .kindChanged: "the header tells another kind than the words"
        case .rootDiffers(let size): "the headers are not those that were signed at size \(size)"
        case .checkpointDamaged(let size): "the checkpoint of size \(size) is damaged"
        case .signatureWrong(let size): "the checkpoint of size \(size) is not signed by the key"
        case .entriesMissing(let size): "a checkpoint of size \(size) covers more entries than there are"
        case .notCovered(let size): "the checkpoint of size \(size) does not cover them"
        case .keyMalformed: "the verifier key is malformed"
        case .fileDamaged(let report): "the file is damaged: \(report)"
        }
    }
}
