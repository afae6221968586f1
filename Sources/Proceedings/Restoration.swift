/// That a record goes on from a copy older than what had been published of it: its tree is another from here on.
///
/// What was lost had the positions from this entry's own to the size of the checkpoint.
package struct Restoration: Hashable, Sendable, Codable {
    /// How many entries the last checkpoint known covers.
    package let size: Int
    /// That checkpoint as it was signed: a C2SP signed note, for who holds something it proves.
    package let checkpoint: String

    package init(size: Int, checkpoint: String) {
        self.size = size
        self.checkpoint = checkpoint
    }
}
