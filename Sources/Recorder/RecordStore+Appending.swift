import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// Makes an empty record; one that was begun before is left as it is.
    ///
    /// - Parameters:
    ///   - record: 1...64 lower-case letters, digits and hyphens.
    ///   - host: As readers know the server, with the port where there is one: `notes.example.org:7710`.
    ///   - instant: Now.
    /// - Returns: The record's head, with the host it was first begun with.
    /// - Throws: `unusableOrigin` where a checkpoint could not be signed for it; `cannotAppend`, `diskFull`.
    package func begin(_ record: RecordID, host: String, at instant: Instant) async throws(RecorderError) -> Head {
        let origin = "\(host)/\(record.text)"
        guard VerifierKey.isName(origin), !host.isEmpty, record.isPlain else {
            throw error(.unusableOrigin, "\(origin) holds a character it must not, or is too long")
        }
        let epoch = UInt64.random(in: .min ... .max)
        return try await write { db in
            try db.execute(
                sql: "INSERT INTO record (id, origin, epoch, begun_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                arguments: [record.text, origin, Int64(bitPattern: epoch), instant.milliseconds])
            guard let head = try Head.of(record, in: db) else { throw Reason("the new record is not there") }
            return head
        }
    }

    /// - Returns: `nil` where no such record was begun.
    package func head(of record: RecordID) async throws(RecorderError) -> Head? {
        try await read { try Head.of(record, in: $0) }
    }

    /// Records a batch in one transaction with one sync.
    ///
    /// - Returns: Each entry as it was sealed.
    /// - Throws: `movedOn`, `clientIDTaken`, `slugTaken`, `joinCodeTaken`, `unknownRecord`, `roomKept`: nothing was
    ///   recorded, go on.
    ///   `cannotAppend`, `diskFull`, `displaced`: nothing was acknowledged; `reopen`, then read what is there.
    @discardableResult
    package func append(_ batch: Batch, to record: RecordID) async throws(RecorderError) -> [SealedEntry] {
        let sealed: [SealedEntry]
        do {
            let sealer = Sealer()
            sealed = try batch.entries.map { entry in
                guard let line = entry.line else { throw Reason("position \(entry.position.number) has no words") }
                return try sealer.seal(entry, line, in: record)
            }
        } catch {
            throw RecorderError.placed(error, .cannotAppend, at: folder)
        }
        try requireRoom(for: batch.papers)
        try await write(adding: sealed.count) { [folder] db in
            guard let head = try Head.of(record, in: db) else {
                throw RecorderError(code: .unknownRecord, path: folder, underlying: Reason(record.text))
            }
            guard sealed.enumerated().allSatisfy({ $1.position.number == head.last.number + 1 + $0 }) else {
                let gap = Reason("\(record.text) goes to position \(head.last.number)")
                throw RecorderError(code: .movedOn, path: folder, underlying: gap)
            }
            if let erasing = batch.erasing { try Self.note(erasing, batch, of: record, in: db, folder) }
            try batch.save(sealed, in: db, of: record, at: folder)
        }
        switch batch.forgetting {
        case .now: await cabinet.emptyLog()
        case .soon: await cabinet.oweEmptyLog()
        case nil: break
        }
        return sealed
    }

    /// All receipts of a record, for a sitting that answers repeated commands.
    package func receipts(of record: RecordID) async throws(RecorderError) -> [Receipt] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT participant, client_id, digest, positions FROM receipt WHERE record = ?",
                arguments: [record.text]
            ).map { try Receipt($0) }
        }
    }

    /// Enters what goes in the list of erasures, which must be on the disk before the transaction is.
    private static func note(
        _ erasing: Erasing, _ batch: Batch, of record: RecordID, in db: Database, _ folder: String
    ) throws {
        for entry in batch.entries {
            guard let line = entry.line, case .erasure(let erasure) = line.body else { continue }
            let links = try erasing.links(in: db, of: record)
            let unnamed = ErasureList.Item(
                record: record, position: nil, commitment: nil, links: links, at: entry.acceptedAt, by: line.by,
                ground: erasure.ground, reference: erasure.reference, places: nil)
            try DataFolder(path: folder).erasures.add(
                try db.items(
                    erasure.lines, of: record, by: erasure, line.by, at: entry.acceptedAt, places: erasing.places)
                    + (links.isEmpty ? [] : [unnamed]))
        }
    }

    /// Overwrites words and salts where they stand, and the digests that could betray them.
    static func empty(_ positions: [Position], of record: RecordID, in db: Database) throws {
        for position in positions {
            let arguments: StatementArguments = [record.text, position.number]
            try db.execute(
                sql: """
                    UPDATE body SET salt = zeroblob(32), bytes = zeroblob(length(bytes))
                    WHERE record = ? AND position = ?
                    """, arguments: arguments)
            try db.execute(
                sql: """
                    UPDATE receipt SET digest = x''
                    WHERE record = ?1 AND instr(positions, ?2) > 0
                        AND ?2 IN (SELECT value FROM json_each(receipt.positions))
                    """, arguments: arguments)
        }
    }
}

extension RecordStore {
    /// Empties the log of what it must not keep for long; to be called each second.
    package func tidy() async { await cabinet.emptyOwedLog() }

    /// When the log of the database must have let go of what is no longer in the database.
    enum Forgetting {
        /// Before anybody is told.
        case now
        /// At the next `tidy`.
        case soon
    }
}

extension RecordStore.Batch {
    fileprivate func save(_ sealed: [SealedEntry], in db: Database, of record: RecordID, at folder: String) throws {
        for entry in sealed { try entry.insert(in: db, of: record) }
        for receipt in receipts { try receipt.insert(in: db, of: record, at: folder) }
        try RecordStore.empty(withdrawn, of: record, in: db)
        try db.unsupport(unsupported, in: record)
        for support in supports { try support.save(in: db, of: record) }
        for change in ballots { try change.save(in: db, of: record) }
        for change in whereabouts { try change.save(in: db, of: record) }
        try listing?.save(in: db, at: folder)
        try series?.save(in: db, at: folder)
        for change in papers { try change.save(in: db, of: record) }
        try erasing?.save(in: db, of: record)
        try Delivery.enter(entries, of: record, in: db)
    }

    fileprivate var forgetting: RecordStore.Forgetting? {
        let wishes = ballots.lazy.compactMap(\.forgetting) + whereabouts.lazy.compactMap(\.forgetting)
        return withdrawn.isEmpty && papers.isEmpty && !wishes.contains(.now) ? wishes.first : .now
    }
}

extension RecordID {
    /// It may stand in addresses and names of files: 1...64 lower-case letters, digits and hyphens.
    var isPlain: Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}

extension RecordStore.Head {
    static func of(_ record: RecordID, in db: Database) throws -> Self? {
        let sql = """
            SELECT epoch, origin, (SELECT max(position) FROM entry WHERE record = id) AS last FROM record WHERE id = ?
            """
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [record.text]).map { row in
            Self(
                record: record, epoch: UInt64(bitPattern: row["epoch"]), last: Position(row["last"] ?? 0),
                origin: row["origin"])
        }
    }
}

extension SealedEntry {
    /// Without words it has no body.
    func insert(in db: Database, of record: RecordID) throws {
        try db.cachedStatement(sql: "INSERT INTO entry (record, position, header) VALUES (?, ?, ?)")
            .execute(arguments: [record.text, position.number, Data(header)])
        guard let salt, let body else { return }
        try db.cachedStatement(sql: "INSERT INTO body (record, position, salt, bytes) VALUES (?, ?, ?, ?)")
            .execute(arguments: [record.text, position.number, Data(salt), Data(body)])
    }
}

extension RecordStore.Receipt {
    fileprivate func insert(in db: Database, of record: RecordID, at path: String) throws {
        let positions = "[\(positions.map { "\($0.number)" }.joined(separator: ","))]"
        let sql = "INSERT INTO receipt (record, participant, client_id, digest, positions) VALUES (?, ?, ?, ?, ?)"
        do {
            try db.cachedStatement(sql: sql)
                .execute(arguments: [record.text, participant.text, clientID, Data(digest), positions])
        } catch let failure as DatabaseError where failure.resultCode == .SQLITE_CONSTRAINT {
            throw RecorderError(code: .clientIDTaken, path: path, underlying: failure)
        }
    }

    fileprivate init(_ row: Row) throws {
        let digest: Data = row["digest"]
        let positions: String = row["positions"]
        self.init(
            participant: Participant.ID(row["participant"]), clientID: row["client_id"], digest: Array(digest),
            positions: try JSONDecoder().decode([Position].self, from: Data(positions.utf8)))
    }
}
