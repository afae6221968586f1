package import Proceedings

/// Checks a record entry by entry against its own commitments and against what was signed. Stops at the first fault.
struct Audit {
    private(set) var record: RecordID?
    private var tree = MerkleTree()
    private var withoutWords = 0
    private var fault: Fault?
    private var checkpointFault: Fault?
    /// Signed and readable, smallest first; those reached are removed.
    private var heads: [TreeHead]
    private let checkpoints: Int
    /// How far the last root that was as signed goes.
    private var proven = 0

    /// - Parameters:
    ///   - record: `nil` takes the first entry's word for it.
    ///   - checkpoints: All of the record's, in any order.
    ///   - keys: Any of them may have signed; their name is the record's origin.
    init(of record: RecordID?, checkpoints: [Checkpoint], keys: [VerifierKey]) {
        self.record = record
        self.checkpoints = checkpoints.count
        heads = []
        for checkpoint in checkpoints.sorted(by: { $0.size < $1.size }) {
            switch Self.head(of: checkpoint, keys) {
            case .success(let head): heads.append(head)
            case .failure(let flaw): checkpointFault = checkpointFault ?? Fault(kind: flaw.kind, positions: nil)
            }
        }
        compare()
    }

    /// So far without a fault in the entries.
    var isGoingOn: Bool { fault == nil }

    mutating func take(_ entry: Examined) {
        guard isGoingOn else { return }
        guard entry.position.number == tree.size + 1 else { return stop(.gap, at: Position(tree.size + 1)) }
        if let kind = entry.headerFault { return stop(kind, at: entry.position) }
        guard entry.record == record ?? entry.record else { return stop(.ofAnotherRecord, at: entry.position) }
        record = entry.record
        if let kind = entry.wordsFault { return stop(kind, at: entry.position) }
        if !entry.hasWords { withoutWords += 1 }
        tree.append(hash: entry.leaf)
        compare()
    }

    /// Where `isCovered`, every entry must stand under a checkpoint, as in a publication.
    mutating func verdict(isCovered: Bool) -> Verdict {
        if isGoingOn, let ahead = heads.last {
            let missing = Position(tree.size + 1)...Position(ahead.size)
            fault = Fault(kind: .entriesMissing(size: ahead.size), positions: missing)
        } else if isGoingOn, isCovered, checkpointFault == nil, proven < tree.size {
            fault = Fault(kind: .notCovered(size: proven), positions: Position(proven + 1)...Position(tree.size))
        }
        return Verdict(
            record: record, size: tree.size, withoutWords: withoutWords, checkpoints: checkpoints,
            fault: fault ?? checkpointFault)
    }

    private mutating func compare() {
        while let head = heads.first, head.size == tree.size {
            guard head.root == tree.root else {
                let first = min(proven + 1, head.size)
                fault = Fault(
                    kind: .rootDiffers(size: head.size), positions: Position(first)...Position(head.size))
                return
            }
            proven = head.size
            heads.removeFirst()
        }
    }

    private mutating func stop(_ kind: Fault.Kind, at position: Position) {
        fault = Fault(kind: kind, positions: position...position)
    }

    private static func head(of checkpoint: Checkpoint, _ keys: [VerifierKey]) -> Result<TreeHead, Flaw> {
        guard let note = SignedNote(checkpoint.note), let head = TreeHead(note.text), head.size == checkpoint.size
        else { return .failure(Flaw(kind: .checkpointDamaged(size: checkpoint.size))) }
        guard keys.contains(where: { $0.name.utf8.elementsEqual(head.origin.utf8) && note.isSigned(by: $0) }) else {
            return .failure(Flaw(kind: .signatureWrong(size: checkpoint.size)))
        }
        return .success(head)
    }

    private struct Flaw: Error { let kind: Fault.Kind }
}

/// Checks a publication of a record, offline, piece by piece: its entries in order from the first, the checkpoint
/// printed with it, and the line of the verifier key, `name+hash+base64`, got from somewhere the publisher cannot change.
package struct PublicationAudit: Sendable {
    private var audit: Audit
    private let isKeyed: Bool

    package init(checkpoint note: String, verifierKey line: String) {
        let key = VerifierKey(line)
        isKeyed = key != nil
        let size = SignedNote(note).flatMap { TreeHead($0.text) }?.size ?? 0
        audit = Audit(
            of: nil, checkpoints: key == nil ? [] : [Checkpoint(size: size, note: note)], keys: key.map { [$0] } ?? [])
    }

    /// So far without a fault.
    package var isGoingOn: Bool { isKeyed && audit.isGoingOn }

    package mutating func take(_ entries: [Examined]) {
        for entry in entries where isGoingOn { audit.take(entry) }
    }

    package mutating func verdict() -> Verdict {
        isKeyed
            ? audit.verdict(isCovered: true)
            : Verdict(
                record: nil, size: 0, withoutWords: 0, checkpoints: 0, fault: Fault(kind: .keyMalformed, positions: nil)
            )
    }
}

extension Verdict {
    /// A publication that is in memory.
    package init(publication entries: [SealedEntry], checkpoint note: String, verifierKey line: String) {
        var audit = PublicationAudit(checkpoint: note, verifierKey: line)
        audit.take(entries.map { Examined($0) })
        self = audit.verdict()
    }
}
