import Logging
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

/// One meeting while it is live: rules on commands, records them, then tells.
///
/// Always true: nothing is heard that is not recorded; positions have no gap; acknowledged is durable. Reading goes
/// on from memory whatever the disk does.
actor Sitting {
    let record: RecordID
    let store: RecordStore
    let now: @Sendable () -> Instant
    let log: Logger
    private let refusals: Refusals
    let reseat: Reseating
    private let holders: Holders
    var inbox = Inbox()
    var erasures: [Waiting] = []
    var floor: Floor { didSet { gallery.encodings.clear() } }
    var listing: Listing
    var gallery: Gallery
    var drafts = Drafts()
    var readers = Readers()
    var telling = Telling()
    /// `false` from a failed commit until the record has been read again.
    var isRecording = true
    private var signedAt = Position.start
    private var timekeeper: Timekeeper
    /// `nil` where it was closed already when it was loaded.
    var seenLive: Moment?
    var gauge = Gauge()
    var supportGauge = SupportGauge()
    var pollGauge = SupportGauge()
    var groupGauge = SupportGauge()
    var attendance: Attendance
    var surroundings = Surroundings() { didSet { gallery.encodings.clear() } }

    init(
        _ listing: Listing, head: RecordStore.Head, in store: RecordStore, on listener: Listener,
        counting refusals: Refusals, log: Logger, reseating: @escaping Reseating, holders: @escaping Holders,
        now: @escaping @Sendable () -> Instant
    ) async throws(RecorderError) {
        record = listing.record
        self.listing = listing
        self.store = store
        self.now = now
        self.log = log
        floor = try await Floor.read(listing.record, in: store, epoch: head.epoch)
        surroundings.checkpoint = try await store.newestCheckpoint(of: listing.record)?.view
        self.refusals = refusals
        reseat = reseating
        self.holders = holders
        timekeeper = Timekeeper(after: floor.entries.last, at: .now)
        attendance = Attendance(from: .now)
        gallery = Gallery(of: listing.record, on: listener)
        if isLive { seenLive = .now }
        for mix in [Audience.everyone, .staff] { await open(mix) }
    }

    /// Takes a command; its answer comes by `submission.reply`.
    func receive(_ submission: Submission) async {
        if let outcome = atTheDoor(submission) { return await answer([(submission, outcome)]) }
        inbox.admit(submission)
    }

    /// Takes a command and waits until it is on disk, or refused.
    func outcome(of submission: Submission) async -> Outcome {
        if let outcome = atTheDoor(submission) { return outcome }
        return await withCheckedContinuation { continuation in
            var submission = submission
            submission.reply = .waiting(continuation)
            inbox.admit(submission)
        }
    }

    /// What a command gets that is not let in: the loop has no room for it, or has ended.
    private func atTheDoor(_ submission: Submission) -> Outcome? {
        if inbox.isClosed { return isLive ? Self.notRecorded(submission) : floor.lateOutcome(of: submission) }
        return inbox.isFull ? .refused(id: submission.id, Self.full) : nil
    }

    /// The one loop that changes the meeting; ends with `end()`, and then nobody is left without an answer.
    func run() async {
        for await _ in inbox.turns {
            await takeErasures()
            while !inbox.isEmpty { await take(inbox.next()) }
        }
        inbox.close()  // where the task was cancelled
        await takeErasures()
        while !inbox.isEmpty { await answer(inbox.next().map { ($0, Self.notRecorded($0)) }) }
    }

    func rename(to slug: String) { listing.slug = slug }

    var isLive: Bool { floor.minutes.phase != .closed }

    /// Lets `run` finish what waits, and everybody go who reads.
    func end() async {
        inbox.close()
        readers.wake(at: .now)
        await gallery.close()
    }

    private func take(_ batch: [Submission]) async {
        guard isRecording else { return await answer(batch.map { ($0, Self.notRecorded($0)) }) }
        let draft = await ruled(on: batch)
        guard !draft.isEmpty else {
            await answer(draft.outcomes)
            return await finishDrafts(of: batch)
        }
        var listing = draft.listing(from: listing)
        let sealed: [SealedEntry]
        do throws(RecorderError) {
            if listing.needsJoinCode { listing.joinCode = try await store.freeJoinCode() }
            sealed = try await store.append(draft.recorded(with: listing == self.listing ? nil : listing), to: record)
        } catch {
            // Another meeting opened with the same code meanwhile; nothing is wrong with the disk.
            if error.code == .joinCodeTaken { return await take(batch) }
            isRecording = false
            await answer(draft.outcomes.map { ($0.0, Self.notRecorded($0.0)) })
            return await stopRecording(after: error)
        }
        self.listing = listing
        await told()
        telling.begin()
        // Peers hear at once. The floor follows the reels, so that a state never holds what a reel has still to tell;
        // requests hear last, so that what they then read holds their line.
        await gallery.tell(answers(draft.outcomes), then: gallery.frame(draft.entries, sealed: sealed))
        await forget(through: draft.touched)
        let former = floor
        floor = draft.floor
        telling.end()
        await moveReaders(from: former)
        if draft.changesSupport { supportGauge.isStale = true }
        if draft.changesTurnout { pollGauge.isStale = true }
        if draft.changesGroups(of: former) { groupGauge.isStale = true }
        attendance.seen = []
        if draft.recordsFollowers { attendance.wasRecorded(at: .now) }
        readers.wake(at: .now)
        resume(draft.outcomes)
        await noteRefusals(draft.outcomes)
        if !isLive { await sign() }
        await finishDrafts(of: batch)
    }

    /// Before anything else is told, so that nobody hears a group they have left.
    func moveReaders(from former: Floor) async {
        guard former.hearsApart || floor.hearsApart else { return }
        let isOther = former.hearsApart != floor.hearsApart || former.counted.groups != floor.counted.groups
        guard isOther, isLive else { return }
        let now = floor
        await reseat(record) { former.reader($0).mix != now.reader($0).mix }
    }

    /// What comes of the commands. How many follow is recorded along with them from time to time.
    private func ruled(on batch: [Submission]) async -> Draft {
        if batch.contains(where: { $0.command.kind == .close }) { attendance.note(await gallery.followers()) }
        let isAsked = batch.contains { [.ask, .amend].contains($0.command.kind) && $0.author.role == .attendee }
        let holders = isAsked ? await holders(record) : []
        var draft = Draft(of: floor, at: timeOfNext(), followers: attendance.most, holders: holders)
        if isOpen, attendance.isDue(at: .now) { draft.noteFollowers() }
        draft.noteWhoFollows(attendance.seen)
        for submission in batch { draft.take(submission) }
        return draft
    }

    /// When what is recorded next is accepted.
    func timeOfNext() -> Instant { timekeeper.time(now(), following: floor.entries.last, at: .now) }

    private var isOpen: Bool { floor.minutes.phase == .open || floor.minutes.phase == .paused }

    /// Whatever became of a line, nobody types it any more.
    private func finishDrafts(of batch: [Submission]) async {
        for case .peer(let peer, _) in batch.map(\.reply) { await finishDraft(of: peer, hasLeft: false) }
    }

    /// Readers who have not got past the words that were replaced or taken back start anew.
    func forget(through position: Position) async {
        if position > .start { await gallery.forget(through: position) }
    }

    private func answer(_ outcomes: [(Submission, Outcome)]) async {
        await gallery.tell(answers(outcomes), then: [])
        await noteRefusals(outcomes)
        resume(outcomes)
    }

    private func answers(_ outcomes: [(Submission, Outcome)]) -> [(peer: Peer, text: [UInt8])] {
        outcomes.compactMap { submission, outcome in
            guard case .peer(let peer, let phrases) = submission.reply else { return nil }
            return (peer, outcome.said(in: phrases).frame.bytes)
        }
    }

    private func resume(_ outcomes: [(Submission, Outcome)]) {
        for case (let submission, let outcome) in outcomes {
            if case .waiting(let continuation) = submission.reply { continuation.resume(returning: outcome) }
        }
    }

    private func noteRefusals(_ outcomes: [(Submission, Outcome)]) async {
        for case (let submission, .refused(_, let problem)) in outcomes where submission.reply.isPeer {
            await refusals.note(problem.code)
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

    /// Signs the tree's head, at least each minute while it grows.
    func sign() async {
        guard isRecording, floor.minutes.position > signedAt else { return }
        let position = floor.minutes.position
        do {
            surroundings.checkpoint = try await store.sign(record, at: now()).view
            signedAt = position
            await tellCheckpoint()
        } catch {
            log.error(
                "a checkpoint could not be signed", metadata: ["record": "\(record.text)", "code": "\(error.code)"])
            isRecording = false  // the store takes nothing until it is opened again
            await announceGauge()
        }
    }
}
