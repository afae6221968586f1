import Procedure
import Proceedings
import Recorder
import Wire

/// Keeps every series of the house: rules on what is asked of one, records it, and knows what each has come to.
///
/// Series are few and change rarely: all are in memory, and each command is recorded and signed by itself.
actor Secretariat {
    private let store: RecordStore
    private let now: @Sendable () -> Instant
    /// Meetings that a series is taking just now.
    private var entering: Set<RecordID> = []
    /// Empty until somebody asks, and again where a commit failed: what the disk has is then read, never guessed.
    private var files: [RecordID: SeriesFile] = [:]
    /// Series that cannot be read, as what is stored of them is not what was recorded; the others go on.
    private var damaged: [RecordID: (listing: SeriesListing, error: RecorderError)] = [:]
    /// Rises with every reason to read the disk again; a reason that comes while it is read is one to read once more.
    private var reasons = 1
    private var answered = 0

    init(_ store: RecordStore, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.now = now
    }

    /// Every series that can be read, oldest first.
    func all() async throws(RecorderError) -> [SeriesFile] {
        while answered < reasons {
            let known = reasons
            for listing in try await store.seriesListings() {
                damaged[listing.record] = nil
                do throws(RecorderError) { try await read(listing) } catch {
                    guard error.code == .recordDamaged else { throw error }
                    damaged[listing.record] = (listing, error)
                }
            }
            answered = max(answered, known)
        }
        return files.values.map(\.listing).sorted { ($0.createdAt, $0.record.text) < ($1.createdAt, $1.record.text) }
            .compactMap { files[$0.record] }
    }

    /// - Throws: `recordDamaged`; as `RecordStore.allEntries`.
    func file(at slug: String) async throws(RecorderError) -> SeriesFile? {
        let file = try await all().first { $0.listing.slug == slug }
        if file == nil, let one = damaged.values.first(where: { $0.listing.slug == slug }) { throw one.error }
        return file
    }

    /// - Throws: `recordDamaged`; as `RecordStore.allEntries`.
    func file(of record: RecordID) async throws(RecorderError) -> SeriesFile? {
        let file = try await all().first { $0.listing.record == record }
        if file == nil, let one = damaged[record] { throw one.error }
        return file
    }

    /// The series that a meeting belongs to.
    func file(withMeeting record: RecordID) async throws(RecorderError) -> SeriesFile? {
        try await all().first { $0.ledger.number(of: record) != nil }
    }

    /// Founds a series and its record; one that was founded before under this record's name is returned as it is.
    ///
    /// - Throws: `slugTaken` where somebody was quicker; as `RecordStore.append`.
    func found(_ listing: SeriesListing, _ line: Line, host: String) async throws(RecorderError) -> SeriesFile? {
        _ = try await store.begin(listing.record, host: host, at: now())
        let entry = Entry(Position(1), at: now(), line)
        do throws(RecorderError) {
            try await store.append(RecordStore.Batch(entries: [entry], series: listing), to: listing.record)
            _ = try await store.sign(listing.record, at: now())
        } catch {
            reasons += 1  // it may be recorded and only not signed, or another have its address
            guard error.code == .movedOn else { throw error }
        }
        reasons += 1
        return try await file(of: listing.record)
    }

    /// Rules on a command and records what it becomes.
    ///
    /// - Returns: Where it stands in the record; the same again where it was sent again. It may be recorded and yet
    ///   not signed: the operator should hear of that.
    func take(_ order: SeriesOrder, to record: RecordID) async throws(SeriesFault) -> Taken {
        if case .hold(let number, let meeting) = order.command {
            // While one series takes a meeting, no other does.
            guard entering.insert(meeting).inserted else { throw .refused(Problem(Refusal.meetingHeld(number))) }
        }
        defer { if case .hold(_, let meeting) = order.command { entering.remove(meeting) } }
        while true {
            guard let file = try await known(record) else { throw .refused(.unknownSeries) }
            if let receipt = file.receipts.receipt(of: order.author.id, clientID: order.id) {
                guard receipt.matches(order.digest) else { throw .refused(.idReused) }
                return Taken(positions: receipt.positions, unsigned: nil)
            }
            if case .hold(_, let meeting) = order.command,
                let other = files.values.first(where: { $0.ledger.number(of: meeting) != nil }),
                other.listing.record != record
            {
                throw .refused(Problem(Refusal.meetingHeld(other.ledger.number(of: meeting) ?? 0)))
            }
            let instant = now().following(file.last)
            let line: Line
            do throws(Refusal) { line = try file.book.ruling(on: order.command, from: order.author, at: instant) } catch
            {
                throw .refused(Problem(error))
            }
            do throws(RecorderError) {
                return try await append(line, order, to: file, at: instant)
            } catch {
                forget(record)
                // Somebody was quicker: what they did is read first, then ruled on again.
                guard error.code == .movedOn || error.code == .clientIDTaken else { throw .notRecorded(error) }
            }
        }
    }

    /// - Returns: What went.
    func erase(_ order: ErasureOrder, from listing: SeriesListing) async throws(RecorderError) -> Expunged {
        while true {
            let expunged = Expunged(order, from: try await store.allEntries(of: listing.record))
            guard !expunged.plan.isEmpty else { return expunged }
            let batch = expunged.batch(expunged.entries(at: now()), in: .series(listing))
            do throws(RecorderError) { try await store.append(batch, to: listing.record) } catch {
                guard error.code == .movedOn else { throw error }
                continue  // somebody was quicker: what they did is read first
            }
            forget(listing.record)
            _ = try await store.sign(listing.record, at: now())
            return expunged
        }
    }

    private func append(
        _ line: Line, _ order: SeriesOrder, to file: SeriesFile, at instant: Instant
    ) async throws(RecorderError) -> Taken {
        let record = file.listing.record
        let entry = Entry(file.ledger.position.next, at: instant, line)
        let receipt = RecordStore.Receipt(
            participant: order.author.id, clientID: order.id, digest: order.digest, positions: [entry.position])
        var after = file
        after.take(entry, receipt)
        let isListedAnew = after.listing != file.listing
        try await store.append(
            RecordStore.Batch(
                entries: [entry], receipts: [receipt], series: isListedAnew ? after.listing : nil,
                papers: line.paperChanges(with: order.sent)),
            to: record)
        keep(after)
        do throws(RecorderError) { _ = try await store.sign(record, at: now()) } catch {
            return Taken(positions: [entry.position], unsigned: error)
        }
        return Taken(positions: [entry.position], unsigned: nil)
    }

    struct Taken: Sendable {
        let positions: [Position]
        let unsigned: RecorderError?
    }

    private func known(_ record: RecordID) async throws(SeriesFault) -> SeriesFile? {
        do throws(RecorderError) { return try await file(of: record) } catch { throw .notRecorded(error) }
    }

    private func read(_ listing: SeriesListing) async throws(RecorderError) {
        let entries = try await store.allEntries(of: listing.record)
        let receipts = Receipts(try await store.receipts(of: listing.record))
        keep(
            SeriesFile(
                listing: listing, book: SeriesBook(replaying: entries), last: entries.last, receipts: receipts))
    }

    /// Unless what is known goes further: somebody may have recorded while this was read.
    private func keep(_ file: SeriesFile) {
        let known = files[file.listing.record]
        if let known, known.ledger.position > file.ledger.position { return }
        files[file.listing.record] = file
    }

    /// What is known of it is not what the disk has; of another record nothing is known here.
    func distrust(_ record: RecordID) {
        if files[record] != nil { forget(record) }
    }

    /// It is read from the disk when it is next asked for.
    func forget(_ record: RecordID) {
        files[record] = nil
        reasons += 1
    }
}

/// A series, and what its record says.
struct SeriesFile: Sendable {
    private(set) var listing: SeriesListing
    private(set) var book: SeriesBook
    /// Of its record.
    fileprivate private(set) var last: Entry?
    fileprivate private(set) var receipts: Receipts

    fileprivate init(listing: SeriesListing, book: SeriesBook, last: Entry?, receipts: Receipts) {
        self.listing = listing
        self.book = book
        self.last = last
        self.receipts = receipts
    }

    var ledger: Ledger { book.ledger }

    fileprivate mutating func take(_ entry: Entry, _ receipt: RecordStore.Receipt) {
        book.apply(entry)
        last = entry
        receipts.remember(receipt)
        listing.title = ledger.series.title
    }
}

/// A command on its way to a series.
struct SeriesOrder: Sendable {
    let id: String
    let command: SeriesCommand
    /// SHA-256 of the frame's content: the same id with other content is refused.
    let digest: [UInt8]
    let author: Participant
    /// The file of the paper it is about.
    var sent: RecordStore.PaperBytes?
}

/// Why a series did not take a command.
enum SeriesFault: Error {
    case refused(Problem)
    case notRecorded(RecorderError)
}

extension Problem {
    static let unknownSeries = Problem(
        .unknownSeries, "No series has this address. Check the link, or find it on the home page.")
    static let idReused = Problem(.idReused, "This id stands for another line. Use a new one.")
}
