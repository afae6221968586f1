import Crypto
import Foundation
import Testing

@testable import Recorder

@Suite struct `The hash tree` {
    /// Inputs and roots of Certificate Transparency's own tests: the tree of the first n inputs, n from 0.
    private static let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func `its roots are those of Certificate Transparency`() {
        var tree = MerkleTree()
        var found = [tree.root.hex]
        for input in Self.inputs {
            tree.append([UInt8](hex: input))
            found.append(tree.root.hex)
        }
        #expect(found == Self.roots)
    }

    @Test func `every leaf of every tree to 40 leads by its path to the root, and by no other leaf's path`() {
        for size in 1...40 {
            let leaves = (0..<size).map { MerkleTree.leaf(Array("leaf \($0)".utf8)) }
            var tree = MerkleTree()
            for index in 0..<size { tree.append(Array("leaf \(index)".utf8)) }
            #expect(MerkleTree.root(of: leaves[...]) == tree.root)
            for index in 0..<size {
                let path = MerkleTree.path(to: index, in: leaves[...])
                #expect(Self.root(from: leaves[index], at: index, of: size, by: path) == tree.root)
                let other = (index + 1) % size
                if other != index {
                    #expect(Self.root(from: leaves[other], at: index, of: size, by: path) != tree.root)
                }
            }
        }
    }

    /// RFC 9162, 2.1.3.2.
    private static func root(from leaf: [UInt8], at index: Int, of size: Int, by path: [[UInt8]]) -> [UInt8] {
        var (here, last, hash) = (index, size - 1, leaf)
        for step in path {
            if here & 1 == 1 || here == last {
                hash = MerkleTree.node(step, hash)
                while here & 1 == 0, here != 0 { (here, last) = (here >> 1, last >> 1) }
            } else {
                hash = MerkleTree.node(hash, step)
            }
            (here, last) = (here >> 1, last >> 1)
        }
        return hash
    }

    @Test func `its root is what RFC 9162 defines, at every size to 300`() {
        var tree = MerkleTree()
        var leaves: [[UInt8]] = []
        for size in 1...300 {
            let leaf = Array("leaf \(size)".utf8)
            leaves.append(leaf)
            tree.append(leaf)
            #expect(tree.root == root(of: leaves[...]))
        }
    }

    /// MTH of §2.1.1, word for word.
    private func root(of leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.count == 1, let leaf = leaves.first { return Array(SHA256.hash(data: [0x00] + leaf)) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Array(SHA256.hash(data: [0x01] + root(of: leaves[..<middle]) + root(of: leaves[middle...])))
    }
}

extension [UInt8] {
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
