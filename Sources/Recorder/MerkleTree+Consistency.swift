// That a tree goes on from an earlier one (RFC 9162 §2.1.4): nothing of what was signed before was changed or left out.
extension MerkleTree {
    /// The parts of a tree whose roots prove that it goes on from an earlier one, in the order of the proof.
    ///
    /// - Parameters:
    ///   - former: Leaves of the earlier tree, 1...`size`.
    ///   - size: Leaves of the later.
    static func consistencyParts(from former: Int, to size: Int) -> [Range<Int>] {
        guard former < size else { return [] }
        var parts: [Range<Int>] = []
        var (rest, whole, isOriginal) = (former, 0..<size, true)
        // From the top downwards; the proof has the lowest first.
        while rest != whole.count {
            let middle = 1 << (Int.bitWidth - 1 - (whole.count - 1).leadingZeroBitCount)
            let (left, right) = (
                whole.lowerBound..<(whole.lowerBound + middle), (whole.lowerBound + middle)..<whole.upperBound
            )
            if rest <= middle {
                parts.append(right)
                whole = left
            } else {
                parts.append(left)
                (rest, whole, isOriginal) = (rest - middle, right, false)
            }
        }
        return (isOriginal ? [] : [whole]) + parts.reversed()
    }

    /// - Parameters:
    ///   - former: Size and root of the earlier tree, of at least one leaf.
    ///   - later: Those of the one that should go on from it.
    /// - Returns: Whether the proof leads from one to the other (RFC 9162 §2.1.4.2).
    static func isConsistent(
        _ former: (size: Int, root: [UInt8]), with later: (size: Int, root: [UInt8]), by proof: [[UInt8]]
    ) -> Bool {
        guard former.size <= later.size, former.size > 0 else { return false }
        if former.size == later.size { return proof.isEmpty && former.root == later.root }
        var path = proof[...]
        if former.size & (former.size - 1) == 0 { path = ([former.root] + proof)[...] }
        guard let first = path.popFirst() else { return false }
        var (here, last) = (former.size - 1, later.size - 1)
        while here & 1 == 1 { (here, last) = (here >> 1, last >> 1) }
        var (old, new) = (first, first)
        for step in path {
            guard last > 0 else { return false }
            if here & 1 == 1 || here == last {
                (old, new) = (node(step, old), node(step, new))
                while here & 1 == 0, here != 0 { (here, last) = (here >> 1, last >> 1) }
            } else {
                new = node(new, step)
            }
            (here, last) = (here >> 1, last >> 1)
        }
        return last == 0 && old == former.root && new == later.root
    }
}
