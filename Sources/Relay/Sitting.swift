package import Logging
import Procedure
package import Proceedings
package import Recorder
package import Transport
import Wire

/// One meeting while it is live: rules on commands, records them, then tells.
///
/// Always true: nothing is heard that is not recorded; positions have no gap; acknowledged is durable. Reading goes
/// on from memory whatever the disk does.
package actor Sitting {
    package let record: RecordID
    private let store: RecordStore
    private let now: @Sendable () -> Instant
    private let log: Logger
    private let turns: AsyncStream<Void>
    private let turn: AsyncStream<Void>.Continuation
    private var waiting: [Submission] = []
    var floor: Floor
    var listing: Listing
    var gallery: Gallery
    var drafts = Drafts()
    var readers = Readers()
    /// `false` from a failed commit until the record has been read again.
    package private(set) var isRecording = true
    private var signedAt = Position.start
    private var announced = 0

    /// So many commands may wait; the next is refused.
    private static let capacity = 4096
    /// So many go to disk with one sync.
    private static let batch = 256

    package init(
        _ listing: Listing, head: RecordStore.Head, in store: RecordStore, on listener: Listener, log: Logger,
        now: @escaping @Sendable () -> Instant
    ) async throws(RecorderError) {
        record = listing.record
        self.listing = listing
        self.store = store
        self.now = now
        self.log = log
        (turns, turn) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        let entries = try await store.allEntries(of: listing.record)
        floor = Floor(entries, receipts: try await store.receipts(of: listing.record), epoch: head.epoch)
        gallery = Gallery(of: listing.record, on: listener)
        gallery.begin(before: entries)
        await gallery.open()
        await gallery.tell(gallery.frame(floor.entries))
    }

    /// Takes a command; its answer comes by `submission.reply`.
    package func receive(_ submission: Submission) async {
        guard waiting.count < Self.capacity else {
            return await answer([(submission, .refused(id: submission.id, Self.full))])
        }
        waiting.append(submission)
        turn.yield()
    }

    /// Takes a command and waits until it is on disk, or refused.
    package func outcome(of submission: Submission) async -> Outcome {
        await withCheckedContinuation { continuation in
            var submission = submission
            submission.reply = .waiting(continuation)
            guard waiting.count < Self.capacity else {
                return continuation.resume(returning: .refused(id: submission.id, Self.full))
            }
            waiting.append(submission)
            turn.yield()
        }
    }

    /// The one loop that changes the meeting; ends with `end()`.
    package func run() async {
        for await _ in turns {
            while !waiting.isEmpty {
                let batch = Array(waiting.prefix(Self.batch))
                waiting.removeFirst(batch.count)
                await take(batch)
            }
        }
    }

    package var isLive: Bool { floor.minutes.phase != .closed }

    package func end() async {
        turn.finish()
        readers.wake()
        await gallery.close()
    }

    private func take(_ batch: [Submission]) async {
        guard isRecording else { return await answer(batch.map { ($0, Self.notRecorded($0)) }) }
        var draft = Draft(of: floor, at: now())
        for submission in batch { draft.take(submission) }
        guard !draft.entries.isEmpty else { return await answer(draft.outcomes) }
        var listing = draft.listing(from: listing)
        do throws(RecorderError) {
            if listing.needsJoinCode { listing.joinCode = try await store.freeJoinCode() }
            try await store.append(draft.recorded(with: listing), to: record)
        } catch {
            isRecording = false
            log.error(
                "the record refused a commit",
                metadata: ["record": "\(record.text)", "code": "\(error.code)", "commands": "\(batch.count)"])
            await answer(draft.outcomes.map { ($0.0, Self.notRecorded($0.0)) })
            return await announceGauge()
        }
        // Peers hear at once. The floor follows the reels, so that a state never holds what a reel has still to tell;
        // requests hear last, so that what they then read holds their line.
        await answer(draft.outcomes.filter { $0.0.reply.isPeer })
        await tell(draft.entries, amending: draft.floor)
        floor = draft.floor
        self.listing = listing
        readers.wake()
        await answer(draft.outcomes.filter { !$0.0.reply.isPeer })
        if !isLive { await sign() }
        for case .peer(let peer) in batch.map(\.reply) { await finishDraft(of: peer, hasLeft: false) }
    }

    private func tell(_ entries: [Entry], amending floor: Floor) async {
        await gallery.tell(gallery.frame(entries))
        if let amended = entries.compactMap({ Self.amended($0, on: floor) }).max() {
            await gallery.forget(through: amended)
        }
    }

    /// Up to where the reels hold words that `entry` replaced or took back.
    private static func amended(_ entry: Entry, on floor: Floor) -> Position? {
        switch entry.line?.body {
        case .correction(let target, _), .retraction(let target):
            floor.words(of: target).filter { $0 < entry.position }.max()
        default: nil
        }
    }

    private func answer(_ outcomes: [(Submission, Outcome)]) async {
        for (submission, outcome) in outcomes {
            switch submission.reply {
            case .peer(let peer): await gallery.say(outcome.frame, to: peer)
            case .waiting(let continuation): continuation.resume(returning: outcome)
            case .nobody: break
            }
        }
    }

    private static let full = Problem(
        .tooFast, "More commands wait than can be recorded. Send it again in a few seconds.")

    private static func notRecorded(_ submission: Submission) -> Outcome {
        .refused(
            id: submission.id,
            Problem(
                .notRecorded,
                "The server cannot write its record just now. Your line is not lost: keep it and send it again."))
    }

    /// Reads the record again after the disk refused: what it holds is what happened.
    package func reread() async throws(RecorderError) {
        let entries = try await store.allEntries(of: record)
        floor = Floor(entries, receipts: try await store.receipts(of: record), epoch: floor.epoch)
        isRecording = true
        log.notice("the record takes lines again", metadata: ["record": "\(record.text)"])
        await tell(floor.entries, amending: floor)
        await announceGauge()
    }

    /// Signs the tree's head, at least each minute while it grows.
    package func sign() async {
        guard isRecording, floor.minutes.position > signedAt else { return }
        let position = floor.minutes.position
        do {
            _ = try await store.sign(record, at: now())
            signedAt = position
        } catch {
            log.error(
                "a checkpoint could not be signed", metadata: ["record": "\(record.text)", "code": "\(error.code)"])
            isRecording = false  // the store takes nothing until it is opened again
            await announceGauge()
        }
    }

    func keepUp(_ beat: Beat, at now: Instant) async {
        await passDrafts(at: now)
        readers.expire(at: now)
        if beat.isMinute { await sign() }
        guard beat.isSecond else { return }
        let followers = await gallery.followers()
        if beat.isHeart || followers != announced { await announceGauge() }
    }

    /// Readers have had time to hear of the close.
    package func mayRetire(at now: Instant) -> Bool {
        guard let closed = floor.minutes.times.closed else { return false }
        return waiting.isEmpty && closed.advanced(byMilliseconds: 5_000) <= now
    }

    package func announceGauge() async {
        announced = await gallery.followers()
        let gauge = ServerFrame.gauge(followers: announced, isRecording: isRecording)
        for mix in [Audience.everyone, .staff] { await gallery.whisper(gauge, to: mix) }
    }
}
