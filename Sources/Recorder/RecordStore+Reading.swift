import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// What a reader may read of a record.
    ///
    /// - Parameters:
    ///   - record: One nobody began has no entries.
    ///   - position: The last position the reader has; `.start` asks from the first.
    ///   - limit: 1...5000 entries; beyond, the nearest is taken.
    ///   - reader: By the role they act in, and their group.
    /// - Returns: Oldest first. Positions the reader may not see are missing; so a gap is no loss.
    /// - Throws: `recordDamaged` where one of them is not as it was sealed; `cannotRead`.
    package func entries(
        of record: RecordID, after position: Position, limit: Int, for reader: Reader
    ) async throws(RecorderError) -> [Entry] {
        try await read { db in
            let sealer = Sealer()
            var entries: [Entry] = []
            let rows = try SealedEntry.all(of: record, after: position, in: db)
            while entries.count < Self.clamped(limit), let sealed = try rows.next()?.sound {
                if try sealer.isOpen(sealed, to: reader) { entries.append(try sealer.open(sealed)) }
            }
            return entries
        }
    }

    /// The whole record, whoever may read it: for a chamber that is built again. All of it is first compared with what
    /// was sealed and signed, so that nothing a disk changed by itself is ever shown as the record.
    ///
    /// - Throws: `recordDamaged`, `cannotRead`.
    package func allEntries(of record: RecordID) async throws(RecorderError) -> [Entry] {
        let sealed = try await audited(record)
        do {
            let sealer = Sealer()
            return try sealed.map { try sealer.open($0) }
        } catch {
            throw RecorderError.placed(error, .cannotRead, at: folder)
        }
    }

    /// The same, for a publication: one for every position, with salt and body only where the reader may read them.
    ///
    /// - Throws: `recordDamaged`, `cannotRead`.
    package func allSealedEntries(
        of record: RecordID, for reader: Reader
    ) async throws(RecorderError) -> [SealedEntry] {
        let sealed = try await audited(record)
        do {
            let sealer = Sealer()
            return try sealed.map { try sealer.shown($0, to: reader) }
        } catch {
            throw RecorderError.placed(error, .cannotRead, at: folder)
        }
    }

    private func audited(_ record: RecordID) async throws(RecorderError) -> [SealedEntry] {
        let (sealed, checkpoints, keys) = try await read { [key] db in
            (
                try Array(SealedEntry.all(of: record, after: .start, in: db)), try Checkpoint.all(of: record, in: db),
                try key.verifiers(of: record, in: db)
            )
        }
        var audit = Audit(of: record, checkpoints: checkpoints, keys: keys)
        for entry in await Examined.each(of: sealed) { audit.take(entry) }
        if let fault = audit.verdict(isCovered: false).fault { throw error(.recordDamaged, "\(record.text): \(fault)") }
        return sealed
    }

    /// One for every position, so that the tree can be built from it; salt and body only where the reader may read them.
    ///
    /// - Parameters:
    ///   - record: One nobody began has no entries.
    ///   - position: The last position the reader has; `.start` asks from the first.
    ///   - limit: 1...5000 entries; beyond, the nearest is taken.
    ///   - reader: By the role they act in, and their group.
    /// - Returns: Consecutive positions, oldest first.
    /// - Throws: `recordDamaged` where one of them is not as it was sealed; `cannotRead`.
    package func sealedEntries(
        of record: RecordID, after position: Position, limit: Int, for reader: Reader
    ) async throws(RecorderError) -> [SealedEntry] {
        try await read { db in
            let sealer = Sealer()
            let rows = try SealedEntry.all(of: record, after: position, in: db).prefix(Self.clamped(limit))
            return try Array(rows.map { try sealer.shown($0.sound, to: reader) })
        }
    }

    private static func clamped(_ limit: Int) -> Int { min(max(limit, 1), 5000) }
}

extension Sealer {
    /// Without salt and body where the reader may not read them.
    fileprivate func shown(_ sealed: SealedEntry, to reader: Reader) throws -> SealedEntry {
        guard try !isOpen(sealed, to: reader) else { return sealed }
        return SealedEntry(position: sealed.position, header: sealed.header, salt: nil, body: nil)
    }

    /// Once erased, an entry not for everyone is for nobody: only its body told whose it was.
    fileprivate func isOpen(_ sealed: SealedEntry, to reader: Reader) throws -> Bool {
        if let header = EntryHeader(sealed.header), header.kind != nil { return true }
        return try line(of: sealed)?.audience.admits(reader) ?? false
    }
}

extension SealedEntry {
    /// The same, where its words are those it was sealed with.
    fileprivate var sound: SealedEntry {
        get throws {
            let examined = Examined(self)
            guard let kind = examined.headerFault ?? examined.wordsFault else { return self }
            let fault = Fault(kind: kind, positions: position...position)
            throw RecorderError(
                code: .recordDamaged, path: examined.record?.text ?? "a record", underlying: Reason("\(fault)"))
        }
    }

    /// As stored, ascending; an emptied body is none.
    static func all(
        of record: RecordID, after position: Position, in db: Database
    ) throws -> MapCursor<RowCursor, SealedEntry> {
        let sql = """
            SELECT entry.position, header, salt, bytes FROM entry LEFT JOIN body USING (record, position)
            WHERE record = ? AND entry.position > ? ORDER BY entry.position
            """
        return try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [record.text, position.number]
        ).map { SealedEntry($0) }
    }

    private init(_ row: Row) {
        let header: Data = row["header"]
        let salt: Data? = row["salt"]
        let body: Data? = row["bytes"]
        let isEmptied = salt?.allSatisfy { $0 == 0 } ?? true
        self.init(
            position: Position(row["position"]), header: Array(header), salt: isEmptied ? nil : salt.map(Array.init),
            body: isEmptied ? nil : body.map(Array.init))
    }
}
