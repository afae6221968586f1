import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// What is new, for people's feed readers. A feed says what its page says to everyone, and no more.
extension Reception {
    /// Records of listed meetings, and what listed series have before them.
    func siteFeed(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        guard let form = Feed.Form(rawValue: match.part("form")) else { return notFound(request) }
        return answer(try await siteFeed(at: now()), as: form, for: request, of: .listed)
    }

    func siteFeed(at now: Instant) async throws(Problem) -> Feed {
        let closed = try await hub.listings().filter { $0.visibility == .listed && $0.phase == .closed }
            .sorted { ($0.closedAt ?? $0.createdAt) > ($1.closedAt ?? $1.createdAt) }.prefix(Feed.most)
        var entries: [Feed.Entry] = []
        for listing in closed { if let entry = try await entry(ofRecord: listing) { entries.append(entry) } }
        for file in try await hub.allSeries() where file.listing.visibility == .listed {
            entries += file.ledger.meetings.compactMap { entry(of: $0, in: file, at: now) }
        }
        return Feed(
            id: "\(site.publicURL)/", title: site.name, publisher: site.name, language: pages.phrases.language,
            page: site.publicURL, since: Instant(milliseconds: 0), entries: entries)
    }

    /// Records of its meetings, and how its board changed.
    func seriesFeed(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        guard let form = Feed.Form(rawValue: match.part("form")) else { return notFound(request) }
        let file = try await readable(request, match)
        return answer(try await feed(of: file), as: form, for: request, of: file.listing.visibility)
    }

    func feed(of file: SeriesFile) async throws(Problem) -> Feed {
        var entries = file.ledger.points.flatMap { changes(of: $0, in: file) }
        for record in file.ledger.meetings.compactMap(\.meeting.record) {
            guard let listing = try await hub.listingIfAny(of: record), listing.phase == .closed,
                listing.visibility == .listed || file.listing.visibility != .listed && listing.visibility == .unlisted
            else { continue }
            if let entry = try await entry(ofRecord: listing) { entries.append(entry) }
        }
        return Feed(
            id: tag(of: file), title: file.listing.title, publisher: site.name, language: pages.phrases.language,
            page: site.address(ofSeries: file.listing.slug), since: file.listing.createdAt, entries: entries)
    }

    /// Key moments, decisions, disagreements and next steps, from the first on.
    func meetingFeed(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        guard let form = Feed.Form(rawValue: match.part("form")) else { return notFound(request) }
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        let floor = try await hub.floor(of: listing)
        let transcript = Transcript(
            entries: floor.publicEntries, sealed: [], address: site.address(ofMeeting: listing.slug),
            slug: listing.slug, record: listing.record, publisher: site.name,
            isImported: floor.minutes.phase == .closed && floor.minutes.times.opened == nil)
        let feed: Feed
        do throws(PublishingError) {
            feed = try press.feed(
                of: transcript, tag: site.tag(of: listing.record, since: listing.createdAt), since: listing.createdAt)
        } catch { throw Problem(.notRecorded, "The feed could not be printed: \(error)") }
        return answer(feed, as: form, for: request, of: listing.visibility)
    }

    /// - Returns: `nil` where the record is damaged.
    private func entry(ofRecord listing: Listing) async throws(Problem) -> Feed.Entry? {
        guard let minutes = try await hub.floorIfSound(of: listing)?.publicMinutes else { return nil }
        do throws(PublishingError) {
            return try press.entry(
                ofRecord: minutes, tag: site.tag(of: listing.record, since: listing.createdAt),
                address: site.address(ofMeeting: listing.slug), since: listing.closedAt ?? listing.createdAt)
        } catch { throw Problem(.notRecorded, "The feed could not be printed: \(error)") }
    }

    /// - Returns: `nil` for what is past, or has no day. That one was called off is news until it would have been.
    private func entry(of scheduled: Ledger.Scheduled, in file: SeriesFile, at now: Instant) -> Feed.Entry? {
        let meeting = scheduled.meeting
        guard let startsAt = meeting.startsAt, startsAt > now else { return nil }
        let when = LocalTime(file.ledger.series.timeZone, pages.phrases).dateTime(startsAt)
        let words = ["title": meeting.title, "when": when]
        let title =
            switch meeting.standing {
            case .provisional: pages.phrases.say("feed_meeting_provisional", words)
            case .confirmed: pages.phrases.say("feed_meeting_confirmed", words)
            case .cancelled: "\(pages.phrases.say("calendar_cancelled")) \(meeting.title)"
            }
        return Feed.Entry(
            id: "\(tag(of: file))/meeting\(scheduled.number)", title: title,
            address: "\(site.address(ofSeries: file.listing.slug))/schedule#meeting\(scheduled.number)",
            published: scheduled.changedAt, updated: scheduled.changedAt,
            content: [file.ledger.series.title, when, meeting.place].compactMap(\.self).map { .paragraph($0) })
    }

    private func changes(of point: Point, in file: SeriesFile) -> [Feed.Entry] {
        point.history.enumerated().map { place, step in
            Feed.Entry(
                id: "\(tag(of: file))/point\(point.number)/\(place + 1)", title: title(of: step, point),
                address: "\(site.address(ofSeries: file.listing.slug))/board#point\(point.number)",
                published: step.at, updated: step.at, content: content(of: step))
        }
    }

    private func title(of step: Point.Step, _ point: Point) -> String {
        switch step.change {
        case .confirmed(let wording, _):
            pages.phrases.say("board_step_\(wording.standing.rawValue)", ["text": wording.text])
        case .reopened: pages.phrases.say("feed_reopened", ["text": point.wording.text])
        }
    }

    private func content(of step: Point.Step) -> [Feed.Block] {
        switch step.change {
        case .confirmed(let wording, let confirmation):
            let by =
                if case .hands(_, let number, let votes) = confirmation {
                    pages.phrases.say("board_by_hands", ["n": String(number), "question": votes.question])
                } else { pages.phrases.say("board_by_facilitator") }
            let options: [Feed.Block] = wording.options.isEmpty ? [] : [.list(wording.options)]
            return [.paragraph(wording.strand), .paragraph(wording.text)] + options
                + [wording.evidence, wording.nextQuestion, by].compactMap(\.self).map { .paragraph($0) }
        case .reopened(let name, let reason):
            return [.paragraph(pages.phrases.say("board_step_reopened", ["name": name, "reason": reason]))]
        }
    }

    private func tag(of file: SeriesFile) -> String {
        site.tag(of: file.listing.record, since: file.listing.createdAt)
    }

    private func answer(
        _ feed: Feed, as form: Feed.Form, for request: Request, of visibility: Meeting.Visibility
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: form.contentType, .cacheControl: cache(visibility), .related: feed.links(from: form),
            ],
            body: feed.bytes(as: form)
        ).unlessKnown(to: request)
    }
}

extension Site {
    /// The name of a record for ever (RFC 4151), whatever becomes of its address. A tag has no place for a port.
    func tag(of record: RecordID, since: Instant) -> String {
        let name = host.split(separator: ":").first.map(String.init) ?? host
        let authority = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        return "tag:\(authority),\(LocalTime.machine(since).prefix(10)):\(record.text)"
    }
}
