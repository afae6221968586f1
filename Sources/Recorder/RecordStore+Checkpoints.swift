import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// Signs the record as it stands. A size that was signed before gives the same checkpoint again.
    ///
    /// - Throws: `unknownRecord`, `cannotRead`, `cannotAppend`, `diskFull`.
    package func sign(_ record: RecordID, at instant: Instant) async throws(RecorderError) -> Checkpoint {
        let known = await cabinet.tree(of: record)
        let (head, tree) = try await read { [folder] db in
            guard let head = try Head.of(record, in: db) else {
                throw RecorderError(code: .unknownRecord, path: folder, underlying: Reason(record.text))
            }
            return (head, try known.grown(by: record, in: db))
        }
        await cabinet.remember(tree, of: record)
        let text = TreeHead(origin: head.origin, size: tree.size, root: tree.root).text
        let note: SignedNote
        do {
            note = try key.sign(text, as: head.origin)
        } catch {
            throw RecorderError.placed(error, .keyUnreadable, at: folder)
        }
        return try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO checkpoint (record, size, note, signed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                arguments: [record.text, tree.size, note.encoded, instant.milliseconds])
            guard let stored = try Checkpoint.newest(of: record, in: db) else { throw Reason("no checkpoint") }
            return stored
        }
    }

    package func newestCheckpoint(of record: RecordID) async throws(RecorderError) -> Checkpoint? {
        try await read { try Checkpoint.newest(of: record, in: $0) }
    }

    /// The line a verifier needs for a record, `name+hash+base64`: of the key its newest checkpoint was signed with, which
    /// may be one that was replaced since, or another server's where the record was taken in from there.
    ///
    /// - Throws: `unknownRecord`, `cannotRead`.
    package func verifierKey(of record: RecordID) async throws(RecorderError) -> String {
        try await signer(of: record).line
    }

    func signer(of record: RecordID) async throws(RecorderError) -> VerifierKey {
        let (head, note, keys) = try await read { db in
            (
                try Head.of(record, in: db), try Checkpoint.newest(of: record, in: db)?.note,
                try SigningKey.known(for: record, in: db)
            )
        }
        guard let head else { throw error(.unknownRecord, record.text) }
        let own = key.verifier(head.origin)
        guard let note = note.flatMap({ SignedNote($0) }), !note.isSigned(by: own) else { return own }
        return keys.map { VerifierKey(name: head.origin, publicKey: $0) }.first { note.isSigned(by: $0) } ?? own
    }

    /// Whom a publication of a record is signed by here: the record's own name where this server signs its checkpoints
    /// too, else `host`'s.
    ///
    /// - Throws: `unknownRecord`, `cannotRead`.
    package func publisherKey(of record: RecordID, host: String) async throws(RecorderError) -> VerifierKey {
        let signer = try await signer(of: record)
        return signer.publicKey == key.publicKey ? signer : key.verifier("\(host)/\(record.text)")
    }

    /// Signs the statement of a publication, which can be taken for no checkpoint.
    ///
    /// - Returns: A signed note.
    /// - Throws: `keyUnreadable`.
    package func sign(_ statement: String, by publisher: VerifierKey) throws(RecorderError) -> String {
        do {
            guard TreeHead(statement) == nil else { throw Reason("it reads as a checkpoint") }
            return try key.sign(statement, as: publisher.name).encoded
        } catch {
            throw RecorderError.placed(error, .keyUnreadable, at: folder)
        }
    }
}

extension Checkpoint {
    static func all(of record: RecordID, in db: Database) throws -> [Checkpoint] {
        try Row.fetchAll(db, sql: "SELECT size, note FROM checkpoint WHERE record = ?", arguments: [record.text])
            .map { Checkpoint(size: $0["size"], note: $0["note"]) }
    }

    fileprivate static func newest(of record: RecordID, in db: Database) throws -> Checkpoint? {
        try Row.fetchOne(
            db, sql: "SELECT size, note FROM checkpoint WHERE record = ? ORDER BY size DESC LIMIT 1",
            arguments: [record.text]
        ).map { Checkpoint(size: $0["size"], note: $0["note"]) }
    }
}

extension MerkleTree {
    /// With the headers that were recorded since.
    fileprivate func grown(by record: RecordID, in db: Database) throws -> MerkleTree {
        var tree = self
        let headers = try Data.fetchCursor(
            db, sql: "SELECT header FROM entry WHERE record = ? AND position > ? ORDER BY position",
            arguments: [record.text, size])
        while let header = try headers.next() { tree.append(Array(header)) }
        return tree
    }
}
