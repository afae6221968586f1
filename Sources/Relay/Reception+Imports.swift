import Crypto
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// What only the operator asks for, through the control socket.
extension Reception {
    /// The same file again changes nothing: a published record brings its id, and a note's is made of its bytes.
    func importFile(_ request: Request) async throws(Problem) -> Response {
        let visibility = try Meeting.Visibility(checked: request.query("visibility"))
        if IncomingRecord.isOne(request.body) {
            let incoming: IncomingRecord
            do throws(IncomingRecord.Fault) { incoming = try IncomingRecord(request.body) } catch {
                throw Problem(.badValue, "The file is not taken in: \(error)")
            }
            let (listing, isNew) = try await hub.adopt(incoming, slug: request.query("slug"), visibility: visibility)
            let papers = try await hub.keep(incoming.papers)
            return .json(
                JSON.bytes(Adopted(listing, on: site, isNew: isNew, report: incoming.report, papers: papers)),
                status: isNew ? .created : .ok)
        }
        return try await importNote(request, visibility)
    }

    private func importNote(_ request: Request, _ visibility: Meeting.Visibility) async throws(Problem) -> Response {
        let note: ImportedNote
        do throws(ImportError) {
            note = try Importer.read(request.body, name: request.query("name"))
        } catch { throw Problem(.badValue, "\(error)") }
        let record = RecordID("note-" + note.identity.prefix(32))
        if let known = try await hub.listings().first(where: { $0.record == record }) {
            return .json(JSON.bytes(Imported(known, on: site, isNew: false, report: note.report)))
        }
        let listing = try await hub.found(
            note.meeting, speakers: [], slug: request.query("slug"), visibility: visibility, by: .organiser,
            record: record, more: note.lines)
        return .json(JSON.bytes(Imported(listing, on: site, isNew: true, report: note.report)), status: .created)
    }

    func verification() async throws(Problem) -> Response {
        struct Body: Encodable { let verdicts: [VerdictView] }
        do throws(RecorderError) {
            return .json(JSON.bytes(Body(verdicts: try await hub.store.verify().map { VerdictView($0) })))
        } catch { throw await hub.unreadable(error) }
    }

    private struct Imported: Encodable {
        let slug, address: String
        let isNew: Bool
        let report: ImportReport

        init(_ listing: Listing, on site: Site, isNew: Bool, report: ImportReport) {
            slug = listing.slug
            address = site.address(ofMeeting: listing.slug)
            self.isNew = isNew
            self.report = report
        }
    }

    private struct Adopted: Encodable {
        let slug, address: String
        let isNew: Bool
        let adopted: IncomingRecord.Report
        /// Of each paper, what became of it.
        let papers: [String: String]

        init(
            _ listing: Listing, on site: Site, isNew: Bool, report: IncomingRecord.Report, papers: [String: String]
        ) {
            slug = listing.slug
            address = site.address(ofMeeting: listing.slug)
            self.isNew = isNew
            adopted = report
            self.papers = papers
        }
    }
}

extension Hub {
    /// Takes a record in as it is.
    ///
    /// - Throws: `idReused` where another record has its name.
    func adopt(
        _ incoming: IncomingRecord, slug: String?, visibility: Meeting.Visibility
    ) async throws(Problem) -> (Listing, isNew: Bool) {
        let minutes = incoming.minutes
        let wish = slug ?? incoming.file.head.address.map { String($0.split(separator: "/").last ?? "") } ?? ""
        let now = now()
        while true {
            let address = Slug.checked(wish) ?? Slug.make(of: minutes.meeting.title)
            let listing = Listing(
                record: incoming.file.record, slug: try await freeSlug(slug ?? address), visibility: visibility,
                title: minutes.meeting.title, startsAt: minutes.meeting.startsAt, timeZone: minutes.meeting.timeZone,
                phase: .closed, joinCode: nil, createdAt: incoming.began ?? now, closedAt: minutes.times.closed)
            let parting: Position
            do throws(RecorderError) {
                switch try await store.adopt(incoming.adopted(as: listing), at: now) {
                case .new: return (listing, true)
                case .known: return (try await store.listing(record: listing.record) ?? listing, false)
                case .differs(let position):
                    parting = position
                }
            } catch {
                guard error.code == .slugTaken else { throw unreadable(error) }
                continue  // somebody was quicker; the next number is free
            }
            throw Problem(
                .idReused,
                """
                Another record of this name is here already; they part at position \(parting.number). Nothing was \
                changed: one of the two was altered. Verify both.
                """)
        }
    }

    /// Keeps the papers that a series here names and lacks.
    ///
    /// - Returns: What became of each.
    func keep(_ papers: [String: [UInt8]]) async throws(Problem) -> [String: String] {
        var told: [String: String] = [:]
        guard !papers.isEmpty else { return told }
        let series = try await allSeries()
        for (name, bytes) in papers.sorted(by: { $0.key < $1.key }) {
            let digest = SHA256.hash(data: bytes).hex
            let uses = series.flatMap { file in
                file.ledger.papers.filter { $0.paper.file?.digest == digest }.map { (file.listing.record, $0.number) }
            }
            for (record, number) in uses {
                let sent = RecordStore.PaperBytes(digest: digest, crc: CRC32.of(bytes), bytes: bytes)
                let change = RecordStore.PaperChange(paper: number, digest: digest, sent: sent)
                do throws(RecorderError) {
                    try await store.append(RecordStore.Batch(entries: [], papers: [change]), to: record)
                } catch { throw unreadable(error) }
            }
            told[name] = uses.isEmpty ? "no series here names it; it stays in the bag" : "kept with its series"
        }
        return told
    }
}

extension IncomingRecord {
    /// - Parameter listing: As the register shall show it.
    func adopted(as listing: Listing) -> RecordStore.Adopted {
        let support = (file.head.support ?? [:]).compactMap { number, count in Int(number).map { ($0, count) } }
        return RecordStore.Adopted(
            listing: listing, origin: origin, sealed: file.sealed, checkpoint: checkpoint, key: key,
            support: Dictionary(support) { first, _ in first })
    }
}
