/// What a reader thinks a line should say.
package struct Suggestion: Hashable, Sendable {
    /// The position of the entry it came in.
    package let number: Int
    package let line: Position
    /// `nil` for who may not read it, and once it was erased.
    package let wording: Wording?
    package internal(set) var state: State
    /// When it came, and when it was decided upon.
    package internal(set) var at: Instant

    package struct Wording: Hashable, Sendable, Codable {
        /// What the line should say, as typed.
        package let text: String
        /// How its sender knows.
        package let why: String?

        package init(_ text: String, why: String? = nil) {
            self.text = text
            self.why = why
        }
    }

    package enum State: Hashable, Sendable {
        case waiting
        /// By the correction at that position.
        case accepted(Position)
        /// Everyone may read why.
        case declined(reason: String)
    }
}

/// The suggestions of one meeting, taken from its entries in order. Those of a line that was taken back are forgotten
/// with it, so that a replay without their words gives the same.
package struct Suggestions: Hashable, Sendable {
    private var known: [Int: Suggestion] = [:]
    private var authors: [Int: Participant.ID] = [:]

    package subscript(number: Int) -> Suggestion? { known[number] }

    /// Oldest first.
    package var all: [Suggestion] { known.values.sorted { $0.number < $1.number } }
    package var waiting: [Suggestion] { all.filter { $0.state == .waiting } }

    /// Oldest first, whatever became of them.
    package func all(of participant: Participant.ID) -> [Suggestion] {
        all.filter { authors[$0.number] == participant }
    }

    mutating func take(_ body: Line.Body, of entry: Entry) {
        switch body {
        case .suggestionReceived(let line, let wording, let author):
            let number = entry.position.number
            known[number] = Suggestion(
                number: number, line: line, wording: wording, state: .waiting, at: entry.acceptedAt)
            authors[number] = author
        case .suggestionDeclined(let number, let line, let reason):
            settle(number, line, .declined(reason: reason), at: entry.acceptedAt)
        case .correction(let line, _, let cause):
            guard let number = cause?.suggestion else { return }
            settle(number, line, .accepted(entry.position), at: entry.acceptedAt)
        case .retraction(let line):
            for (number, suggestion) in known where suggestion.line == line {
                known[number] = nil
                authors[number] = nil
            }
        default: break
        }
    }

    private mutating func settle(_ number: Int, _ line: Position, _ state: Suggestion.State, at instant: Instant) {
        known[number] = Suggestion(
            number: number, line: line, wording: known[number]?.wording, state: state, at: instant)
    }
}
