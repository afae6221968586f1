import Crypto
import Foundation

/// The hash tree of RFC 9162 §2.1 (RFC 6962) over a record's headers, SHA-256, kept as its compact frontier.
struct MerkleTree: Hashable, Sendable {
    /// Leaves so far.
    private(set) var size = 0
    /// Roots of the perfect subtrees, largest first: one for each 1 bit of `size`.
    private var peaks: [[UInt8]] = []

    /// 32 bytes; SHA-256 of nothing while empty.
    var root: [UInt8] {
        guard var root = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
        for peak in peaks.dropLast().reversed() { root = Self.node(peak, root) }
        return root
    }

    mutating func append(_ leaf: [UInt8]) { append(hash: Self.leaf(leaf)) }

    /// - Parameter leaf: Its hash.
    mutating func append(hash leaf: [UInt8]) {
        var hash = leaf
        var rest = size
        while rest & 1 == 1, let left = peaks.popLast() {
            hash = Self.node(left, hash)
            rest >>= 1
        }
        peaks.append(hash)
        size += 1
    }

    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0x01] + left + right))  // one array costs less than three updates of the hash
    }
}
