import Procedure
import Proceedings
import Recorder
import Wire

/// A batch being ruled on: each command is decided on what the ones before it made. Nothing of it is true yet.
struct Draft {
    private(set) var floor: Floor
    private(set) var entries: [Entry] = []
    private(set) var outcomes: [(Submission, Outcome)] = []
    private var receipts: [RecordStore.Receipt] = []
    private var supports: [RecordStore.Support] = []
    private var ballots: [RecordStore.BallotChange] = []
    private var whereabouts: [RecordStore.WhereaboutsChange] = []
    /// Entries whose words are deleted with this batch.
    private var withdrawn: [Position] = []
    /// Up to where readers may have words that this batch replaced or took back; `.start` where nowhere.
    private(set) var touched = Position.start
    private let now: Instant
    /// The most who followed at once since that was last recorded.
    private let followers: Int
    /// Names on links to roles.
    private let holders: [String]

    init(of floor: Floor, at now: Instant, followers: Int = 0, holders: [String] = []) {
        self.floor = floor
        self.now = now
        self.followers = followers
        self.holders = holders
    }

    /// A point of the audience's curve.
    mutating func noteFollowers() {
        _ = add([Line(.followed(Following(followers: followers)))])
    }

    /// - Parameter seen: Participants who were seen to follow since the last batch, after they said from where.
    mutating func noteWhoFollows(_ seen: Set<Participant.ID>) {
        if let change = floor.counted.see(seen) { whereabouts.append(change) }
    }

    mutating func take(_ submission: Submission) {
        if let receipt = floor.receipt(for: submission) {
            return outcomes.append((submission, submission.outcome(by: receipt)))
        }
        do throws(Refusal) {
            let lines = try ruled(on: submission)
            let isCounted = try count(submission.command, by: submission.author.id)
            let positions = isCounted ? [] : add(lines, for: submission)
            outcomes.append((submission, .accepted(id: submission.id, positions)))
        } catch {
            outcomes.append((submission, .refused(id: submission.id, Problem(error))))
        }
    }

    /// What a command adds to the record. Its lines may name each other by their positions, and who followed goes before
    /// the last of them.
    private func ruled(on submission: Submission) throws(Refusal) -> [Line] {
        var chamber = floor.chamber
        func ruling() throws(Refusal) -> [Line] {
            try chamber.ruling(
                on: submission.command, from: submission.author, at: now, tally: floor.counted.ballots.tally,
                holders: holders)
        }
        let lines = try ruling()
        let others = followed(before: lines)
        guard !others.isEmpty else { return lines }
        for line in others { chamber.apply(Entry(chamber.minutes.position.next, at: now, line)) }
        return others + (try ruling())
    }

    /// Nothing has to be recorded.
    var isEmpty: Bool { entries.isEmpty && supports.isEmpty && ballots.isEmpty && whereabouts.isEmpty }

    /// What people support, or how it counts, is not as it was.
    var changesSupport: Bool {
        !supports.isEmpty || entries.contains { $0.line?.body.question != nil }
    }

    /// The audience's curve has a new point.
    var recordsFollowers: Bool { entries.contains { $0.line?.kind == .followed } }

    /// Others are in the breakout groups than `former` had.
    func changesGroups(of former: Floor) -> Bool { floor.counted.groups != former.counted.groups }

    /// More have answered the show of hands that is open.
    var changesTurnout: Bool { !ballots.isEmpty }

    /// What goes to disk in one transaction. A retraction takes the words of its line with it.
    ///
    /// - Parameter listing: `nil` where the list of meetings says it already.
    func recorded(with listing: Listing?) -> RecordStore.Batch {
        RecordStore.Batch(
            entries: entries, receipts: receipts, withdrawn: withdrawn, listing: listing, supports: supports,
            unsupported: entries.compactMap { entry in
                if case .questionUnpublished(let number, _) = entry.line?.body { number } else { nil }
            }, ballots: ballots, whereabouts: whereabouts)
    }

    /// What the list of meetings says after this batch.
    func listing(from former: Listing) -> Listing {
        let minutes = floor.minutes
        var listing = former
        listing.title = minutes.meeting.title
        listing.startsAt = minutes.meeting.startsAt
        listing.timeZone = minutes.meeting.timeZone
        listing.phase = minutes.phase
        listing.closedAt = minutes.times.closed
        if minutes.phase == .closed { listing.joinCode = nil }
        return listing
    }

    /// What is counted and is no entry. Each of these may be sent again without harm, so there is no receipt to keep;
    /// that of an anonymous vote would tell what was chosen.
    ///
    /// - Returns: `false` where the command is none of these.
    private mutating func count(_ command: Command, by author: Participant.ID) throws(Refusal) -> Bool {
        switch command {
        case .support(let number, let isOn):
            note(RecordStore.Support(question: number, participant: author, isOn: isOn))
        case .vote(let number, let option, let name):
            guard let change = floor.counted.ballots.cast(option, by: author, named: name) else {
                throw .voted(number)
            }
            ballots.append(change)
        case .tellWhereabouts(let told):
            if let change = try floor.counted.note(told, of: author) { whereabouts.append(change) }
        case .strikePlace(let place): whereabouts.append(floor.counted.strike(place: place))
        case .joinBreakout(let number):
            join(number ?? floor.counted.groups.place(author, among: floor.minutes.breakouts.all), author)
        case .leaveBreakout: join(nil, author)
        default: return false
        }
        return true
    }

    private mutating func join(_ group: Int?, _ participant: Participant.ID) {
        if let change = floor.counted.groups.put(participant, in: group) { whereabouts.append(change) }
    }

    /// Who followed is recorded before the record ends.
    private func followed(before lines: [Line]) -> [Line] {
        guard lines.last?.body == .closed else { return [] }
        let following = floor.counted.following(followers: followers)
        let isTold = followers > 0 || !floor.counted.whereabouts.isEmpty
        return isTold ? [Line(.followed(following))] : []
    }

    /// Taken back is the support of all that was merged into the question too, since that is what counts.
    private mutating func note(_ support: RecordStore.Support) {
        let family = support.isOn ? [support.question] : floor.minutes.questions.families[support.question] ?? []
        for question in family {
            let one = RecordStore.Support(question: question, participant: support.participant, isOn: support.isOn)
            if floor.counted.supports.set(one) { supports.append(one) }
        }
    }

    private mutating func add(_ lines: [Line]) -> [Position] {
        lines.map { line in
            let entry = Entry(floor.minutes.position.next, at: now, line)
            withdrawn += floor.wordsTakenBack(by: line.body)
            touched = max(touched, floor.wordsTouched(by: line.body).max() ?? .start)
            floor.apply(entry)
            recount(after: line.body)
            entries.append(entry)
            return entry.position
        }
    }

    /// What is counted begins and ends with entries.
    private mutating func recount(after body: Line.Body) {
        switch body {
        case .questionUnpublished(let number, _):
            floor.counted.supports.clear(number)
            supports.removeAll { $0.question == number }
        case .pollOpened:
            floor.counted.ballots = floor.minutes.polls.open.map { Ballots(for: $0) } ?? Ballots()
            if let opening = floor.counted.ballots.opening { ballots.append(opening) }
        case .pollClosed(let number, _, _, _):
            floor.counted.ballots = Ballots()
            ballots.append(.closed(poll: number))
        case .closed:
            if let change = floor.counted.forgetWhereabouts() { whereabouts.append(change) }
        default: break
        }
    }

    private mutating func add(_ lines: [Line], for submission: Submission) -> [Position] {
        let positions = add(lines)
        let receipt = RecordStore.Receipt(
            participant: submission.author.id, clientID: submission.id, digest: submission.digest,
            positions: positions)
        floor.remember(receipt)
        receipts.append(receipt)
        return positions
    }
}
