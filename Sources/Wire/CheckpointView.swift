/// A signed checkpoint, as a page shows it.
package struct CheckpointView: Hashable, Encodable, Sendable {
    /// Entries.
    package let size: Int
    /// Base64 of the tree's root.
    package let root: String

    package init(size: Int, root: String) {
        self.size = size
        self.root = root
    }
}
