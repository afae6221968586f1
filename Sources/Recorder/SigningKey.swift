import Crypto
import Foundation
import GRDB
import Proceedings

/// The server's Ed25519 key. Each record's checkpoints are signed with it under the record's own origin.
struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// 32 bytes, for a backup only.
    var seed: [UInt8] { Array(key.rawRepresentation) }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    init(seed: [UInt8]) throws { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) }

    func verifier(_ origin: String) -> VerifierKey { VerifierKey(name: origin, publicKey: publicKey) }

    func sign(_ text: String, as origin: String) throws -> SignedNote {
        let signature = try key.signature(for: Data(text.utf8))
        return SignedNote(
            text: text,
            signatures: [.init(name: origin, keyID: verifier(origin).id, bytes: Array(signature))])
    }

    /// Loads the key; makes one only where neither the folder nor the database ever had one. The database keeps every
    /// public key, since a key the operator replaced must go on verifying what it signed.
    static func known(in folder: DataFolder, by pool: DatabasePool, at instant: Instant) throws -> SigningKey {
        do {
            let signed = try pool.read { try Data.fetchOne($0, sql: "SELECT public FROM signing_key LIMIT 1") != nil }
            if !FileManager.default.fileExists(atPath: folder.key) {
                guard !signed else { throw Reason("the file is gone, and records are signed with it") }
                try make(in: folder)
            }
            let key = try load(folder.key)
            try pool.write { db in
                try db.execute(
                    sql: """
                        UPDATE signing_key SET retired_at = ? WHERE public <> ? AND retired_at IS NULL
                        """, arguments: [instant.milliseconds, Data(key.publicKey)])
                try db.execute(
                    sql:
                        "INSERT INTO signing_key (public, since) VALUES (?, ?) ON CONFLICT DO UPDATE SET retired_at = NULL",
                    arguments: [Data(key.publicKey), instant.milliseconds])
            }
            return key
        } catch let failure as DatabaseError {
            throw failure
        } catch {
            throw RecorderError.placed(error, .keyUnreadable, at: folder.key)
        }
    }

    /// Public keys that a record's checkpoints may be signed with: this server's, with those that were replaced, and the
    /// one of the server it was taken in from.
    static func known(for record: RecordID, in db: Database) throws -> [[UInt8]] {
        try Data.fetchAll(
            db,
            sql: """
                SELECT public FROM (SELECT public, since FROM signing_key
                    UNION ALL SELECT public, 0 FROM adopted_key WHERE record = ?) ORDER BY since
                """, arguments: [record.text]
        ).map { Array($0) }
    }

    /// The same under the name of the record, with the key in use, which is known by its file and not by what the database
    /// says of it.
    ///
    /// - Returns: None where nobody began the record.
    func verifiers(of record: RecordID, in db: Database) throws -> [VerifierKey] {
        let origin = try String.fetchOne(db, sql: "SELECT origin FROM record WHERE id = ?", arguments: [record.text])
        guard let origin else { return [] }
        let known = try Self.known(for: record, in: db)
        return ([publicKey] + known).map { VerifierKey(name: origin, publicKey: $0) }
    }

    static func load(_ path: String) throws -> SigningKey {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Reason.system("stat") }
        guard status.st_mode & 0o077 == 0 else { throw Reason("others than its owner may read it") }
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        guard bytes.count == 32 else { throw Reason("it has \(bytes.count) bytes, not 32") }
        return try SigningKey(seed: bytes)
    }

    /// Written beside its place and linked into it, so that a key is there whole or not at all, and never replaced.
    private static func make(in folder: DataFolder) throws {
        if !FileManager.default.fileExists(atPath: folder.keys) {
            try FileManager.default.createDirectory(
                atPath: folder.keys, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
        let draft = folder.key + ".new"
        unlink(draft)  // of a start that was cut short
        let bytes = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        let descriptor = Foundation.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open") }
        let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        Foundation.close(descriptor)
        guard isWritten else { throw Reason("its first bytes could not be written") }
        guard link(draft, folder.key) == 0 else { throw Reason.system("link") }
        unlink(draft)
        try DataFolder.sync(folder.keys)
        try DataFolder.sync(folder.path)
    }
}
