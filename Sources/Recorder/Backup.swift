import Crypto
import Foundation
import Proceedings

/// A backup file: a head of one line, the digest of that line, then the database as it was at one moment.
///
/// It holds all that another machine needs to go on: the signing key too, so it is as secret as the folder. Whatever is
/// cut off or changed is found before anything is made of it, by the digests in the head.
struct Backup {
    let head: Head
    private let start: UInt64

    struct Head: Codable {
        var format = Self.format
        let madeAt: Instant
        /// Bytes of the database.
        let size: Int
        /// Each piece but the last has so many bytes.
        var piece = Self.pieceBytes
        /// SHA-256, hexadecimal.
        let pieces: [String]
        /// The Ed25519 seed.
        let key: Data
        /// The list of erasures as it stood.
        let erasures: String
        /// The address people used; `nil` where nobody had served the folder.
        let address: String?

        static let format = "openfloor-backup/1"
        static let pieceBytes = 1_048_576
    }

    /// Writes one and reads it again.
    ///
    /// - Parameters:
    ///   - database: A file nobody writes to.
    ///   - address: Where people read it.
    static func write(
        _ database: String, key: Data, erasures: Data, address: String?, at instant: Instant, to path: String
    ) throws {
        var pieces: [String] = []
        var size = 0
        try eachPiece(of: database) { piece in
            pieces.append(SHA256.hash(data: piece).hex)
            size += piece.count
        }
        let head = Head(
            madeAt: instant, size: size, pieces: pieces, key: key,
            erasures: String(decoding: erasures, as: UTF8.self), address: address)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(head)
        let part = path + ".part"
        unlink(part)
        let descriptor = Foundation.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Reason.system("open \(part)") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: line + Data("\n\(SHA256.hash(data: line).hex)\n".utf8))
            try eachPiece(of: database) { try file.write(contentsOf: $0) }
            try file.synchronize()
            try file.close()
            try Backup(part).copy { _ in }
            guard rename(part, path) == 0 else { throw Reason.system("rename \(part)") }
        } catch {
            unlink(part)
            throw error
        }
        try DataFolder.sync((path as NSString).deletingLastPathComponent)
    }

    private let path: String

    /// Reads the head.
    init(_ path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { file.closeFile() }
        var bytes = Data()
        var ends: [Int] = []
        while ends.count < 2, let more = try file.read(upToCount: 65_536), !more.isEmpty {
            bytes += more
            ends = bytes.enumerated().lazy.filter { $1 == 0x0A }.prefix(2).map(\.offset)
        }
        guard ends.count == 2 else { throw Reason("it ends within its head: this is no whole backup") }
        let line = bytes.prefix(ends[0])
        let digest = String(decoding: bytes[(ends[0] + 1)..<ends[1]], as: UTF8.self)
        guard SHA256.hash(data: line).hex == digest else { throw Reason("its head was changed") }
        head = try JSONDecoder().decode(Head.self, from: line)
        guard head.format == Head.format, head.piece == Head.pieceBytes else {
            throw Reason("it is written in a form this version does not know: \(head.format)")
        }
        start = UInt64(ends[1] + 1)
        self.path = path
    }

    /// Whether a file begins as a backup does, with a head that was not changed.
    static func hasHead(_ path: String) -> Bool {
        do {
            _ = try Backup(path)
            return true
        } catch {
            return false
        }
    }

    /// Hands over the database, piece by piece, each as it was written.
    func copy(_ body: (Data) throws -> Void) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { file.closeFile() }
        try file.seek(toOffset: start)
        for (number, digest) in head.pieces.enumerated() {
            let from = number * head.piece
            let due = min(head.piece, head.size - from)
            let piece = try file.read(upToCount: due) ?? Data()
            guard piece.count == due else {
                throw Reason("it is cut off after \(from + piece.count) of \(head.size) bytes of its database")
            }
            guard SHA256.hash(data: piece).hex == digest else {
                throw Reason("bytes \(from) to \(from + due - 1) of its database were changed")
            }
            try body(piece)
        }
        guard try (file.read(upToCount: 1) ?? Data()).isEmpty else { throw Reason("something was added at its end") }
    }

    private static func eachPiece(of path: String, _ body: (Data) throws -> Void) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { file.closeFile() }
        while let piece = try file.read(upToCount: Head.pieceBytes), !piece.isEmpty { try body(piece) }
    }
}
