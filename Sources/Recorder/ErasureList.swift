import Foundation
import Proceedings

/// The list of everything that was ever erased, beside the database: which entries, never their words. It is on the disk
/// before the words go, and carried out again whenever a store is opened, so that neither a crash nor an old copy of the
/// database brings anything back.
struct ErasureList: Sendable {
    let path: String

    /// One entry, known again by what its header commits to; or links that lost the name that stood on them.
    struct Item: Hashable, Sendable, Codable {
        /// `nil` for links to the whole house.
        let record: RecordID?
        let position: Position?
        let commitment: Data?
        /// Their ids.
        let links: [String]?
        /// When it was erased.
        let at: Instant
        let by: Role?
        let ground: Erasure.Ground
        let reference: String?
        /// What of it went, where the rest was said again.
        let places: [String]?
    }

    /// In the order they were added. A line that a crash cut short is none.
    func items() throws -> [Item] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
        return try Self.items(in: bytes, of: path)
    }

    static func items(in bytes: Data, of path: String) throws -> [Item] {
        let decoder = JSONDecoder()
        let whole = bytes.prefix(bytes.lastIndex(of: 0x0A).map { bytes.distance(from: bytes.startIndex, to: $0) } ?? 0)
        return try whole.split(separator: 0x0A).enumerated().map { number, line in
            do { return try decoder.decode(Item.self, from: Data(line)) } catch {
                throw Reason("line \(number + 1) of \(path) is no entry of the list of erasures")
            }
        }
    }

    /// Returns when the disk has them; what is there already is not added again.
    func add(_ new: [Item]) throws {
        let known = Set(try items())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Data()
        for item in new where !known.contains(item) { bytes += try encoder.encode(item) + [0x0A] }
        guard !bytes.isEmpty else { return }
        let isNew = !FileManager.default.fileExists(atPath: path)
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open \(path)") }
        defer { Foundation.close(descriptor) }
        let end = off_t(try whole())
        guard ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else {
            throw Reason.system("write \(path)")
        }
        try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: bytes)
        guard fsync(descriptor) == 0 else { throw Reason.system("fsync \(path)") }
        if isNew { try DataFolder.sync((path as NSString).deletingLastPathComponent) }
    }

    /// How many bytes of the file are whole lines.
    private func whole() throws -> Int {
        guard let bytes = FileManager.default.contents(atPath: path), let end = bytes.lastIndex(of: 0x0A) else {
            return 0
        }
        return bytes.distance(from: bytes.startIndex, to: end) + 1
    }
}
