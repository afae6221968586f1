package import Proceedings

/// The speakers list as it stands.
package struct SpeakersListView: Encodable, Sendable {
    let closed: Bool?
    let speaking: TurnView?
    /// The next first.
    let waiting: [TurnView]
    /// Seconds for each turn; absent where there is no limit.
    let seconds: Int?

    package init(_ list: SpeakersList) {
        closed = list.isClosed ? true : nil
        speaking = list.speaker.map { TurnView($0) }
        waiting = list.waiting.map { TurnView($0) }
        seconds = list.limit
    }

    struct TurnView: Encodable, Sendable {
        let number: Int
        let turn: Turn.Wish?
        let joined, called: Instant?

        init(_ turn: Turn) {
            number = turn.number
            self.turn = turn.told
            joined = turn.joinedAt
            called = turn.calledAt
        }
    }
}
