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
    private let sealer = Sealer()

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

    mutating func take(_ sealed: SealedEntry) {
        guard isGoingOn else { return }
        guard sealed.position.number == tree.size + 1 else { return stop(.gap, at: Position(tree.size + 1)) }
        guard let header = EntryHeader(sealed.header) else { return stop(.headerDamaged, at: sealed.position) }
        guard header.position == sealed.position else { return stop(.gap, at: sealed.position) }
        guard header.meeting == record ?? header.meeting else { return stop(.ofAnotherRecord, at: sealed.position) }
        record = header.meeting
        if let kind = wordsFault(of: sealed, header) { return stop(kind, at: sealed.position) }
        if sealed.body == nil { withoutWords += 1 }
        tree.append(sealed.header)
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

    private func wordsFault(of sealed: SealedEntry, _ header: EntryHeader) -> Fault.Kind? {
        guard sealed.salt != nil || sealed.body != nil else { return nil }
        guard let salt = sealed.salt, let body = sealed.body, Sealer.commitment(salt, body) == header.commitment else {
            return .wordsChanged
        }
        do {
            let line = try sealer.line(of: sealed)
            return line.flatMap { $0.audience == .everyone ? $0.kind : nil } == header.kind ? nil : .kindChanged
        } catch {
            return .wordsChanged  // committed to, but no line: written by something else
        }
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

extension Verdict {
    /// Checks a publication of a record, offline: its entries in order from the first, the checkpoint printed with it,
    /// and the line of the verifier key, `name+hash+base64`, got from somewhere the publisher cannot change.
    package init(publication entries: [SealedEntry], checkpoint note: String, verifierKey line: String) {
        guard let key = VerifierKey(line) else {
            self.init(
                record: nil, size: 0, withoutWords: 0, checkpoints: 0,
                fault: Fault(kind: .keyMalformed, positions: nil))
            return
        }
        let size = SignedNote(note).flatMap { TreeHead($0.text) }?.size ?? 0
        var audit = Audit(of: nil, checkpoints: [Checkpoint(size: size, note: note)], keys: [key])
        for entry in entries { audit.take(entry) }
        self = audit.verdict(isCovered: true)
    }
}
