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
    /// Entries whose words are deleted with this batch.
    private var withdrawn: [Position] = []
    /// Up to where readers may have words that this batch replaced or took back; `.start` where nowhere.
    private(set) var touched = Position.start
    private let now: Instant

    init(of floor: Floor, at now: Instant) {
        self.floor = floor
        self.now = now
    }

    mutating func take(_ submission: Submission) {
        if let receipt = floor.receipt(for: submission) {
            return outcomes.append((submission, submission.outcome(by: receipt)))
        }
        do throws(Refusal) {
            let lines = try floor.chamber.ruling(on: submission.command, from: submission.author, at: now)
            if case .support(let number, let isOn) = submission.command {
                note(RecordStore.Support(question: number, participant: submission.author.id, isOn: isOn))
                return outcomes.append((submission, .accepted(id: submission.id, [])))
            }
            outcomes.append((submission, .accepted(id: submission.id, add(lines, for: submission))))
        } catch {
            outcomes.append((submission, .refused(id: submission.id, Problem(error))))
        }
    }

    /// Nothing has to be recorded.
    var isEmpty: Bool { entries.isEmpty && supports.isEmpty }

    /// What people support, or how it counts, is not as it was.
    var changesSupport: Bool {
        !supports.isEmpty || entries.contains { $0.line?.body.question != nil }
    }

    /// What goes to disk in one transaction. A retraction takes the words of its line with it.
    ///
    /// - Parameter listing: `nil` where the list of meetings says it already.
    func recorded(with listing: Listing?) -> RecordStore.Batch {
        RecordStore.Batch(
            entries: entries, receipts: receipts, withdrawn: withdrawn, listing: listing, supports: supports,
            unsupported: entries.compactMap { entry in
                if case .questionUnpublished(let number, _) = entry.line?.body { number } else { nil }
            })
    }

    /// What the list of meetings says after this batch.
    func listing(from former: Listing) -> Listing {
        let minutes = floor.minutes
        var listing = former
        listing.title = minutes.meeting.title
        listing.startsAt = minutes.meeting.startsAt
        listing.phase = minutes.phase
        listing.closedAt = minutes.times.closed
        if minutes.phase == .closed { listing.joinCode = nil }
        return listing
    }

    /// Supporting twice is supporting once, so there is no receipt to keep.
    ///
    /// Taken back is the support of all that was merged into the question too, since that is what counts.
    private mutating func note(_ support: RecordStore.Support) {
        let family = support.isOn ? [support.question] : floor.minutes.questions.families[support.question] ?? []
        for question in family {
            let one = RecordStore.Support(question: question, participant: support.participant, isOn: support.isOn)
            if floor.supports.set(one) { supports.append(one) }
        }
    }

    private mutating func add(_ lines: [Line], for submission: Submission) -> [Position] {
        let positions = lines.map { line in
            let entry = Entry(floor.minutes.position.next, at: now, line)
            withdrawn += floor.wordsTakenBack(by: line.body)
            touched = max(touched, floor.wordsTouched(by: line.body).max() ?? .start)
            floor.apply(entry)
            if case .questionUnpublished(let number, _) = line.body {
                floor.supports.clear(number)
                supports.removeAll { $0.question == number }
            }
            entries.append(entry)
            return entry.position
        }
        let receipt = RecordStore.Receipt(
            participant: submission.author.id, clientID: submission.id, digest: submission.digest,
            positions: positions)
        floor.remember(receipt)
        receipts.append(receipt)
        return positions
    }
}
