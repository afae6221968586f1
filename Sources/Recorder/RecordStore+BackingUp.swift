import Foundation
import GRDB
package import Proceedings

extension RecordStore {
    /// Writes a backup of everything as it is at one moment, while the store goes on recording.
    ///
    /// The copy is opened and verified before the file is there; what it has to do without was recorded later.
    ///
    /// - Parameter path: Absolute, outside the folder; a backup there is replaced at once and whole, no other file is.
    /// - Returns: What the copy holds, record by record.
    /// - Throws: `cannotBackUp`.
    package func backUp(to path: String, at instant: Instant) async throws(RecorderError) -> [Verdict] {
        let place = DataFolder(path: folder + "/backup.part")
        do {
            let verdicts = try await backUp(to: path, by: place, at: instant)
            try place.remove()
            try Data("\(instant.milliseconds)\n".utf8).write(
                to: URL(fileURLWithPath: DataFolder(path: folder).backedUp), options: .atomic)
            return verdicts
        } catch {
            do { try place.remove() } catch { throw RecorderError.placed(error, .cannotBackUp, at: place.path) }
            if let known = error as? RecorderError, known.code == .diskFull { throw known }
            throw RecorderError(code: .cannotBackUp, path: path, underlying: error)
        }
    }

    /// When a backup was last written, by whichever process; nil where none was, or its time cannot be read.
    package func lastBackup() -> Instant? {
        guard let bytes = FileManager.default.contents(atPath: DataFolder(path: folder).backedUp) else { return nil }
        return Int64(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            .map(Instant.init(milliseconds:))
    }

    /// What the disk has left for who is not root.
    ///
    /// - Throws: `cannotRead`.
    package func freeBytes() throws(RecorderError) -> Int64 {
        do { return try DataFolder(path: folder).freeBytes() } catch {
            throw RecorderError(code: .cannotRead, path: folder, underlying: error)
        }
    }

    private func backUp(to path: String, by place: DataFolder, at instant: Instant) async throws -> [Verdict] {
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        guard !whole.hasPrefix(URL(fileURLWithPath: folder).standardizedFileURL.path + "/") else {
            throw Reason("a backup in the folder itself would be lost with it; name a place outside")
        }
        guard !FileManager.default.fileExists(atPath: path) || Backup.hasHead(path) else {
            throw Reason("another file is there that is no backup, or a damaged one; remove it, or name another place")
        }
        try place.remove()
        try place.make()
        try place.makeDatabase()
        try await cabinet.read { db in
            let copy = try DatabaseQueue(path: place.database)
            try copy.writeWithoutTransaction { try db.backup(to: $0) }
            try copy.close()
        }
        try place.keep(key: key.seed)
        // After the copy: what was erased meanwhile is erased in the copy too.
        let own = DataFolder(path: folder)
        let erasures = FileManager.default.contents(atPath: own.erasures.path) ?? Data()
        let address = FileManager.default.contents(atPath: own.address).map { String(decoding: $0, as: UTF8.self) }
        try place.keep(erasures: erasures)
        let verdicts = try await place.verified(at: instant)
        try Backup.write(
            place.database, key: Data(key.seed), erasures: erasures, address: address, at: instant, to: whole)
        return verdicts
    }
}

extension DataFolder {
    /// Of a copy that nobody serves.
    func remove() throws {
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }

    func keep(key seed: [UInt8]) throws {
        try FileManager.default.createDirectory(
            atPath: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try write(Data(seed), to: key)
    }

    func keep(erasures bytes: Data) throws {
        if !bytes.isEmpty { try write(bytes, to: erasures.path) }
    }

    private func write(_ bytes: Data, to path: String) throws {
        unlink(path)
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open \(path)") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: bytes)
        try file.synchronize()
        try file.close()
    }

    /// Opens it, which carries out the list of erasures, and checks every record.
    func verified(at instant: Instant) async throws -> [Verdict] {
        let store = try RecordStore.open(folder: path, at: instant)
        let verdicts = try await store.verify()
        try await store.close()
        if let bad = verdicts.first(where: { !$0.isSound }), let fault = bad.fault {
            throw Reason("\(bad.record?.text ?? "the database") is not sound: \(fault)")
        }
        return verdicts
    }
}
