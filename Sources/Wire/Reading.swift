package import Proceedings

/// The answer to a plain GET or long poll: entries after a position, each with the one before it in this reading.
package struct Reading: Encodable, Sendable {
    let epoch: String
    let from: Position
    let last: Position
    let entries: [ServerFrame]

    /// - Parameters:
    ///   - position: What the reader asked after.
    ///   - last: The newest of the record.
    package init(epoch: UInt64, from position: Position, last: Position, entries: [Entry]) {
        self.epoch = ServerFrame.text(of: epoch)
        from = position
        self.last = last
        var before = position
        self.entries = entries.map { entry in
            defer { before = entry.position }
            return .entry(entry, after: before)
        }
    }
}
