package import Proceedings

/// What the front page shows.
package struct HomeView: Sendable {
    package let live: [MeetingSummary]
    /// Soonest first.
    package let next: [MeetingSummary]
    /// Latest first.
    package let records: [MeetingSummary]
    package let formID: String
    package var mayCreate = false
    /// The language the reader likes better than the page's, by its tag.
    var offeredLanguage: String?
    /// Listed ones, with when each meets next.
    var series: [(summary: SeriesSummary, next: Instant?, timeZone: String)] = []
    /// Meetings on the schedules of listed series that have no page yet; soonest first.
    var scheduled: [(series: SeriesSummary, meeting: Ledger.Scheduled, timeZone: String)] = []

    package init(live: [MeetingSummary], next: [MeetingSummary], records: [MeetingSummary], formID: String) {
        self.live = live
        self.next = next
        self.records = records
        self.formID = formID
    }
}

/// A meeting in a list.
package struct MeetingSummary: Hashable, Sendable {
    package let slug: String
    package let meeting: Meeting
    package let phase: Meeting.Phase
    package let times: Minutes.Times
    package let currentItem: AgendaItem?
    package let lineCount: Int
    package let decisionCount: Int

    package init(slug: String, _ minutes: Minutes) {
        self.slug = slug
        meeting = minutes.meeting
        phase = minutes.phase
        times = minutes.times
        currentItem = minutes.currentItem
        lineCount = minutes.notes.count { $0.kind.isNote }
        decisionCount = minutes.notes.count { note in
            if case .report(_, let heading) = note.body { return heading.means == .agreement }
            return note.kind == .decision && note.body != nil
        }
    }

    /// A written note does not know when its meeting began, but on which day it was.
    package var heldAt: Instant? { times.opened ?? meeting.startsAt ?? times.closed }
}

extension Pages {
    /// The front page: live now, next, records, and the box for a code.
    package func home(_ view: HomeView) -> [UInt8] {
        render(
            "home", title: phrases.say("home_heading"),
            [
                "offer": view.offeredLanguage.flatMap { address?.offer(of: $0, to: phrases.language) } as Any? ?? false,
                "live": view.live.map { summarySlots($0, at: $0.times.opened) },
                "next": next(view), "hasNext": !view.next.isEmpty || !view.scheduled.isEmpty,
                "records": view.records.map { summarySlots($0, at: $0.heldAt) },
                "hasRecords": !view.records.isEmpty, "formID": view.formID, "joinValue": "",
                "mayCreate": view.mayCreate, "hasSeries": !view.series.isEmpty,
                "series": view.series.map { series -> Slots in
                    let clock = LocalTime(series.timeZone, phrases)
                    return [
                        "address": "/s/\(series.summary.slug)", "title": series.summary.title, "about": "",
                        "next": series.next.map { clock.dateTime($0) } ?? phrases.say("date_to_settle"),
                    ]
                },
            ])
    }

    /// Soonest first.
    private func next(_ view: HomeView) -> [Slots] {
        let far = Instant(milliseconds: .max)
        let announced = view.next.map { ($0.meeting.startsAt ?? far, summarySlots($0, at: $0.meeting.startsAt)) }
        let scheduled = view.scheduled.map { series, scheduled, timeZone in
            (scheduled.meeting.startsAt ?? far, self.scheduled(scheduled, of: series, in: timeZone))
        }
        return (announced + scheduled).sorted { $0.0 < $1.0 }.map(\.1)
    }

    func scheduled(_ scheduled: Ledger.Scheduled, of series: SeriesSummary, in timeZone: String) -> Slots {
        let clock = LocalTime(timeZone, phrases)
        let standing = phrases.say("standing_\(scheduled.meeting.standing.rawValue)")
        return [
            "address": "/s/\(series.slug)/schedule#meeting\(scheduled.number)",
            "title": "\(series.title): \(scheduled.meeting.title)",
            "about": [scheduled.meeting.place, standing].compactMap(\.self).joined(separator: " · "),
            "when": scheduled.meeting.startsAt.map { clock.dateTime($0) } ?? phrases.say("date_to_settle"),
            "datetime": scheduled.meeting.startsAt.map(LocalTime.machine) as Any? ?? false,
        ]
    }

    func summarySlots(_ summary: MeetingSummary, at instant: Instant?) -> Slots {
        let clock = LocalTime(summary.meeting.timeZone, phrases)
        var about = [summary.meeting.place].compactMap(\.self)
        if summary.phase == .closed {
            about.append(
                phrases.say(
                    "home_about_counts",
                    [
                        "lines": phrases.count("home_lines", summary.lineCount),
                        "decisions": phrases.count("home_decisions", summary.decisionCount),
                    ]))
        }
        var slots: Slots = [
            "address": "/m/\(summary.slug)", "title": summary.meeting.title, "phase": summary.phase.rawValue,
            "phaseWord": phrases.say("client_phase_\(summary.phase.rawValue)"),
            "about": about.joined(separator: " · "),
            "when": instant.map { summary.phase == .planned ? clock.dateTime($0) : clock.longDate($0) }
                ?? phrases.say("date_to_settle"),
        ]
        slots["datetime"] = instant.map(LocalTime.machine)
        slots["now"] = summary.currentItem.map { "\($0.number) · \($0.title)" }
        return slots
    }
}
