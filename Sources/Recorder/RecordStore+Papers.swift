import Crypto
import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// The bytes of a paper's file on their way to the store.
    package struct PaperBytes: Hashable, Sendable {
        /// SHA-256, 64 hexadecimal digits.
        package let digest: String
        /// CRC-32, so that a ZIP's heads are known before its bytes are read.
        package let crc: UInt32
        package let bytes: [UInt8]

        package init(digest: String, crc: UInt32, bytes: [UInt8]) {
            self.digest = digest
            self.crc = crc
            self.bytes = bytes
        }
    }

    /// What file a paper of a series has from now on. A file that no paper names any more leaves with the change.
    package struct PaperChange: Hashable, Sendable {
        package let paper: Int
        /// `nil`: none.
        package let digest: String?
        /// Of the file of that digest, where they may be new.
        package let sent: PaperBytes?

        package init(paper: Int, digest: String?, sent: PaperBytes? = nil) {
            self.paper = paper
            self.digest = digest
            self.sent = sent
        }
    }

    /// A file is kept, and read, in pieces of so many bytes; the last may be shorter.
    package static let paperPiece = 131_072
    /// What of the disk no paper may take: the minutes come first. Bytes.
    static let roomKept: Int64 = 67_108_864

    /// One piece of a file, from 0.
    ///
    /// - Returns: `nil` where there is none: the file has ended, or has been taken away.
    package func piece(_ number: Int, ofPaper digest: String) async throws(RecorderError) -> [UInt8]? {
        try await read { db in
            try Data.fetchOne(
                db,
                sql: """
                    SELECT bytes FROM paper_piece WHERE number = ? AND
                        file = (SELECT id FROM paper_file WHERE digest = ?)
                    """, arguments: [number, digest]
            ).map { [UInt8]($0) }
        }
    }

    /// Reads every file again.
    ///
    /// - Returns: The digest of the first whose bytes are not those it names.
    func changedPaper() async throws(RecorderError) -> String? {
        for digest in try await read({ try String.fetchAll($0, sql: "SELECT digest FROM paper_file ORDER BY id") }) {
            var hash = SHA256()
            var number = 0
            while let piece = try await piece(number, ofPaper: digest) {
                hash.update(data: piece)
                number += 1
            }
            let isNamed = try await read { try $0.isPaper(digest) }
            let found = hash.finalize().hex
            if isNamed, found != digest { return digest }
        }
        return nil
    }

    /// CRC-32 of the files a series' papers have, by digest.
    package func paperSums(of record: RecordID) async throws(RecorderError) -> [String: UInt32] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT digest, crc FROM paper_use JOIN paper_file USING (digest) WHERE record = ?",
                arguments: [record.text])
            return Dictionary(rows.map { ($0["digest"], $0["crc"]) }) { first, _ in first }
        }
    }

    /// Whether the disk can take files so that the record can still go on. They are written twice: to the log first.
    ///
    /// - Throws: `roomKept`.
    func requireRoom(for changes: [PaperChange]) throws(RecorderError) {
        let size = changes.reduce(0) { $0 + Int64($1.sent?.bytes.count ?? 0) }
        guard size > 0 else { return }
        let free: Int64
        do { free = try DataFolder(path: folder).freeBytes() } catch {
            throw RecorderError.placed(error, .cannotRead, at: folder)
        }
        guard free >= Self.roomKept + 3 * size else {
            throw error(.roomKept, "\(free) bytes are free, \(size) were to be kept")
        }
    }
}

extension Line {
    /// What becomes of the files of a series’ papers by it.
    package func paperChanges(with sent: RecordStore.PaperBytes?) -> [RecordStore.PaperChange] {
        switch body {
        case .series(.paperAdded(let number, let paper)):
            [RecordStore.PaperChange(paper: number, digest: paper.file?.digest, sent: sent)]
        case .series(.paperDropped(let number)): [RecordStore.PaperChange(paper: number, digest: nil)]
        default: []
        }
    }
}

extension RecordStore.PaperChange {
    func save(in db: Database, of record: RecordID) throws {
        let former = try String.fetchOne(
            db, sql: "SELECT digest FROM paper_use WHERE record = ? AND paper = ?", arguments: [record.text, paper])
        if let sent { try sent.save(in: db) }
        if let digest {
            try db.execute(
                sql: """
                    INSERT INTO paper_use (record, paper, digest) VALUES (?, ?, ?)
                    ON CONFLICT (record, paper) DO UPDATE SET digest = excluded.digest
                    """, arguments: [record.text, paper, digest])
        } else {
            try db.execute(
                sql: "DELETE FROM paper_use WHERE record = ? AND paper = ?", arguments: [record.text, paper])
        }
        guard let former, former != digest else { return }
        try db.execute(
            sql: """
                DELETE FROM paper_file WHERE digest = ?1
                    AND NOT EXISTS (SELECT 1 FROM paper_use WHERE digest = ?1)
                """, arguments: [former])
    }
}

extension RecordStore.PaperBytes {
    /// Nothing happens where the file is kept already.
    fileprivate func save(in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO paper_file (digest, crc) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            arguments: [digest, Int64(crc)])
        guard db.changesCount > 0 else { return }
        let file = db.lastInsertedRowID
        let whole = Data(bytes)
        let step = RecordStore.paperPiece
        for (number, start) in stride(from: 0, to: whole.count, by: step).enumerated() {
            try db.execute(
                sql: "INSERT INTO paper_piece (file, number, pad, bytes) VALUES (?, ?, zeroblob(4096), ?)",
                arguments: [file, number, whole[start..<min(start + step, whole.count)]])
        }
    }
}

extension Database {
    /// Not taken away meanwhile.
    fileprivate func isPaper(_ digest: String) throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM paper_file WHERE digest = ?)", arguments: [digest])
            ?? false
    }
}

extension DataFolder {
    /// For who is not root.
    func freeBytes() throws -> Int64 {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { throw Reason.system("statvfs") }
        return Int64(disk.f_bavail * disk.f_frsize)
    }
}
