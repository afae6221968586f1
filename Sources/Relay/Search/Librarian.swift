import Logging
import Measures
import Proceedings
import Recorder

/// Keeps the search's index up with the records, and answers who searches.
///
/// What is in the index follows from what is in the store: whatever closed, came in, was corrected, taken back, renamed or
/// hidden shows there, so nobody has to tell. Only who erases waits for it: `refresh`.
actor Librarian {
    let index: SearchIndex
    private let store: RecordStore
    private let secretariat: Secretariat
    private let log: Logger
    private let nudges: AsyncStream<Void>
    private let entrance: AsyncStream<Void>.Continuation
    private var isEnding = false
    /// Records that are still to be taken in; nil before the first look.
    private(set) var left: Int?
    /// Commits of the store when the index was last up with it.
    private var seen: Int?
    /// Records that could not be read, as they were then: the others are not held up by them.
    private var unreadable: [RecordID: SearchIndex.Known] = [:]
    /// How often words went: what was looked up before is looked up again before it is kept.
    private var refreshes = 0
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ store: RecordStore, secretariat: Secretariat, log: Logger) {
        self.store = store
        self.secretariat = secretariat
        self.log = log
        index = SearchIndex(in: store.folder)
        (nudges, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Catches up whenever nudged, one record at a time; returns after `end`.
    func run() async {
        for await _ in nudges where !isEnding {
            do throws(RecorderError) { try await catchUp() } catch {
                log.error("the search’s index could not be kept up", metadata: ["error": "\(error)"])
            }
        }
        do throws(RecorderError) { try await index.close() } catch {
            log.error("the search’s index could not be closed", metadata: ["error": "\(error)"])
        }
    }

    /// Asks it to look whether anything has changed.
    nonisolated func nudge() { entrance.yield() }

    func end() {
        isEnding = true
        entrance.finish()
    }

    /// Takes records in as they stand now. When this returns, what was taken out of them is nowhere in the index’s file.
    ///
    /// - Throws: As `SearchIndex.keep`; then the file may still hold it.
    func refresh(_ records: [RecordID]) async throws(RecorderError) {
        refreshes += 1
        let turn = refreshes
        let wanted = try await wanted()
        for record in records { try await take(record, wanted[record], since: turn) }
    }

    /// - Returns: What is found, and how many records are not in the index yet.
    func find(_ query: SearchQuery) async throws(RecorderError) -> (findings: SearchFindings, left: Int) {
        (try await index.find(query), left ?? 1)
    }

    private func catchUp() async throws(RecorderError) {
        let commits = await store.readings().commits.counts.reduce(0, +)
        guard commits != seen else { return }
        let turn = refreshes
        let wanted = try await wanted()
        let known = try await index.known()
        unreadable = unreadable.filter { wanted[$0.key]?.known == $0.value }
        let changed = wanted.filter { known[$0.key] != $0.value.known && unreadable[$0.key] == nil }.map(\.key)
            .sorted { (wanted[$1]?.since ?? 0, $0.text) < (wanted[$0]?.since ?? 0, $1.text) }
        left = changed.count + unreadable.count
        for record in known.keys where wanted[record] == nil { try await take(record, nil, since: turn) }
        for record in changed {
            guard !isEnding, let one = wanted[record] else { return }
            do throws(RecorderError) { try await take(record, one, since: turn) } catch {
                guard error.code == .cannotRead || error.code == .recordDamaged else { throw error }
                log.error(
                    "a record could not be read for the search",
                    metadata: ["record": "\(record.text)", "error": "\(error)"])
                unreadable[record] = one.known
                continue
            }
            left = (left ?? 1) - 1
        }
        seen = commits
    }

    private struct Wanted {
        let known: SearchIndex.Known
        /// `nil` is a series.
        let listing: Listing?
        let since: Int64
    }

    /// Every record that may be searched: closed meetings that are listed, and listed series.
    private func wanted() async throws(RecorderError) -> [RecordID: Wanted] {
        let standings = try await store.standings()
        var wanted: [RecordID: Wanted] = [:]
        var series: [RecordID: Searched.Series] = [:]
        for file in try await secretariat.all() where file.listing.visibility == .listed {
            let told = Searched.Series(slug: file.listing.slug, title: file.listing.title)
            for record in file.ledger.meetings.compactMap(\.meeting.record) { series[record] = told }
            let state = standings[file.listing.record] ?? ""
            wanted[file.listing.record] = Wanted(
                known: .init(state: state, slug: told.slug, title: told.title, series: told), listing: nil,
                since: file.listing.createdAt.milliseconds)
        }
        for listing in try await store.listings() where listing.visibility == .listed && listing.phase == .closed {
            let known = SearchIndex.Known(
                state: standings[listing.record] ?? "", slug: listing.slug, title: listing.title,
                series: series[listing.record])
            wanted[listing.record] = Wanted(
                known: known, listing: listing, since: (listing.closedAt ?? listing.createdAt).milliseconds)
        }
        return wanted
    }

    /// One at a time: what was read before words were taken back must not be kept after.
    ///
    /// - Parameter turn: How often words had gone when `wanted` was looked up.
    private func take(_ record: RecordID, _ wanted: Wanted?, since turn: Int) async throws(RecorderError) {
        while isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
        defer {
            isBusy = false
            for one in waiting { one.resume() }
            waiting = []
        }
        let wanted = turn == refreshes ? wanted : try await self.wanted()[record]
        guard let wanted, let searched = try await searched(record, wanted) else {
            return try await index.forget([record])
        }
        try await index.keep(searched)
    }

    private func searched(_ record: RecordID, _ wanted: Wanted) async throws(RecorderError) -> Searched? {
        let known = wanted.known
        guard let listing = wanted.listing else {
            return try await secretariat.file(of: record).map {
                Searched(record, state: known.state, slug: known.slug, ledger: $0.ledger)
            }
        }
        let floor = try await Floor.read(listing.record, in: store, epoch: 0)
        var searched = Searched(
            record, state: known.state, slug: known.slug, series: known.series, minutes: floor.publicMinutes,
            entries: floor.publicEntries)
        searched.title = known.title
        return searched
    }
}
