import Foundation
import Proceedings

@testable import Recorder

extension Inlet {
    /// What is signed, and what proves that something was.
    static let trees = [
        Inlet("signed-note") { bytes in
            guard let words = text(bytes), let note = SignedNote(words) else { return false }
            try promise(note.encoded.utf8.elementsEqual(words.utf8), "a note is read only as it would be written")
            guard let head = TreeHead(note.text) else { return true }
            try promise(note.text.utf8.starts(with: head.text.utf8), "a checkpoint says what it is read as")
            return true
        },
        Inlet("verifier-key") { bytes in
            guard let words = text(bytes), let key = VerifierKey(words) else { return false }
            try promise(key.line.utf8.elementsEqual(words.utf8), "a key is read only as it would be written")
            try promise(!key.accepts([UInt8](repeating: 0, count: 64), of: []), "nothing is not a signature")
            return true
        },
        Inlet("consistency") { bytes in
            guard bytes.count >= 2 else { return false }
            let (former, later) = (Int(bytes[0]), Int(bytes[1]))
            guard former > 0, former <= later else { return false }
            let (old, new) = (root(former), root(later))
            let parts = MerkleTree.consistencyParts(from: former, to: later)
            let proof = parts.map { MerkleTree.root(of: leaves[$0]) }
            try promise(
                MerkleTree.isConsistent((former, old), with: (later, new), by: proof), "a tree goes on from its own")
            let forged = chunks(bytes.dropFirst(2))
            if forged != proof {
                try promise(
                    !MerkleTree.isConsistent((former, old), with: (later, new), by: forged), "there is one proof")
            }
            let other = forged.first ?? []
            if other != old {
                try promise(
                    !MerkleTree.isConsistent((former, other), with: (later, new), by: proof), "no other tree has it")
            }
            for size in [Int.max, Int.max - 1, later << 40] {
                _ = MerkleTree.isConsistent((former, old), with: (size, new), by: forged)
            }
            return true
        },
        Inlet("inclusion") { bytes in
            guard bytes.count >= 2, bytes[0] < bytes[1] else { return false }
            let (place, size) = (Int(bytes[0]), Int(bytes[1]))
            let path = MerkleTree.path(to: place, in: leaves[..<size])
            let sought = root(size)
            try promise(climbed(from: leaves[place], place, size, by: path) == sought, "the path leads to the root")
            let forged = chunks(bytes.dropFirst(2))
            if forged != path {
                try promise(climbed(from: leaves[place], place, size, by: forged) != sought, "there is one path")
            }
            return true
        },
    ]

    private static let leaves = (0..<256).map { MerkleTree.leaf([UInt8($0)]) }[...]

    private static func root(_ size: Int) -> [UInt8] {
        var tree = MerkleTree()
        for leaf in leaves[..<size] { tree.append(hash: leaf) }
        return tree.root
    }

    private static func chunks(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: 32).map {
            Array(bytes[$0..<min($0 + 32, bytes.endIndex)])
        }
    }

    /// As RFC 9162, 2.1.3.2 has it, for the house makes such proofs and its readers check them.
    private static func climbed(from leaf: [UInt8], _ place: Int, _ size: Int, by path: [[UInt8]]) -> [UInt8]? {
        var (here, last, hash) = (place, size - 1, leaf)
        for step in path {
            guard last > 0 else { return nil }
            if here & 1 == 1 || here == last {
                hash = MerkleTree.node(step, hash)
                while here & 1 == 0, here != 0 { (here, last) = (here >> 1, last >> 1) }
            } else {
                hash = MerkleTree.node(hash, step)
            }
            (here, last) = (here >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }
}
