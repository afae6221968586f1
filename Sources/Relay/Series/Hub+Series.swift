import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Series as a whole: found, founded, read.
extension Hub {
    func allSeries() async throws(Problem) -> [SeriesFile] {
        do throws(RecorderError) { return try await secretariat.all() } catch { throw unreadable(error) }
    }

    /// Those whose records are damaged too.
    func seriesListings() async throws(Problem) -> [SeriesListing] {
        do throws(RecorderError) { return try await store.seriesListings() } catch { throw unreadable(error) }
    }

    /// - Throws: `unknownSeries`.
    func series(at slug: String) async throws(Problem) -> SeriesFile {
        let file: SeriesFile?
        do throws(RecorderError) { file = try await secretariat.file(at: slug) } catch { throw unreadable(error) }
        guard let file else { throw .unknownSeries }
        return file
    }

    /// - Throws: `unknownSeries`.
    func series(of record: RecordID) async throws(Problem) -> SeriesFile? {
        do throws(RecorderError) { return try await secretariat.file(of: record) } catch { throw unreadable(error) }
    }

    /// The series that a meeting belongs to.
    func series(withMeeting record: RecordID) async throws(Problem) -> SeriesFile? {
        do throws(RecorderError) { return try await secretariat.file(withMeeting: record) } catch {
            throw unreadable(error)
        }
    }

    /// The series that a meeting belongs to, as those know it who may read the meeting: one for invited people is not
    /// told to whoever reads a meeting that anybody may read.
    func series(toldBy listing: Listing) async throws(Problem) -> SeriesFile? {
        guard let file = try await series(withMeeting: listing.record) else { return nil }
        return file.listing.visibility == .invited && listing.visibility != .invited ? nil : file
    }

    /// Whom a request to a series speaks for; a reader has no id.
    func whom(_ request: Request, in file: SeriesFile, as role: Role) async throws(Problem) -> Participant {
        try await admission.participant(
            for: request, as: role, inSeries: file.listing,
            with: file.ledger.standingRecords,
            at: now())
    }

    @discardableResult
    func take(_ order: SeriesOrder, to file: SeriesFile) async throws(Problem) -> [Position] {
        do throws(SeriesFault) {
            let taken = try await secretariat.take(order, to: file.listing.record)
            if let unsigned = taken.unsigned { note(unsigned) }
            return taken.positions
        } catch {
            switch error {
            case .refused(let problem): throw problem
            case .notRecorded(let accident) where accident.code == .roomKept:
                note(accident)
                throw Problem(
                    .full,
                    """
                    The server’s disk has too little room left for files; nothing was kept. Add the paper as a link, or \
                    ask who runs the server to make room.
                    """)
            case .notRecorded(let accident): throw unreadable(accident)
            }
        }
    }

    /// Founds a series and its record.
    ///
    /// - Parameters:
    ///   - slug: The address wished for; `nil` makes one of the title. A taken one gets a number.
    ///   - record: The same founding twice gives one series.
    func found(
        _ series: Series, slug: String?, visibility: Meeting.Visibility, record: RecordID
    ) async throws(Problem) -> SeriesFile {
        let line: Line
        do throws(Refusal) { line = try SeriesBook.founding(series, by: .organiser) } catch { throw Problem(error) }
        guard let wish = Slug.checked(slug ?? Slug.make(of: series.title)) else {
            throw Problem(.badValue, "“slug” must be 1–60 letters a–z, digits and hyphens, such as data-sharing.")
        }
        while true {
            let known = try await allSeries()
            if let file = known.first(where: { $0.listing.record == record }) { return file }
            guard known.count < Self.mostSeries else {
                throw Problem(.full, "The server holds \(Self.mostSeries) series, as many as it may.")
            }
            let taken = Set(known.map(\.listing.slug))
            let free =
                taken.contains(wish)
                ? (2...).lazy.map { "\(wish)-\($0)" }.first { !taken.contains($0) } ?? wish : wish
            let listing = SeriesListing(
                record: record, slug: free, visibility: visibility, title: series.title, createdAt: now())
            let founded: SeriesFile?
            do throws(RecorderError) { founded = try await secretariat.found(listing, line, host: site.host) } catch {
                guard error.code == .slugTaken else { throw unreadable(error) }
                continue  // somebody was quicker; the next number is free
            }
            guard let founded else {
                // The record is there, and no series’: a meeting was made of the same form.
                throw Problem(.idReused, "This form was used for something else. Load its page again.")
            }
            return founded
        }
    }

    /// All are in memory.
    private static let mostSeries = 500

    /// The meetings of a series that have a page, by number on the schedule, with what everyone may read of them;
    /// those that only invited people may read are left out.
    func held(in file: SeriesFile) async throws(Problem) -> [Int: HeldMeeting] {
        var held: [Int: HeldMeeting] = [:]
        for scheduled in file.ledger.meetings {
            // Its place may be taken a moment before it is founded.
            guard let record = scheduled.meeting.record, let listing = try await listingIfAny(of: record),
                listing.visibility != .invited
            else { continue }
            held[scheduled.number] = HeldMeeting(
                slug: listing.slug, phase: listing.phase, minutes: try await floor(of: listing).publicMinutes)
        }
        return held
    }
}

/// A meeting of a series that has a page of its own.
struct HeldMeeting: Sendable {
    let slug: String
    let phase: Meeting.Phase
    /// As everyone may read them.
    let minutes: Minutes
}
