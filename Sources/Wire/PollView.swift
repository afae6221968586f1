package import Proceedings

/// A show of hands as it stands, for one kind of reader.
package struct PollView: Encodable, Sendable {
    let number: Int
    let question: String
    let options: [String]
    let named: Bool?
    let opened: Instant
    let closed: Instant?
    /// How many have answered so far; absent once it is closed.
    let voted: Int?
    let remote, room: [Int]?
    let names: [[String]]?
    /// Everyone may read the names.
    let published: Bool?

    /// - Parameter voted: How many outside the room have answered the one that is open.
    package init(_ poll: Poll, voted: Int) {
        number = poll.number
        question = poll.asked.question
        options = poll.asked.options
        named = poll.asked.isNamed ? true : nil
        opened = poll.openedAt
        closed = poll.closedAt
        self.voted = poll.isOpen ? voted : nil
        remote = poll.remote
        room = poll.room
        names = poll.names
        published = poll.hasPublicNames ? true : nil
    }

    /// More are in the record.
    package static let shown = 20
}

/// What this house knows of a meeting at this moment, beside its record.
package struct Surroundings: Hashable, Sendable {
    /// Where followers are, as they say.
    package var following: Following?
    /// How far the record is signed.
    package var checkpoint: CheckpointView?
    /// How many have answered the show of hands that is open.
    package var voted = 0
    /// How many outside the room are in each breakout group, by its number; one not named has nobody.
    package var members: [Int: Int] = [:]

    package init() {}
}
