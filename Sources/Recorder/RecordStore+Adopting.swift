import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// A record that was kept elsewhere, as its publication has it; checked and found sound by the caller.
    package struct Adopted: Sendable {
        package let listing: Listing
        package let origin: String
        /// Every position; words where the publication has them.
        package let sealed: [SealedEntry]
        package let checkpoint: Checkpoint
        package let key: VerifierKey
        /// How many supported each question.
        package let support: [Int: Int]

        package init(
            listing: Listing, origin: String, sealed: [SealedEntry], checkpoint: Checkpoint, key: VerifierKey,
            support: [Int: Int]
        ) {
            self.listing = listing
            self.origin = origin
            self.sealed = sealed
            self.checkpoint = checkpoint
            self.key = key
            self.support = support
        }
    }

    package enum Adoption: Hashable, Sendable {
        case new
        /// The very record was there already, perhaps with more entries since, and stays as it is: what was erased here
        /// does not come back.
        case known
        /// Another is there under its name; they part at this position.
        case differs(at: Position)
    }

    /// Takes a record in as it is: the same leaves and times, under its own name and with its own checkpoint, and the key
    /// that signed it, which verifies this record and no other. What was erased from it here before goes again.
    ///
    /// - Throws: `unusableOrigin`, `slugTaken`; `cannotAppend`, `diskFull`.
    package func adopt(_ adopted: Adopted, at instant: Instant) async throws(RecorderError) -> Adoption {
        let record = adopted.listing.record
        // After a restore from an older copy a name of the tree's own follows the record's.
        guard record.isPlain, "\(adopted.origin)/".contains("/\(record.text)/"), VerifierKey.isName(adopted.origin)
        else { throw error(.unusableOrigin, adopted.origin) }
        let epoch = UInt64.random(in: .min ... .max)
        let adoption = try await write(adding: adopted.sealed.count) { [folder] db -> Adoption in
            if try Head.of(record, in: db) != nil { return try Self.comparison(adopted, in: db) }
            try db.execute(
                sql: "INSERT INTO record (id, origin, epoch, begun_at) VALUES (?, ?, ?, ?)",
                arguments: [record.text, adopted.origin, Int64(bitPattern: epoch), instant.milliseconds])
            for entry in adopted.sealed { try entry.insert(in: db, of: record) }
            try db.execute(
                sql: "INSERT INTO checkpoint (record, size, note, signed_at) VALUES (?, ?, ?, ?)",
                arguments: [
                    record.text, adopted.checkpoint.size, adopted.checkpoint.note, instant.milliseconds,
                ])
            try db.execute(
                sql: "INSERT INTO adopted_key (record, public) VALUES (?, ?)",
                arguments: [record.text, Data(adopted.key.publicKey)])
            for (question, count) in adopted.support {
                for number in 1...max(count, 1) where count > 0 {
                    try Support(question: question, participant: Participant.ID("elsewhere-\(number)"), isOn: true)
                        .save(in: db, of: record)
                }
            }
            try adopted.listing.save(in: db, at: folder)
            let erased = try DataFolder(path: folder).erasures.items().filter { $0.record == record }
            try db.carryOut(erased, on: record, at: instant)
            return .new
        }
        if adoption == .new { await cabinet.emptyLog() }
        return adoption
    }

    private static func comparison(_ adopted: Adopted, in db: Database) throws -> Adoption {
        let stored = try Data.fetchAll(
            db, sql: "SELECT header FROM entry WHERE record = ? ORDER BY position",
            arguments: [adopted.listing.record.text])
        let common = zip(stored, adopted.sealed).prefix { $0.elementsEqual($1.header) }.count
        return common == adopted.sealed.count ? .known : .differs(at: Position(common + 1))
    }
}

extension Entry {
    /// What a sealed entry says.
    ///
    /// - Throws: Where it was written by something else.
    package init(opening sealed: SealedEntry) throws {
        self = try Sealer().open(sealed)
    }
}
