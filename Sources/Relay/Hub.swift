package import Logging
import Procedure
package import Proceedings
package import Recorder
package import Transport
import Wire

/// Which peer sits in which sitting. Routes what arrives; rules nothing, stores nothing.
package actor Hub {
    let site: Site
    let store: RecordStore
    package let admission: Admission
    let listener: Listener
    let archive: Archive
    let secretariat: Secretariat
    let librarian: Librarian
    nonisolated let similar = Similar()
    nonisolated let wordsUsed = WordsUsed()
    let log: Logger
    let now: @Sendable () -> Instant
    /// By language tag.
    let phrases: [String: Phrases]
    let refusals = Refusals()
    var lobby = Lobby()
    var paces: Paces
    private var sittings = Sittings()
    let errands = Errands()
    private var retry = Retry()
    /// Records that were found changed when they were last inspected.
    var damaged: Set<RecordID> = []
    /// When they were last all looked at.
    var inspectedAt: Instant?
    let openedAt: Instant
    /// Up to where nothing of closed meetings is kept any more that only staff could read.
    var expired: [RecordID: Position] = [:]
    /// A write outside every sitting failed: the store takes nothing until it is opened again.
    private var isInDoubt = false
    private var course = Course.serving

    private enum Course { case serving, closing, stopped }

    package init(
        _ site: Site, store: RecordStore, admission: Admission, listener: Listener, log: Logger,
        phrases: [String: Phrases], now: @escaping @Sendable () -> Instant
    ) {
        self.site = site
        self.store = store
        self.admission = admission
        self.listener = listener
        archive = Archive(store)
        let secretariat = Secretariat(store, now: now)
        self.secretariat = secretariat
        librarian = Librarian(store, secretariat: secretariat, log: log)
        paces = Paces(site.paces)
        self.log = log
        self.now = now
        self.phrases = phrases
        openedAt = now()
    }

    /// Serves until the listener's arrivals end.
    package func run(answering reception: Reception) async {
        async let errand: Void = errands.run()
        async let _: Void = inspect()  // cancelled with the end of this
        async let upkeep: Void = keepUp()
        errands.add { await self.librarian.run() }
        await withDiscardingTaskGroup { group in
            for await arrival in listener.arrivals {
                switch arrival {
                case .asked(let request):
                    lobby.asked(request.peer)
                    group.addTask { await self.answer(request, by: reception) }
                case .joined(let request):
                    if lobby.joined(request) { group.addTask { await self.seatComers() } }
                case .said(let peer, let bytes, let isText): await hear(peer, bytes, isText: isText)
                case .fellBehind(let peer): group.addTask { await self.catchUp(peer) }
                case .left(let peer): await leave(peer)
                }
            }
            course = .closing
        }
        await librarian.end()
        errands.finish()
        for sitting in sittings.each { await sitting.end() }
        course = .stopped
        _ = await (errand, upkeep)
    }

    private func answer(_ request: Request, by reception: Reception) async {
        await reception.answer(request)
        lobby.answered(request.peer)
    }

    private func keepUp() async {
        var number = 0
        while course != .stopped {
            do { try await Task.sleep(for: Beat.pause) } catch {  // cancelled: nobody would wake them any more
                for sitting in sittings.each { await sitting.letReadersGo() }
                return
            }
            number += 1
            let beat = Beat(number: number)
            for sitting in sittings.each { await sitting.keepUp(beat, at: .now) }
            if course == .closing {  // what waits for the disk is answered; what waits for somebody to speak is not
                for sitting in sittings.each { await sitting.letReadersGo() }
            }
            guard beat.isSecond else { continue }
            await lookAfterFiles()
            await recover()
            await store.tidy()
            if site.keepsIndex { librarian.nudge() }
            await retireClosed()
            for grant in await admission.takeExpired(at: now()) { await sendAway(grant) }
            if beat.second % 3600 == 1, site.keepsPrivate != nil { errands.add { await self.expire() } }
            if beat.second.isMultiple(of: 5) { await tellAudiences() }
            if beat.isMinute { paces.forgetRested(at: .now) }
        }
    }

    /// The sitting of a meeting that is not closed, loaded where it is not yet.
    ///
    /// - Parameter listing: As read before; the meeting may have closed since.
    /// - Parameter isForTheRecord: Whether a closed one is loaded too, to be put right.
    /// - Throws: `closed`; `notRecorded` where the record cannot be read.
    func sitting(of listing: Listing, isForTheRecord: Bool = false) async throws(Problem) -> Sitting {
        while sittings.loading.isUnderWay(listing.record) {
            await withCheckedContinuation { sittings.loading.wait(for: listing.record, $0) }
        }
        if let sitting = sittings[listing.record] { return sitting }
        sittings.loading.begin(listing.record)
        defer { sittings.loading.end(listing.record) }
        let sitting: Sitting?
        do throws(RecorderError) {
            sitting = try await load(listing.record, takingClosed: isForTheRecord)
        } catch { throw unreadable(error) }
        guard let sitting else { throw .closed(site.address(ofMeeting: listing.slug)) }
        sittings.add(sitting, at: listing.slug)
        errands.add { await sitting.run() }
        return sitting
    }

    /// - Returns: `nil` where the meeting is closed, unless closed ones are taken.
    private func load(_ record: RecordID, takingClosed: Bool) async throws(RecorderError) -> Sitting? {
        guard let listing = try await store.listing(record: record),
            takingClosed || listing.phase != .closed,
            let head = try await store.head(of: record)
        else { return nil }
        return try await Sitting(
            listing, head: head, in: store, on: listener, counting: refusals, log: log,
            reseating: { await self.reseat(in: $0, where: $1) },
            holders: { [admission, now] in await admission.holders(of: $0, at: now()) }, now: now)
    }

    /// Returns once the hub has taken a turn.
    package func answers() {}

    var sittingCount: Int { sittings.count }

    var liveSittings: [Sitting] { sittings.each }

    func liveSitting(_ record: RecordID) -> Sitting? { sittings[record] }

    /// Where it is live, it is found under its new address and no other.
    func rename(to listing: Listing) async {
        guard let sitting = sittings[listing.record] else { return }
        await sitting.rename(to: listing.slug)
        sittings.remove(sitting)
        sittings.add(sitting, at: listing.slug)
    }

    /// Loaded already; for others the store knows the address.
    func liveSitting(at slug: String) -> Sitting? { sittings[slug: slug] }

    /// Whether every live meeting takes lines, and new ones can be founded.
    func isRecording() async -> Bool {
        if isInDoubt { return false }
        for sitting in sittings.each where await !sitting.isRecording { return false }
        return true
    }

    /// What is answered where the records cannot be reached.
    func unreadable(_ error: RecorderError) -> Problem {
        note(error)
        if error.code == .recordDamaged { return .recordDamaged }
        return Problem(.notRecorded, "The server cannot reach its records just now. Try again in a minute.")
    }

    /// Tells the operator, and has the store opened again where it takes nothing any more.
    func note(_ error: RecorderError) {
        log.error("the record store failed", metadata: ["code": "\(error.code)", "error": "\(error)"])
        if [.cannotAppend, .diskFull, .displaced].contains(error.code) { isInDoubt = true }
    }

    /// Nothing more is taken, and everybody is told so, once the record would go to a file nobody finds again.
    private func lookAfterFiles() async {
        guard !isInDoubt else { return }
        do throws(RecorderError) { try await store.requireInPlace() } catch {
            note(error)
            for sitting in sittings.each where await sitting.isRecording { await sitting.stopRecording(after: error) }
        }
    }

    private func recover() async {
        guard await !isRecording(), retry.mayTry(at: .now) else { return }
        do throws(RecorderError) {
            try await store.reopen()
            isInDoubt = false
            var isWhole = true
            for sitting in sittings.each where await !sitting.isRecording {
                do throws(RecorderError) { try await sitting.reread() } catch {
                    guard error.code == .recordDamaged else { throw error }
                    note(error)  // it takes no lines any more; the others go on
                    isWhole = false
                }
            }
            if isWhole { retry = Retry() }
        } catch {
            log.error("the record stays closed", metadata: ["error": "\(error)"])
        }
    }

    private func tellAudiences() async {
        for sitting in sittings.each {
            await sitting.tellAudience(await sitting.knowsWhereabouts ? lobby.participants(in: sitting) : [])
        }
    }

    private func retireClosed() async {
        for sitting in sittings.each where await sitting.mayRetire(at: .now) {
            sittings.remove(sitting)
            await sitting.end()  // first, so that nobody sits down behind our back
            for peer in lobby.peers(in: sitting) { await dismiss(peer, .closed) }
        }
    }
}
