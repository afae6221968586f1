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
    /// Listed ones, with when each meets next.
    var series: [(summary: SeriesSummary, next: Instant?, timeZone: String)] = []

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
        decisionCount = minutes.notes.count { $0.kind == .decision && $0.body != nil }
    }
}

extension Pages {
    /// The front page: live now, next, records, and the box for a code.
    package func home(_ view: HomeView) -> [UInt8] {
        render(
            "home", title: phrases.say("home_heading"),
            [
                "live": view.live.map { summarySlots($0, at: $0.times.opened) },
                "next": view.next.map { summarySlots($0, at: $0.meeting.startsAt) }, "hasNext": !view.next.isEmpty,
                "records": view.records.map { summarySlots($0, at: $0.times.opened ?? $0.times.closed) },
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

    private func summarySlots(_ summary: MeetingSummary, at instant: Instant?) -> Slots {
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
