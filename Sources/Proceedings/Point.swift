/// A point of the position board: what a process has come to on one matter, and how it came there.
package struct Point: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    /// As it holds now.
    package internal(set) var wording: Wording
    /// What it came from, oldest first; the last says what holds now.
    package internal(set) var history: [Step]

    /// Where opinion stands.
    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        /// Agreed; not gone over again without a reason.
        case settled
        /// Opinion divides between the options.
        case disputed
        case open
    }

    package struct Wording: Hashable, Sendable, Codable {
        /// Name of the strand it belongs to, as the series prints it.
        package let strand: String
        package let standing: Standing
        package let text: String
        /// Of a disputed point: what is to be chosen from.
        package let options: [String]
        /// What is known, or where to find it.
        package let evidence: String?
        /// What would have to be answered next.
        package let nextQuestion: String?

        package init(
            strand: String, standing: Standing, text: String, options: [String] = [], evidence: String? = nil,
            nextQuestion: String? = nil
        ) {
            self.strand = strand
            self.standing = standing
            self.text = text
            self.options = options
            self.evidence = evidence
            self.nextQuestion = nextQuestion
        }

        /// The same, still open.
        package var reopened: Wording {
            Wording(
                strand: strand, standing: .open, text: text, options: options, evidence: evidence,
                nextQuestion: nextQuestion)
        }
    }

    /// Who says that a proposal holds.
    package enum Confirmation: Hashable, Sendable {
        case facilitator
        /// A show of hands of meeting `meeting`: how many were for it, and against.
        case hands(meeting: Int, poll: Int, votes: Votes)
    }

    /// Outside the room and in it, as the show of hands had them.
    package struct Votes: Hashable, Sendable, Codable {
        package let question: String
        package let options: [String]
        package let remote: [Int]
        package let room: [Int]?

        package init(question: String, options: [String], remote: [Int], room: [Int]?) {
            self.question = question
            self.options = options
            self.remote = remote
            self.room = room
        }

        /// The first answer, which says yes, has more hands than the second in the room or outside it, and in neither
        /// fewer. The two counts are never added up, for nobody knows who was counted twice.
        package var isCarried: Bool {
            let leads = [remote, room ?? []].filter { $0.count > 1 }.map { $0[0] - $0[1] }
            return leads.contains { $0 > 0 } && leads.allSatisfy { $0 >= 0 }
        }
    }

    /// One change of a point.
    package struct Step: Hashable, Sendable {
        package let at: Instant
        package let change: Change
        /// Where it was said.
        package let source: Series.Source?

        package enum Change: Hashable, Sendable {
            case confirmed(Wording, by: Confirmation)
            case reopened(by: String, reason: String)
        }
    }

    /// When it was last settled, and where; `nil` where it is not settled.
    package var settled: Step? {
        wording.standing == .settled ? history.last : nil
    }
}

/// A change of the board that waits to be confirmed.
package struct Proposal: Hashable, Sendable {
    /// Of its entry.
    package let position: Position
    package let at: Instant
    /// The point it changes, or makes.
    package let number: Int
    package let wording: Point.Wording
    package let source: Series.Source?
}

/// In JSON, `{"hands":{…}}` or nothing.
extension Point.Confirmation: Codable {
    private struct Hands: Codable {
        let meeting, poll: Int
        let votes: Point.Votes
    }

    private enum Key: String, CodingKey { case hands }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let hands = try container.decodeIfPresent(Hands.self, forKey: .hands)
        self = hands.map { .hands(meeting: $0.meeting, poll: $0.poll, votes: $0.votes) } ?? .facilitator
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        guard case .hands(let meeting, let poll, let votes) = self else { return }
        try container.encode(Hands(meeting: meeting, poll: poll, votes: votes), forKey: .hands)
    }
}
