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
            outcomes.append((submission, .accepted(id: submission.id, add(lines, for: submission))))
        } catch {
            outcomes.append((submission, .refused(id: submission.id, Problem(error))))
        }
    }

    /// What goes to disk in one transaction. A retraction takes the words of its line with it.
    ///
    /// - Parameter listing: `nil` where the list of meetings says it already.
    func recorded(with listing: Listing?) -> RecordStore.Batch {
        RecordStore.Batch(
            entries: entries, receipts: receipts,
            withdrawn: entries.flatMap { entry in
                if case .retraction(let target) = entry.line?.body { floor.words(of: target) } else { [Position]() }
            },
            listing: listing)
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

    private mutating func add(_ lines: [Line], for submission: Submission) -> [Position] {
        let positions = lines.map { line in
            let entry = Entry(floor.minutes.position.next, at: now, line)
            floor.apply(entry)
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
