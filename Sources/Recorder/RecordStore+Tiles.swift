import Foundation
import GRDB
package import Proceedings

// The tree as others read it: in tiles, and by proofs for one entry.
extension RecordStore {
    /// A part of a record's tree (C2SP tlog-tiles).
    package enum Tile: Hashable, Sendable {
        /// Hashes at a level, 0 for those of leaves; each stands for 256 of the level below.
        case hashes(level: Int)
        /// The leaves themselves, each after its length in two bytes.
        case entries
    }

    /// - Parameters:
    ///   - tile: Level 0...5.
    ///   - index: From 0.
    ///   - width: 1...256 hashes or leaves; fewer than 256 only at the end of the tree.
    /// - Returns: `nil` where what was signed of the record does not go so far.
    /// - Throws: `recordDamaged` where some of it is missing; `cannotRead`.
    package func bytes(
        of tile: Tile, index: Int, width: Int, in record: RecordID
    ) async throws(RecorderError) -> [UInt8]? {
        let level = if case .hashes(let level) = tile { level } else { 0 }
        guard (0...5).contains(level), (1...256).contains(width), index >= 0, index < 1 << 24 else { return nil }
        let each = 1 << (8 * level)
        let (first, isTooFar) = index.multipliedReportingOverflow(by: 256 * each)
        guard !isTooFar, let signed = try await newestCheckpoint(of: record)?.size, first + width * each <= signed
        else { return nil }
        let headers = try await headers(of: record, from: first, count: width * each)
        switch tile {
        case .entries:
            return headers.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
        case .hashes:
            let leaves = headers.map { MerkleTree.leaf($0) }
            return stride(from: 0, to: leaves.count, by: each).flatMap { MerkleTree.root(of: leaves[$0..<$0 + each]) }
        }
    }

    /// That an entry is in the record as it was signed last.
    package struct InclusionProof: Hashable, Sendable {
        /// The leaf's bytes.
        package let header: [UInt8]
        /// Of the tree; the leaf's index is its position less one.
        package let size: Int
        /// Hashes from the leaf to the root, nearest first, 32 bytes each.
        package let path: [[UInt8]]
        package let root: [UInt8]
        /// The signed note that states size and root.
        package let checkpoint: String
        /// What the note is verified with.
        package let verifierKey: String
    }

    /// - Returns: `nil` where no signed checkpoint covers the position yet.
    /// - Throws: `recordDamaged` where the leaves do not come to what was signed; `cannotRead`.
    package func proof(of position: Position, in record: RecordID) async throws(RecorderError) -> InclusionProof? {
        guard let checkpoint = try await newestCheckpoint(of: record), position > .start,
            position.number <= checkpoint.size
        else { return nil }
        let headers = try await headers(of: record, from: 0, count: checkpoint.size)
        let leaves = headers.map { MerkleTree.leaf($0) }
        let root = MerkleTree.root(of: leaves[...])
        try require(root, signedBy: checkpoint, of: record)
        return InclusionProof(
            header: headers[position.number - 1], size: checkpoint.size,
            path: MerkleTree.path(to: position.number - 1, in: leaves[...]), root: root,
            checkpoint: checkpoint.note, verifierKey: try await verifierKey(of: record))
    }

    /// That a record, as signed last, goes on from what it was before.
    package struct ConsistencyProof: Sendable {
        package let from: Int
        package let size: Int
        /// RFC 9162 §2.1.4, 32 bytes each; empty where nothing was added, or there was nothing before.
        package let path: [[UInt8]]
        package let roots: (from: [UInt8], to: [UInt8])
        /// The newest signed note.
        package let checkpoint: String
        package let verifierKey: String
    }

    /// - Parameters:
    ///   - former: Entries of the earlier record, 0...`size`.
    ///   - size: Of the later; `nil` is as signed last.
    /// - Returns: `nil` where what was signed does not go so far.
    /// - Throws: `recordDamaged` where the leaves do not come to what was signed; `cannotRead`.
    package func consistency(
        from former: Int, to size: Int?, in record: RecordID
    ) async throws(RecorderError) -> ConsistencyProof? {
        guard let checkpoint = try await newestCheckpoint(of: record) else { return nil }
        let size = size ?? checkpoint.size
        guard former >= 0, former <= size, size <= checkpoint.size else { return nil }
        let leaves = try await headers(of: record, from: 0, count: size).map { MerkleTree.leaf($0) }
        func root(_ part: Range<Int>) -> [UInt8] {
            part.isEmpty ? MerkleTree().root : MerkleTree.root(of: leaves[part])
        }
        let whole = root(0..<size)
        if size == checkpoint.size { try require(whole, signedBy: checkpoint, of: record) }
        return ConsistencyProof(
            from: former, size: size,
            path: former == 0 ? [] : MerkleTree.consistencyParts(from: former, to: size).map(root),
            roots: (root(0..<former), whole), checkpoint: checkpoint.note,
            verifierKey: try await verifierKey(of: record))
    }

    private func require(
        _ root: [UInt8], signedBy checkpoint: Checkpoint, of record: RecordID
    ) throws(RecorderError) {
        guard SignedNote(checkpoint.note).flatMap({ TreeHead($0.text) })?.root == root else {
            throw error(.recordDamaged, "\(record.text): its leaves do not come to the root that was signed")
        }
    }

    /// Consecutive leaves that were signed.
    private func headers(
        of record: RecordID, from first: Int, count: Int
    ) async throws(RecorderError) -> [[UInt8]] {
        let headers: [[UInt8]] = try await read { db in
            try Data.fetchAll(
                db, sql: "SELECT header FROM entry WHERE record = ? AND position > ? ORDER BY position LIMIT ?",
                arguments: [record.text, first, count]
            ).map { Array($0) }
        }
        guard headers.count == count else { throw error(.recordDamaged, "\(record.text): signed leaves are missing") }
        return headers
    }
}
