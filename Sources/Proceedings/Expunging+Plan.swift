extension Expunging {
    /// What somebody wants gone.
    package struct Wish: Hashable, Sendable {
        package let lines: Set<Position>
        /// Of a person, as printed.
        package let name: String?
        /// Also where others wrote the name into their own words.
        package let takesMentions: Bool
        /// The lines and nothing that says the same: what was published stays.
        package let isAlone: Bool

        package init(lines: Set<Position> = [], name: String? = nil, takesMentions: Bool = false, isAlone: Bool = false)
        {
            self.lines = lines
            self.name = name
            self.takesMentions = takesMentions
            self.isAlone = isAlone
        }
    }

    /// Why the words of an entry go, or why somebody should look at them. The raw value is sent.
    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case chosen
        /// Says whose it is, in a field of its own.
        case named
        /// Somebody wrote the name.
        case mentioned
        /// The same words, before or after.
        case together
        /// Says the same, word by word.
        case repeated
        /// Was made from a line that goes, in other words.
        case from
    }

    /// What goes, and what of the rest somebody should look at.
    package struct Plan: Hashable, Sendable {
        package let gone: [Position: Reason]
        /// These stay unless they are chosen too.
        package let others: [Position: Reason]
        package let places: Places
        /// What goes inside longer texts.
        package let words: [String]
        /// Chosen, and yet they stay: nothing says what of them should go.
        package let unfit: [Position]

        package var positions: Set<Position> { Set(gone.keys) }
        package var isEmpty: Bool { gone.isEmpty }
    }

    /// - Parameters:
    ///   - sayings: What goes elsewhere, and may be said again here.
    ///   - sources: The lines that go elsewhere, as a series names them.
    package func plan(
        _ wish: Wish, repeating sayings: [String] = [], from sources: Set<Series.Source> = []
    ) -> Plan {
        var gone: [Position: Reason] = [:]
        func note(_ positions: some Sequence<Position>, _ reason: Reason) {
            for position in positions where gone[position] == nil { gone[position] = reason }
        }
        let unfit = wish.lines.filter { line in self[line].map { $0.body.isPlan } ?? true || !hasWords(at: line) }
        note(wish.lines.subtracting(unfit), .chosen)
        if wish.isAlone { return Plan(gone: gone, others: [:], places: [:], words: [], unfit: unfit.sorted()) }
        let (named, mentioned) = wish.name.map { naming($0) } ?? ([], [])
        note(named, .named)
        if wish.takesMentions { note(mentioned, .mentioned) }
        let whole = gone.keys.filter { gone[$0] == .chosen || self[$0]?.body.isStanding == false }
        note(together(with: whole), .together)
        // A name by itself is no saying: who else has it is told by `naming`.
        let said = self.sayings(at: Set(whole)) + sayings
        let repeated = self.repeating(said).filter { gone[$0] == nil }
        note(repeated, .repeated)
        note(together(with: repeated.filter { self[$0]?.body.isStanding == false }), .together)
        if wish.name != nil { note(bars(of: participants(of: Set(gone.keys))), .together) }
        var others: [Position: Reason] = [:]
        for position in mentioned where gone[position] == nil { others[position] = .mentioned }
        for entry in entries where gone[entry.position] == nil {
            if let source = entry.line?.body.source, sources.contains(source) { others[entry.position] = .from }
        }
        let words =
            (wish.name.map { [$0.split(whereSeparator: \.isWhitespace).joined(separator: " ")] } ?? [])
            + said.filter { $0.likeness.count >= 12 }
        var places = self.places(of: words, at: gone.keys.filter { gone[$0] != .chosen })
        for (position, reason) in gone where reason == .chosen {
            if let path = self[position]?.body.reasonPath { places[position] = [path] }
        }
        return Plan(gone: gone, others: others, places: places, words: words, unfit: unfit.sorted())
    }

    /// Whether an entry says anything that could go.
    package func hasWords(at position: Position) -> Bool { !together(with: [position]).isEmpty }
}

extension Line.Body {
    /// Lays out what is to come: it cannot be without words.
    fileprivate var isPlan: Bool {
        switch self {
        case .planned, .itemAdded, .itemChanged, .breakoutFormed, .series(.planned), .series(.meetingScheduled),
            .series(.pointConfirmed):
            true
        default: false
        }
    }

    /// Where the words stand of what could be said without any.
    fileprivate var reasonPath: String? {
        switch self {
        case .questionDeclined, .questionUnpublished, .series(.pointDeclined),
            .series(.commentDeclined),
            .series(.pointReopened):
            "reason"
        case .questionTakenAway: "owner"
        case .series(.actionReviewed): "review.outcome"
        case .series(.feedbackAnswered): "answer"
        default: nil
        }
    }

    /// The line of a meeting it was made from.
    fileprivate var source: Series.Source? {
        switch self {
        case .series(.pointProposed(_, _, let source)), .series(.pointReopened(_, _, _, let source)): source
        case .series(.actionReviewed(let source, _)), .series(.feedbackAnswered(let source, _)): source
        default: nil
        }
    }
}
