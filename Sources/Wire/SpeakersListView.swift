package import Proceedings

/// The speakers list as it stands.
package struct SpeakersListView: Encodable, Sendable {
    let closed: Bool?
    let speaking: TurnView?
    /// The next first.
    let waiting: [TurnView]
    /// Seconds for each turn; absent where there is no limit.
    let seconds: Int?
    let budgets: [BudgetView]?
    /// Milliseconds of turns that have ended, by sector; `unsaid` is of who did not say.
    let spoken: [String: Int64]?

    package init(_ list: SpeakersList) {
        closed = list.isClosed ? true : nil
        speaking = list.speaker.map { TurnView($0) }
        waiting = list.waiting.map { TurnView($0) }
        seconds = list.limit
        let budgets = list.budgets.sorted { $0.key.rawValue < $1.key.rawValue }
        self.budgets = budgets.isEmpty ? nil : budgets.map { BudgetView(sector: $0.key, seconds: $0.value) }
        let spoken = list.spoken
        self.spoken =
            spoken.isEmpty
            ? nil : Dictionary(uniqueKeysWithValues: spoken.map { ($0.key?.rawValue ?? "unsaid", $0.value) })
    }

    struct BudgetView: Encodable, Sendable {
        let sector: Sector
        let seconds: Int
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
