import Crypto

// What of the tree is shown to who checks a part of it (RFC 9162 §2.1.3), and how it is laid out in tiles.
extension MerkleTree {
    static func leaf(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [0x00] + bytes)) }

    /// - Parameter leaves: Hashes of leaves, at least one.
    static func root(of leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1, let first = leaves.first else { return leaves.first ?? [] }
        guard leaves.count > 2 else { return node(first, leaves[leaves.endIndex - 1]) }
        let middle = leaves.startIndex + split(leaves.count)
        return node(root(of: leaves[..<middle]), root(of: leaves[middle...]))
    }

    /// The hashes that lead from a leaf to the root, nearest first.
    ///
    /// - Parameter index: Of the leaf, from 0; less than `leaves.count`.
    static func path(to index: Int, in leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let size = split(leaves.count)
        let middle = leaves.startIndex + size
        return index < size
            ? path(to: index, in: leaves[..<middle]) + [root(of: leaves[middle...])]
            : path(to: index - size, in: leaves[middle...]) + [root(of: leaves[..<middle])]
    }

    /// The largest power of two that is less than `count`, which is at least 2.
    private static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
