/// What somebody says between meetings about a point of the board, or a paper.
package struct Comment: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    /// As it came in; `nil` for who may not know it.
    package internal(set) var asked: Wording?
    /// As it is published.
    package internal(set) var published: Wording?
    package internal(set) var state: State
    /// When it came, and when it was last decided upon.
    package internal(set) var at: Instant

    package enum State: Hashable, Sendable {
        case inReview
        case published
        /// Everyone may read why.
        case declined(reason: String)
    }

    package struct Wording: Hashable, Sendable, Codable {
        /// Number of the point, or of the paper, that it is about; one of them.
        package let point: Int?
        package let paper: Int?
        package let text: String
        /// As who said it gave it.
        package let name: String?

        package init(point: Int? = nil, paper: Int? = nil, text: String, name: String? = nil) {
            self.point = point
            self.paper = paper
            self.text = text
            self.name = name
        }
    }
}

/// The comments of one series, taken from its entries in order.
package struct Comments: Hashable, Sendable {
    private var known: [Int: Comment] = [:]
    private var authors: [Int: Participant.ID] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0

    package subscript(number: Int) -> Comment? { known[number] }

    /// By number.
    package var all: [Comment] { known.values.sorted { $0.number < $1.number } }
    package var inReview: [Comment] { all.filter { $0.state == .inReview } }
    package var published: [Comment] { all.filter { $0.state == .published } }

    /// Those that wait to be looked at.
    package func waiting(of participant: Participant.ID) -> Int {
        inReview.count { authors[$0.number] == participant }
    }

    /// Oldest first, whatever became of them.
    package func all(of participant: Participant.ID) -> [Comment] { all.filter { authors[$0.number] == participant } }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    /// One of an erased entry, whichever it was.
    mutating func countErased() { highest += 1 }

    mutating func take(_ act: Series.Act, at instant: Instant) {
        switch act {
        case .commentReceived(let number, let wording, let author):
            highest = max(highest, number)
            known[number] = Comment(number: number, asked: wording, state: .inReview, at: instant)
            authors[number] = author
        case .commentPublished(let number, let wording):
            highest = max(highest, number)
            known[number, default: Comment(number: number, state: .published, at: instant)].published = wording
            known[number]?.state = .published
            known[number]?.at = instant
        case .commentDeclined(let number, let reason):
            highest = max(highest, number)
            known[number, default: Comment(number: number, state: .inReview, at: instant)].published = nil
            known[number]?.state = .declined(reason: reason)
            known[number]?.at = instant
        default: break
        }
    }
}
