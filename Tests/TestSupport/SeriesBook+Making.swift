package import Procedure
package import Proceedings

extension SeriesBook {
    /// A series of two strands, with these meetings on its schedule and these points settled on its board.
    package static func founded(meetings: [String] = [], settled: [String] = []) -> SeriesBook {
        var acts: [Series.Act] = [.planned(.sharing)]
        acts += meetings.enumerated().map { .meetingScheduled($0 + 1, ScheduledMeeting(title: $1)) }
        for (place, text) in settled.enumerated() {
            acts.append(.pointProposed(place + 1, .settled(text), from: nil))
            acts.append(.pointConfirmed(of: Position(acts.count), by: .facilitator))
        }
        return SeriesBook(replaying: Entry.run(acts.map { .series($0) }))
    }

    /// Rules and, where the rules allow it, applies.
    @discardableResult
    package mutating func hear(
        _ command: SeriesCommand, from author: Participant = .organiser, at now: Instant = .afternoon
    ) throws(Refusal) -> Line {
        let line = try ruling(on: command, from: author, at: now)
        apply(Entry(ledger.position.next, at: now, line))
        return line
    }

    /// Proposes and confirms.
    package mutating func settle(_ number: Int? = nil, _ text: String) throws(Refusal) {
        try hear(.propose(number, .settled(text), from: nil), from: .facilitator)
        try hear(.confirm(ledger.position, by: .facilitator), from: .facilitator)
    }
}

extension Series {
    /// Two strands, and nothing else that a plan may leave out.
    package static let sharing = Series(
        title: "Sharing data", strands: [Strand("Research"), Strand("Fraud")])
}

extension Point.Wording {
    package static func settled(_ text: String, strand: String = "Research") -> Self {
        Self(strand: strand, standing: .settled, text: text)
    }

    package static func open(_ text: String, strand: String = "Research") -> Self {
        Self(strand: strand, standing: .open, text: text)
    }
}

extension Series.Act {
    /// What the record holds once a series said it.
    package init?(_ line: Line?) {
        guard case .series(let act) = line?.body else { return nil }
        self = act
    }
}

/// By a name of its own: the testing library has a `Comment` too.
package typealias CommentWording = Comment.Wording
