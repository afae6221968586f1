import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// Schedules for people's calendars.
extension Reception {
    /// Every listed series, and listed meetings that are on no schedule.
    func calendar(_ request: Request) async throws(Problem) -> Response {
        var events: [CalendarFeed.Event] = []
        var scheduled: Set<RecordID> = []
        for file in try await hub.allSeries() {
            scheduled.formUnion(file.ledger.meetings.compactMap(\.meeting.record))
            guard file.listing.visibility == .listed else { continue }
            events += try await self.events(of: file)
        }
        for listing in try await hub.listings()
        where listing.visibility == .listed && listing.startsAt != nil && !scheduled.contains(listing.record) {
            if let event = try await event(of: listing) { events.append(event) }
        }
        let feed = CalendarFeed(name: site.name, address: "\(site.publicURL)/calendar.ics", events: events)
        return ics(feed, for: request, of: .listed)
    }

    func seriesCalendar(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await readable(request, match)
        return ics(try await calendar(of: file), for: request, of: file.listing.visibility)
    }

    func scheduledCalendar(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await readable(request, match)
        guard let number = Int(match.part("number")), let scheduled = file.ledger[meeting: number] else {
            return notFound(request)
        }
        let feed = try await calendar(of: scheduled, in: file)
        return ics(feed, for: request, of: file.listing.visibility)
    }

    func calendar(of scheduled: Ledger.Scheduled, in file: SeriesFile) async throws(Problem) -> CalendarFeed {
        let address = site.address(ofSeries: file.listing.slug) + "/meetings/\(scheduled.number)/calendar.ics"
        let event = try await event(of: scheduled, in: file)
        return CalendarFeed(name: scheduled.meeting.title, address: address, events: [event].compactMap(\.self))
    }

    /// One that is on a schedule is the same event there.
    func meetingCalendar(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        return ics(try await calendar(of: listing), for: request, of: listing.visibility)
    }

    func calendar(of listing: Listing) async throws(Problem) -> CalendarFeed {
        let event: CalendarFeed.Event?
        if let file = try await hub.series(toldBy: listing),
            let scheduled = file.ledger.number(of: listing.record).flatMap({ file.ledger[meeting: $0] })
        {
            event = try await self.event(of: scheduled, in: file)
        } else {
            event = try await self.event(of: listing)
        }
        return CalendarFeed(
            name: listing.title, address: site.address(ofMeeting: listing.slug) + "/calendar.ics",
            events: [event].compactMap(\.self))
    }

    func calendar(of file: SeriesFile) async throws(Problem) -> CalendarFeed {
        CalendarFeed(
            name: file.listing.title, address: site.address(ofSeries: file.listing.slug) + "/calendar.ics",
            events: try await events(of: file))
    }

    /// As it is sent.
    func bytes(of calendar: CalendarFeed) -> [UInt8] {
        calendar.bytes(cancelled: pages.phrases.say("calendar_cancelled"))
    }

    func events(of file: SeriesFile) async throws(Problem) -> [CalendarFeed.Event] {
        var events: [CalendarFeed.Event] = []
        for scheduled in file.ledger.meetings {
            if let event = try await event(of: scheduled, in: file) { events.append(event) }
        }
        return events
    }

    /// - Returns: `nil` while no day is in sight.
    private func event(
        of scheduled: Ledger.Scheduled, in file: SeriesFile
    ) async throws(Problem) -> CalendarFeed.Event? {
        guard let startsAt = scheduled.meeting.startsAt else { return nil }
        var address = site.address(ofSeries: file.listing.slug) + "/schedule#meeting\(scheduled.number)"
        if let record = scheduled.meeting.record {
            if let listing = try await hub.listingIfAny(of: record), listing.visibility == .listed {
                address = site.address(ofMeeting: listing.slug)
            }
        }
        let length = Int64(scheduled.meeting.minutes ?? Self.usualLength) * 60_000
        return CalendarFeed.Event(
            uid: "\(file.listing.record.text)-\(scheduled.number)@\(site.host)", sequence: scheduled.sequence,
            changedAt: scheduled.changedAt, title: scheduled.meeting.title, startsAt: startsAt,
            endsAt: startsAt.advanced(byMilliseconds: length), place: scheduled.meeting.place,
            about: file.ledger.series.title, address: address, standing: scheduled.meeting.standing)
    }

    /// - Returns: `nil` while no day is in sight.
    func event(of listing: Listing) async throws(Problem) -> CalendarFeed.Event? {
        let floor = try await hub.floor(of: listing)
        let meeting = floor.publicMinutes.meeting
        guard let startsAt = meeting.startsAt else { return nil }
        let (sequence, changedAt) = floor.replannings
        let planned = meeting.agenda.compactMap(\.minutes).reduce(0, +)
        return CalendarFeed.Event(
            uid: "\(listing.record.text)@\(site.host)", sequence: sequence, changedAt: changedAt,
            title: meeting.title, startsAt: startsAt,
            endsAt: startsAt.advanced(byMilliseconds: Int64(planned == 0 ? Self.usualLength : planned) * 60_000),
            place: meeting.place, about: meeting.objective, address: site.address(ofMeeting: listing.slug),
            standing: .confirmed)
    }

    /// Minutes, where nothing says how long a meeting will take.
    private static let usualLength = 60

    private func ics(
        _ feed: CalendarFeed, for request: Request, of visibility: Meeting.Visibility
    ) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: CalendarFeed.contentType, .cacheControl: cache(visibility)], body: bytes(of: feed)
        ).unlessKnown(to: request)
    }
}

extension Floor {
    /// How often day or place were changed since the meeting was first planned, and when its plan last changed.
    var replannings: (count: Int, at: Instant) {
        var count = 0
        var former: Meeting?
        var at = Instant(milliseconds: 0)
        for entry in entries {
            guard case .planned(let meeting) = entry.line?.body else { continue }
            if let former, former.startsAt != meeting.startsAt || former.place != meeting.place { count += 1 }
            (former, at) = (meeting, entry.acceptedAt)
        }
        return (count, at)
    }
}
