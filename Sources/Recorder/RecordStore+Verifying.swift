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
        var verdicts: [Verdict] = []
        for record in try await records() { verdicts.append(await verify(record)) }
        if let damage = await damage() {
            verdicts.append(
                Verdict(
                    record: nil, size: 0, withoutWords: 0, checkpoints: 0,
                    fault: Fault(kind: .fileDamaged(damage), positions: nil)))
        }
        return verdicts
    }

    /// Names of all records, oldest first.
    package func records() async throws(RecorderError) -> [RecordID] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT id FROM record ORDER BY begun_at, id").map { RecordID($0) }
        }
    }

    /// Checks one record, page by page, so that nothing waits for a long one to be read.
    package func verify(_ record: RecordID) async -> Verdict {
        do {
            let (checkpoints, keys) = try await read { [key] db in
                (try Checkpoint.all(of: record, in: db), try key.verifiers(of: record, in: db))
            }
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
