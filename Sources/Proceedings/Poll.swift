/// A show of hands as it stands: what is asked, and what was counted, in the room and outside it. The two are never
/// added together, for nobody knows who was counted twice.
package struct Poll: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    package let asked: Asked
    package let openedAt: Instant
    /// `nil` while it is open.
    package internal(set) var closedAt: Instant?
    /// How many outside the room chose each option, all of them in their order; `nil` while it is open.
    package internal(set) var remote: [Int]?
    /// How many were counted in the room for each option; `nil` where nobody counted.
    package internal(set) var room: [Int]?
    /// Who outside the room chose each option; `nil` where these minutes may not know it.
    package internal(set) var names: [[String]]?
    /// Everyone may read the names.
    package internal(set) var hasPublicNames = false

    package var isOpen: Bool { closedAt == nil }

    /// What a record of another house counts of other options than there are counts for none.
    fileprivate mutating func count(_ counts: [Int], as kept: WritableKeyPath<Poll, [Int]?>) {
        self[keyPath: kept] = counts.count == asked.options.count ? counts : nil
    }

    /// What is said of it before it opens.
    package struct Asked: Hashable, Sendable, Codable {
        package let question: String
        /// 2...10, each said once.
        package let options: [String]
        private let named: Bool?

        package init(_ question: String, options: [String], isNamed: Bool = false) {
            self.question = question
            self.options = options
            named = isNamed ? true : nil
        }

        /// The facilitator sees who chose what, and may publish it; otherwise nobody ever does.
        package var isNamed: Bool { named == true }
    }
}

/// What was counted of a show of hands among those outside the room.
package struct Tally: Hashable, Sendable {
    /// For each option, in their order.
    package let counts: [Int]
    /// Who chose it, in the order of the alphabet; `nil` where it was anonymous.
    package let names: [[String]]?

    package init(_ counts: [Int] = [], names: [[String]]? = nil) {
        self.counts = counts
        self.names = names
    }
}

/// The shows of hands of one meeting, taken from its entries in order.
package struct Polls: Hashable, Sendable {
    private var known: [Int: Poll] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0

    package subscript(number: Int) -> Poll? { known[number] }

    /// By number.
    package var all: [Poll] { known.values.sorted { $0.number < $1.number } }

    /// The one that is open: there is one at a time.
    package var open: Poll? { known[highest].flatMap { $0.isOpen ? $0 : nil } }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    mutating func take(_ entry: Entry, _ body: Line.Body) {
        switch body {
        case .pollOpened(let number, let asked):
            highest = max(highest, number)
            known[number] = Poll(number: number, asked: asked, openedAt: entry.acceptedAt)
        case .pollCounted(let number, let counts): known[number]?.count(counts, as: \.room)
        case .pollClosed(let number, _, let remote, _):
            known[number]?.count(remote, as: \.remote)
            known[number]?.closedAt = entry.acceptedAt
        case .pollNamed(let number, let names):
            known[number]?.hasPublicNames = entry.line?.audience == .everyone
            known[number]?.names = names
        default: break
        }
    }
}
