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
            entries: entries, receipts: receipts,
            withdrawn: entries.flatMap { entry in
                entry.line.map { floor.wordsTakenBack(by: $0.body, at: entry.position) } ?? []
            },
            listing: listing, supports: supports,
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
    private mutating func note(_ support: RecordStore.Support) {
        if floor.supports.set(support) { supports.append(support) }
    }

    private mutating func add(_ lines: [Line], for submission: Submission) -> [Position] {
        let positions = lines.map { line in
            let entry = Entry(floor.minutes.position.next, at: now, line)
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
