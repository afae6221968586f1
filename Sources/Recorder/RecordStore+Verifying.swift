import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// Checks every record against its own commitments and its signed checkpoints, papers against the digests by which
    /// records name them, and the file's structure.
    ///
    /// Listings, grants and receipts are not signed: of them only the file's structure is checked.
    ///
    /// - Returns: One verdict for each record, and one without a record where the file itself is damaged.
    /// - Throws: `cannotRead` where not even the list of records can be read.
    package func verify() async throws(RecorderError) -> [Verdict] {
        let records = try await read { db in
            try Row.fetchAll(db, sql: "SELECT id, origin FROM record ORDER BY begun_at, id").map { row in
                let record = RecordID(row["id"])
                return (id: record, origin: row["origin"] as String, keys: try SigningKey.known(for: record, in: db))
            }
        }
        var verdicts: [Verdict] = []
        for record in records {
            // The key this server signs with is known by its file, not by what the database says of it.
            let keys = ([key.publicKey] + record.keys).map { VerifierKey(name: record.origin, publicKey: $0) }
            verdicts.append(await verdict(on: record.id, keys))
        }
        if let damage = await damage() {
            verdicts.append(
                Verdict(
                    record: nil, size: 0, withoutWords: 0, checkpoints: 0,
                    fault: Fault(kind: .fileDamaged(damage), positions: nil)))
        }
        return verdicts
    }

    /// Checks one record as `verify` checks each.
    ///
    /// - Throws: `unknownRecord`, `cannotRead`.
    package func verify(_ record: RecordID) async throws(RecorderError) -> Verdict {
        let (head, known) = try await read { db in
            (try Head.of(record, in: db), try SigningKey.known(for: record, in: db))
        }
        guard let head else { throw error(.unknownRecord, record.text) }
        let keys = ([key.publicKey] + known).map { VerifierKey(name: head.origin, publicKey: $0) }
        return await verdict(on: record, keys)
    }

    /// Names of all records, oldest first.
    package func records() async throws(RecorderError) -> [RecordID] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT id FROM record ORDER BY begun_at, id").map { RecordID($0) }
        }
    }

    /// Page by page, so that nothing waits for a long record to be read.
    private func verdict(on record: RecordID, _ keys: [VerifierKey]) async -> Verdict {
        do {
            let checkpoints = try await read { try Checkpoint.all(of: record, in: $0) }
            var audit = Audit(of: record, checkpoints: checkpoints, keys: keys)
            var page = try await page(of: record, after: .start)
            while audit.isGoingOn, let last = page.last?.position {
                // While one page is examined, on every core, the next is read.
                async let next = self.page(of: record, after: last)
                for entry in await Examined.each(of: page) { audit.take(entry) }
                page = try await next
            }
            return audit.verdict(isCovered: false)
        } catch {
            return Verdict(
                record: record, size: 0, withoutWords: 0, checkpoints: 0,
                fault: Fault(kind: .fileDamaged("\((error as? RecorderError)?.underlying ?? error)"), positions: nil))
        }
    }

    private func page(of record: RecordID, after last: Position) async throws(RecorderError) -> [SealedEntry] {
        try await read { db in try Array(SealedEntry.all(of: record, after: last, in: db).prefix(4_000)) }
    }

    private func damage() async -> String? {
        do {
            let report = try await read { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
            guard report == ["ok"] else { return report.joined(separator: "; ") }
            return try await changedPaper().map { "the bytes kept for the paper of SHA-256 \($0) are others" }
        } catch {
            return "\(error.underlying)"
        }
    }
}
