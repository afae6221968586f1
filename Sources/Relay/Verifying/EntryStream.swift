import Foundation
import Procedure
import Proceedings
package import Publishing
package import Recorder

/// Verifies a file of entries piece by piece, on every core, however long it is.
package enum EntryStream {
    /// Read at once, and examined at once by one core; bytes.
    private static let piece = 1_048_576
    /// Of one line, and so of what is held beyond the pieces.
    private static let longest = 67_108_864
    /// Pieces that are in memory at once.
    private static let mostPieces = 6

    /// - Parameter expected: The key that must have signed; by default the one the file itself names.
    /// - Throws: `EntryFileError` with the line; what the system says where the file cannot be read.
    package static func verdict(ofFileAt path: String, signedBy expected: String? = nil) async throws -> Verdict {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer {
            do { try file.close() } catch {}  // it was only read
        }
        let size = Int(try file.seekToEnd())
        let (foot, footStart) = try Self.foot(of: file, size: size)
        var lines = try LineReader(file, until: footStart, piece: piece, longest: longest)
        guard let first = try lines.line() else { throw EntryFileError.notEntries(lineNumber: 1) }
        let head = try EntryFile.head(first[...])
        guard let note = foot.checkpoint, let key = expected ?? head.verifierKey else {
            throw EntryFileError.unsigned
        }
        var audit = PublicationAudit(checkpoint: note, verifierKey: key)
        try await examine(&lines) { audit.take($0) }
        return audit.verdict().held(against: head, foot)
    }

    private static func examine(_ lines: inout LineReader, _ take: ([Examined]) -> Void) async throws {
        try await withThrowingTaskGroup(of: (Int, Piece).self) { group in
            var (begun, taken, number) = (0, 0, 2)
            var waiting: [Int: Piece] = [:]
            while true {
                while begun - taken < mostPieces, let bytes = try lines.piece() {
                    group.addTask { [begun] in (begun, Piece(bytes)) }
                    begun += 1
                }
                guard let (place, piece) = try await group.next() else { return }
                waiting[place] = piece
                while let piece = waiting.removeValue(forKey: taken) {
                    if let line = piece.damaged { throw EntryFileError.notEntries(lineNumber: number + line) }
                    take(piece.examined)
                    number += piece.examined.count
                    taken += 1
                }
            }
        }
    }

    /// Whole lines, examined.
    private struct Piece: Sendable {
        var examined: [Examined] = []
        /// The first line that is no row, from 0.
        var damaged: Int?

        init(_ bytes: [UInt8]) {
            do throws(EntryFileError) {
                for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) where damaged == nil {
                    if line.isEmpty, line.endIndex == bytes.endIndex { break }  // after the last newline
                    examined.append(Examined(try EntryFile.row(line, lineNumber: 0)))
                }
            } catch {
                damaged = examined.count
            }
        }
    }

    /// The last line, which names the checkpoint that all others are held against.
    private static func foot(of file: FileHandle, size: Int) throws -> (EntryFile.Foot, start: Int) {
        let room = min(size, piece)
        try file.seek(toOffset: UInt64(size - room))
        let end = [UInt8](try file.read(upToCount: room) ?? Data())
        let lineCount = { try Self.lines(of: file) }
        guard end.last == 0x0A else { throw EntryFileError.cutShort(lineNumber: try lineCount() + 1) }
        let before = end.dropLast().lastIndex(of: 0x0A)
        guard let before else { throw EntryFileError.notEntries(lineNumber: 1) }
        do {
            return (try EntryFile.foot(end[(before + 1)..<(end.count - 1)], lineNumber: 0), size - room + before + 1)
        } catch {
            throw EntryFileError.cutShort(lineNumber: try lineCount())
        }
    }

    private static func lines(of file: FileHandle) throws -> Int {
        try file.seek(toOffset: 0)
        var count = 0
        while let bytes = try file.read(upToCount: piece), !bytes.isEmpty { count += bytes.count { $0 == 0x0A } }
        return count
    }
}

/// A file's lines, whole ones only, up to a place.
private struct LineReader {
    private let file: FileHandle
    private let size: Int
    private let longest: Int
    private var left: Int
    /// Read, and not given yet.
    private var held: [UInt8] = []

    init(_ file: FileHandle, until end: Int, piece: Int, longest: Int) throws {
        self.file = file
        self.longest = longest
        size = piece
        left = end
        try file.seek(toOffset: 0)
    }

    /// The next line, without its end.
    mutating func line() throws -> [UInt8]? {
        while true {
            if let end = held.firstIndex(of: 0x0A) {
                defer { held.removeFirst(end + 1) }
                return Array(held[..<end])
            }
            guard try readOn() else { return nil }
        }
    }

    /// Whole lines that follow, about a piece of them.
    mutating func piece() throws -> [UInt8]? {
        while true {
            if held.count >= size || left == 0, let end = held.lastIndex(of: 0x0A) {
                let lines = Array(held[...end])
                held.removeFirst(end + 1)
                return lines
            }
            guard try readOn() else { return nil }
        }
    }

    private mutating func readOn() throws -> Bool {
        guard left > 0, held.count < longest, let bytes = try file.read(upToCount: min(size, left)), !bytes.isEmpty
        else { return false }
        held += bytes
        left -= bytes.count
        return true
    }
}

extension Verdict {
    /// Its first line must name the record that the entries are of, and its last how many there are.
    package func held(against head: EntryFile.Head, _ foot: EntryFile.Foot) -> Verdict {
        guard isSound else { return self }
        let name = foot.checkpoint.map { String($0.prefix { $0 != "\n" }) }
        guard record?.text == head.record, head.origin ?? name == name, foot.size == size else {
            return Verdict(
                record: record, size: size, withoutWords: withoutWords, checkpoints: checkpoints,
                fault: Fault(
                    kind: .fileDamaged("its first or last line tells of another record than its entries"),
                    positions: nil))
        }
        return self
    }
}
