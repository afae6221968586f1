/// How a closed meeting's record became what it is: its editions, and who put what right since.
package struct Editing: Hashable, Sendable {
    package private(set) var edition = Edition.draft
    /// When the edition began; `nil` for the draft, which begins at the close.
    package private(set) var since: Instant?
    /// What changed for readers, oldest first: each step is a version of the record that can be named.
    package private(set) var steps: [Step] = []
    package private(set) var suggestions = Suggestions()

    /// The last day, `yyyy-mm-dd`, on which those who were there are asked for corrections.
    package var until: String? { if case .circulated(let until) = edition { until } else { nil } }

    /// From here on the old words of a line stay readable beside the new.
    package var isCirculated: Bool { edition != .draft }

    /// One version of the record, and what it came from.
    package struct Step: Hashable, Sendable {
        /// The version holds everything up to here.
        package let position: Position
        package let at: Instant
        package let by: Role?
        package let change: Change

        package enum Change: Hashable, Sendable {
            case closed
            case circulated(until: String?)
            case finalised
            /// Line `of` has other words; `nil` once they are gone with it.
            case corrected(of: Position?)
            /// The words of line `of` are gone.
            case retracted(of: Position)
        }
    }

    mutating func take(_ body: Line.Body, of entry: Entry, by role: Role?) {
        switch body {
        case .closed: note(.closed, entry, role)
        case .circulated(let until):
            edition = .circulated(until: until)
            since = entry.acceptedAt
            note(.circulated(until: until), entry, role)
        case .finalised:
            edition = .final
            since = entry.acceptedAt
            note(.finalised, entry, role)
        case .correction(let target, _, _) where isCirculated: note(.corrected(of: target), entry, role)
        case .retraction(let target) where isCirculated:
            forgetCorrections(of: target)
            note(.retracted(of: target), entry, role)
        default: break
        }
        suggestions.take(body, of: entry)
    }

    /// What a replay knows of a correction whose words are gone with its line.
    mutating func takeErasedCorrection(_ entry: Entry) {
        if isCirculated { note(.corrected(of: nil), entry, nil) }
    }

    /// Leaves of the corrections of a line what a replay without their words knows.
    private mutating func forgetCorrections(of line: Position) {
        steps = steps.map { step in
            guard step.change == .corrected(of: line) else { return step }
            return Step(position: step.position, at: step.at, by: nil, change: .corrected(of: nil))
        }
    }

    private mutating func note(_ change: Step.Change, _ entry: Entry, _ role: Role?) {
        steps.append(Step(position: entry.position, at: entry.acceptedAt, by: role, change: change))
    }
}

/// How final the record of a closed meeting is.
package enum Edition: Hashable, Sendable {
    /// Out as soon as the meeting closes; staff may still correct it without a trace of the old words.
    case draft
    /// Before those who were there, who may suggest corrections until a day, `yyyy-mm-dd`.
    case circulated(until: String?)
    /// What is corrected from now on is dated.
    case final

    /// As exports name it.
    package var name: String {
        switch self {
        case .draft: "draft"
        case .circulated: "circulated"
        case .final: "final"
        }
    }
}

/// Why a line was put right.
package struct Cause: Hashable, Sendable {
    /// As everyone may read it; needed once the record has been circulated.
    package let words: String?
    /// The number of the suggestion it was accepted from.
    package let suggestion: Int?

    package init(_ words: String?, suggestion: Int? = nil) {
        self.words = words
        self.suggestion = suggestion
    }
}

/// What a line said before it was put right where everyone could see it.
package struct Emendation: Hashable, Sendable {
    /// Of the correction.
    package let position: Position
    package let at: Instant
    package let by: Role?
    package let former: InlineText
    package let words: InlineText
    package let cause: Cause?
}
