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

    /// Whom a request to a series speaks for; a reader has no id.
    func whom(_ request: Request, in file: SeriesFile, as role: Role) async throws(Problem) -> Participant {
        try await admission.participant(
            for: request, as: role, inSeries: file.listing,
            with: Set(file.ledger.meetings.compactMap(\.meeting.record)),
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
            do throws(RecorderError) {
                if let file = try await secretariat.found(listing, line, host: site.host) { return file }
            } catch {
                guard error.code == .slugTaken else { throw unreadable(error) }
            }
        }
    }

    /// All are in memory.
    private static let mostSeries = 500

    /// The meetings of a series that have a page, by number on the schedule, with what everyone may read of them;
    /// those that only invited people may read are left out.
    func held(in file: SeriesFile) async throws(Problem) -> [Int: HeldMeeting] {
        var held: [Int: HeldMeeting] = [:]
        for scheduled in file.ledger.meetings {
            guard let record = scheduled.meeting.record else { continue }
            let listing = try await listing(of: record)
            guard listing.visibility != .invited else { continue }
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
