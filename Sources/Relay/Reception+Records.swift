import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// Records: published, imported, verified.
extension Reception {
    /// To the organiser, entries and bag come with everything that is kept.
    func recordFile(_ match: Route.Match, _ request: Request) async throws(Problem) -> Response? {
        guard let form = Form(rawValue: match.part("form")) else { return notFound(request) }
        let (listing, reader) = try await hub.whom(request, in: match.part("slug"), as: try request.role())
        switch form {
        case .notesTrack, .chapters:
            let recording = try request.recording()
            let transcript = try await hub.transcript(of: listing, recordedFrom: recording)
            if let recording { try Self.check(recording, against: transcript.minutes.times) }
            return try linked(transcript, as: form, for: request, of: listing.visibility)
        case .jsonl where reader.role == .organiser && request.query("version") == nil:
            return try printed(
                try await hub.transcript(of: listing, isExact: true), as: form, for: request, of: .invited)
        case .zip:
            guard request.query("version") == nil else {
                throw Problem(.badValue, "A bag holds the newest version, and all before; leave “version” out.")
            }
            return try await bag(of: listing, isExact: reader.role == .organiser, for: request)
        default: return try await record(of: listing, as: form, for: request)
        }
    }

    /// A recording that holds nothing of the meeting is a slip of the pen, most often a wrong day.
    private static func check(_ recording: Instant, against times: Minutes.Times) throws(Problem) {
        guard let opened = times.opened else { return }
        let earliest = opened.advanced(byMilliseconds: -24 * 3_600_000)
        guard recording >= earliest, recording <= times.closed ?? recording else {
            throw Problem(
                .badValue,
                """
                “recording” must be at most a day before the meeting opened and not after it closed: it opened at \
                \(LocalTime.machine(opened)).
                """)
        }
    }

    /// - Parameter isServed: As a page among the others of the house.
    func record(
        of listing: Listing, as form: Form, isServed: Bool = false, for request: Request
    ) async throws(Problem) -> Response {
        let version = request.query("version") == nil ? nil : try request.number("version", in: 1...9999, otherwise: 1)
        let transcript = try await hub.transcript(of: listing, version: version)
        return try linked(transcript, as: form, isServed: isServed, for: request, of: listing.visibility)
    }

    /// A meeting's record says where its other forms are.
    private func linked(
        _ transcript: Transcript, as form: Form, isServed: Bool = false, for request: Request,
        of visibility: Meeting.Visibility
    ) throws(Problem) -> Response {
        var response = try printed(transcript, as: form, isServed: isServed, for: request, of: visibility)
        response.headers[.related] = transcript.links(
            from: form, checkpoint: "\(site.publicURL)/tlog/\(transcript.record.text)/checkpoint")
        return response
    }

    func printed(
        _ transcript: Transcript, as form: Form, isServed: Bool = false, for request: Request,
        of visibility: Meeting.Visibility
    ) throws(Problem) -> Response {
        let publication: Publication
        do throws(PublishingError) {
            publication =
                try isServed
                ? press.servedPage(
                    of: transcript, others: pages.address?.others(than: pages.phrases.language) ?? [],
                    alternates: pages.address?.alternates ?? [], reading: pages.recordAttributes)
                : press.publish(transcript, as: form)
        } catch {
            throw Problem(.notRecorded, "The record could not be printed: \(error)")
        }
        var headers: HTTPFields = [
            .contentType: publication.contentType, .cacheControl: cache(visibility),
        ]
        if isServed {
            // A shared cache has the page as it is designed; who has set something gets their own, and keeps it from others.
            headers[.vary] = "Cookie"
            if !pages.recordAttributes.isEmpty { headers[.cacheControl] = Response.isPrivate }
        }
        if form != .html { headers[.contentDisposition] = "attachment; filename=\"\(publication.name)\"" }
        return Response(status: .ok, headers: headers, body: publication.bytes).unlessKnown(to: request)
    }

    /// Who may keep what is read there.
    func cache(_ visibility: Meeting.Visibility) -> String {
        visibility == .invited ? Response.isPrivate : Response.isPublic
    }
}

extension Hub {
    /// What the public is given of a closed meeting. Until circulation that is the newest words only: the words a
    /// correction replaced are left out of the sealed entries as those of a retracted line are.
    ///
    /// - Parameters:
    ///   - recording: When a recording of it began, where one is given.
    ///   - version: From 1, as the page of versions counts them; `nil` is the newest. Without the words of lines that
    ///     were taken back or erased since.
    ///   - isExact: For the organiser: with every entry as it is kept, too.
    func transcript(
        of listing: Listing, recordedFrom recording: Instant? = nil, version: Int? = nil, isExact: Bool = false
    ) async throws(Problem) -> Transcript {
        guard listing.phase == .closed else {
            throw Problem(.notClosed, "The record comes out when the meeting closes. Until then follow it live.")
        }
        let floor = try await archived(listing.record)
        let last = try Self.end(of: version, in: floor)
        let count = floor.publicMinutes.editing.steps.count
        let series = try await series(toldBy: listing).map { file in
            Transcript.OfSeries(
                address: site.address(ofSeries: file.listing.slug), title: file.listing.title,
                changes: file.ledger.number(of: listing.record).map { file.ledger.changes(by: $0) } ?? [])
        }
        do throws(RecorderError) {
            var sealed = try await store.allSealedEntries(of: listing.record, for: Reader(.attendee))
            let replaced = floor.replacedWords
            sealed = sealed.prefix(last.number).map { entry in
                replaced.contains(entry.position)
                    ? SealedEntry(position: entry.position, header: entry.header, salt: nil, body: nil) : entry
            }
            let newest = try await finalCheckpoint(of: listing.record, at: floor.minutes.position)
            let checkpoint = newest?.size ?? 0 > last.number ? nil : newest
            return Transcript(
                entries: Array(floor.publicEntries.prefix(last.number)), sealed: sealed,
                address: site.address(ofMeeting: listing.slug),
                slug: listing.slug, record: listing.record, checkpoint: checkpoint,
                verifierKey: try await store.verifierKey(of: listing.record), publisher: site.name,
                isImported: floor.minutes.times.opened == nil, support: floor.allSupport, recording: recording,
                series: series,
                exact: isExact ? try await store.allSealedEntries(of: listing.record, for: Reader(.organiser)) : nil,
                version: version.flatMap { $0 < count ? Transcript.Version($0, of: count) : nil })
        } catch { throw unreadable(error) }
    }

    /// The last entry a version holds: all before the next one begins.
    private static func end(of version: Int?, in floor: Floor) throws(Problem) -> Position {
        guard let version else { return floor.minutes.position }
        let steps = floor.publicMinutes.editing.steps
        guard steps.indices.contains(version - 1) else {
            throw Problem(.badValue, "“version” must be 1 to \(steps.count): the record has no later one yet.")
        }
        return version < steps.count ? Position(steps[version].position.number - 1) : floor.minutes.position
    }

    /// That of the close; signed now where the server ended, or the disk was full, before it could be.
    func finalCheckpoint(
        of record: RecordID, at last: Position
    ) async throws(RecorderError) -> Checkpoint? {
        let newest = try await store.newestCheckpoint(of: record)
        if let newest, newest.size == last.number { return newest }
        do throws(RecorderError) { return try await store.sign(record, at: now()) } catch {
            note(error)
            return newest
        }
    }
}
