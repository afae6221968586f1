/// What the record of a series says, taken from its entries in order.
package struct Ledger: Hashable, Sendable {
    package private(set) var position = Position.start
    package private(set) var series = Series(title: "")
    private var scheduled: [Int: Scheduled] = [:]
    /// The highest number ever given on the schedule; 0 before the first.
    package private(set) var highestMeeting = 0
    private var known: [Int: Point] = [:]
    /// Those that wait, oldest first.
    package private(set) var proposals: [Proposal] = []
    /// The highest number of a point ever given, or proposed; 0 before the first.
    package private(set) var highestPoint = 0
    /// What was said of an action, newest last.
    package private(set) var reviews: [Series.Source: [Review]] = [:]
    /// What was done about a problem.
    package private(set) var answers: [Series.Source: String] = [:]

    package private(set) var comments = Comments()
    package private(set) var glossary = Glossary()
    private var knownPapers: [Int: Paper] = [:]
    /// When each was added, or last changed otherwise than by its title, time or items.
    private var paperTimes: [Int: Instant] = [:]
    /// The highest number ever given to a paper; 0 before the first.
    package private(set) var highestPaper = 0
    /// Who should be invited, as people said in private; oldest first.
    package private(set) var suggestions: [Suggestion] = []

    package init(_ entries: some Sequence<Entry> = []) {
        for entry in entries.expunged { take(entry) }
    }

    /// A meeting with its number and how it has changed since it was entered.
    package struct Scheduled: Hashable, Sendable {
        package let number: Int
        package internal(set) var meeting: ScheduledMeeting
        /// How often its time, length, place or standing has changed (RFC 5545, 3.8.7.4).
        package internal(set) var sequence = 0
        package internal(set) var changedAt: Instant
        /// When it was to begin before it was moved; `nil` where it never was.
        package internal(set) var movedFrom: Instant?

        /// Has a day that is still to come, and was not called off.
        package func isToCome(at now: Instant) -> Bool {
            meeting.standing != .cancelled && meeting.startsAt.map { now < $0 } ?? false
        }
    }

    package struct Suggestion: Hashable, Sendable {
        package let position: Position
        package let at: Instant
        package let words: String
    }

    package struct Review: Hashable, Sendable {
        package let at: Instant
        package let review: ActionReview
    }

    package mutating func take(_ entry: Entry) {
        position = entry.position
        if case .erased(let kind) = entry.content { count(kind) }
        if case .erasure(let erasure) = entry.line?.body { take(erasure) }
        guard case .series(let act) = entry.line?.body else { return }
        switch act {
        case .planned(let series): self.series = series
        case .meetingScheduled(let number, let meeting): schedule(number, meeting, at: entry.acceptedAt)
        case .pointProposed(let number, let wording, let source):
            highestPoint = max(highestPoint, number)
            proposals.append(
                Proposal(
                    position: entry.position, at: entry.acceptedAt, number: number, wording: wording, source: source))
        case .pointConfirmed(let position, let confirmation): confirm(position, confirmation, at: entry.acceptedAt)
        case .pointDeclined(let position, _): proposals.removeAll { $0.position == position }
        case .pointReopened(let number, let name, let reason, let source):
            guard let point = known[number] else { return }
            known[number]?.wording = point.wording.reopened
            known[number]?.history.append(
                Point.Step(at: entry.acceptedAt, change: .reopened(by: name, reason: reason), source: source))
        case .actionReviewed(let source, let review):
            reviews[source, default: []].append(Review(at: entry.acceptedAt, review: review))
        case .feedbackAnswered(let source, let answer): answers[source] = answer
        case .paperAdded(let number, let paper):
            highestPaper = max(highestPaper, number)
            if !(knownPapers[number]?.reads(as: paper) ?? false) { paperTimes[number] = entry.acceptedAt }
            knownPapers[number] = paper
        case .paperDropped(let number):
            knownPapers[number] = nil
            paperTimes[number] = nil
        case .inviteeSuggested(let words):
            suggestions.append(Suggestion(position: entry.position, at: entry.acceptedAt, words: words))
        case .commentReceived, .commentPublished, .commentDeclined: comments.take(act, at: entry.acceptedAt)
        case .wordAsked, .wordExplained, .wordDropped: glossary.take(act, at: entry.acceptedAt)
        }
    }

    /// By number.
    package var papers: [(number: Int, paper: Paper)] {
        knownPapers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package subscript(paper number: Int) -> Paper? { knownPapers[number] }

    /// When what there is to read of a paper came.
    package func came(paper number: Int) -> Instant? { paperTimes[number] }

    /// Of one meeting, by number.
    package func papers(of meeting: Int) -> [(number: Int, paper: Paper)] {
        papers.filter { $0.paper.meeting == meeting }
    }

    /// By number, whatever their strand.
    package var points: [Point] { known.values.sorted { $0.number < $1.number } }

    package subscript(point number: Int) -> Point? { known[number] }

    /// By number.
    package var meetings: [Scheduled] { scheduled.values.sorted { $0.number < $1.number } }

    package subscript(meeting number: Int) -> Scheduled? { scheduled[number] }

    /// Of the meetings that have one and were not called off.
    package var standingRecords: Set<RecordID> {
        Set(scheduled.values.filter { $0.meeting.standing != .cancelled }.compactMap(\.meeting.record))
    }

    /// The number of the meeting whose record this is; `nil` where it is none of the series.
    package func number(of record: RecordID) -> Int? {
        scheduled.values.first { $0.meeting.record == record }?.number
    }

    /// When it meets next; `nil` while no day is in sight.
    ///
    /// - Parameter held: Meetings that are over, though they were to begin later.
    package func next(at now: Instant, except held: Set<RecordID> = []) -> Instant? {
        scheduled.values.filter { $0.isToCome(at: now) && !($0.meeting.record.map(held.contains) ?? false) }
            .compactMap(\.meeting.startsAt).min()
    }

    /// The names of its strands in order, then those that only points still carry.
    package var strandNames: [String] {
        let planned = series.strands.map(\.name)
        let carried = Set(points.map(\.wording.strand)).subtracting(planned)
        return planned + carried.sorted()
    }

    private mutating func take(_ erasure: Erasure) {
        highestMeeting = max(highestMeeting, erasure.highest[.meetings, default: 0])
        highestPoint = max(highestPoint, erasure.highest[.points, default: 0])
        highestPaper = max(highestPaper, erasure.highest[.papers, default: 0])
        comments.raise(to: erasure.highest[.comments, default: 0])
        glossary.raise(to: erasure.highest[.words, default: 0])
    }

    /// The highest number ever given to each kind of thing.
    package var highest: [Erasure.Numbered: Int] {
        [
            .meetings: highestMeeting, .points: highestPoint, .papers: highestPaper, .comments: comments.highest,
            .words: glossary.highest,
        ].filter { $0.value > 0 }
    }

    /// A number is never given again, though nobody knows whose it was.
    private mutating func count(_ erased: Line.Kind) {
        switch erased {
        case .meetingScheduled: highestMeeting += 1
        case .pointProposed: highestPoint += 1
        case .paperAdded: highestPaper += 1
        case .commentPublished: comments.countErased()
        case .wordExplained: glossary.countErased()
        default: break
        }
    }

    /// When it begins is a change that whoever has it in a calendar must hear of; its title is not.
    private mutating func schedule(_ number: Int, _ meeting: ScheduledMeeting, at instant: Instant) {
        highestMeeting = max(highestMeeting, number)
        guard var known = scheduled[number] else {
            scheduled[number] = Scheduled(number: number, meeting: meeting, changedAt: instant)
            return
        }
        let former = known.meeting
        if former.startsAt != meeting.startsAt { known.movedFrom = former.startsAt }
        let isAsBefore =
            former.startsAt == meeting.startsAt && former.minutes == meeting.minutes && former.place == meeting.place
            && former.standing == meeting.standing
        if !isAsBefore { known.sequence += 1 }
        known.changedAt = instant
        known.meeting = meeting
        scheduled[number] = known
    }

    private mutating func confirm(_ position: Position, _ confirmation: Point.Confirmation, at instant: Instant) {
        guard let place = proposals.firstIndex(where: { $0.position == position }) else { return }
        let proposal = proposals.remove(at: place)
        let step = Point.Step(
            at: instant, change: .confirmed(proposal.wording, by: confirmation), source: proposal.source)
        known[proposal.number, default: Point(number: proposal.number, wording: proposal.wording, history: [])]
            .wording = proposal.wording
        known[proposal.number]?.history.append(step)
    }
}
