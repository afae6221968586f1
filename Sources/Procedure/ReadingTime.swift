package import Proceedings

/// Whether people can read the papers of a meeting before it begins.
package struct ReadingTime: Hashable, Sendable {
    /// What somebody reads in a day beside their work, in minutes.
    package static let aDay = 30

    /// Of all papers that say how long they take.
    package let minutes: Int
    /// So many days of reading `aDay`.
    package let days: Int
    /// Papers that do not say it.
    package let unsaid: Int
    package let warnings: [Warning]

    package enum Warning: Hashable, Sendable {
        /// Whole days between the last paper and the meeting.
        case cameLate(days: Int)
        /// Whole days since the meeting before it.
        case gapIsShort(days: Int)
        /// The day they should have been read by is over, `yyyy-mm-dd`.
        case readByIsOver(String)
        /// The day they should be read by is that of the meeting, or after it.
        case readByIsLate(String)
    }

    /// - Parameters:
    ///   - number: On the schedule.
    ///   - now: Of a meeting that has begun nothing is warned of.
    /// - Returns: `nil` where the meeting has no papers.
    package init?(of number: Int, in ledger: Ledger, at now: Instant) {
        let papers = ledger.papers(of: number)
        guard let meeting = ledger[meeting: number]?.meeting, !papers.isEmpty else { return nil }
        minutes = papers.compactMap(\.paper.minutes).reduce(0, +)
        days = (minutes + Self.aDay - 1) / Self.aDay
        unsaid = papers.count(where: { $0.paper.minutes == nil })
        let isToCome = meeting.startsAt.map { now < $0 } ?? true
        warnings =
            isToCome && meeting.standing != .cancelled
            ? Self.warnings(of: number, meeting, taking: days, in: ledger, at: now) : []
    }

    private static func warnings(
        of number: Int, _ meeting: ScheduledMeeting, taking days: Int, in ledger: Ledger, at now: Instant
    ) -> [Warning] {
        var warnings: [Warning] = []
        if let startsAt = meeting.startsAt {
            if let came = ledger.papers(of: number).compactMap({ ledger.came(paper: $0.number) }).max() {
                let given = came.wholeDays(until: startsAt)
                if given < days { warnings.append(.cameLate(days: given)) }
            }
            let before = ledger.meetings.filter { $0.number != number && $0.meeting.standing != .cancelled }
                .compactMap(\.meeting.startsAt).filter { $0 < startsAt }.max()
            if let gap = before?.wholeDays(until: startsAt), gap < days { warnings.append(.gapIsShort(days: gap)) }
        }
        if let day = meeting.readBy {
            let zone = ledger.series.timeZone
            if let startsAt = meeting.startsAt, day >= Calendar.day(of: startsAt, zone: zone) {
                warnings.append(.readByIsLate(day))
            } else if day < Calendar.day(of: now, zone: zone) {
                warnings.append(.readByIsOver(day))
            }
        }
        return warnings
    }
}

extension Instant {
    fileprivate func wholeDays(until other: Instant) -> Int {
        max(0, Int((other.milliseconds - milliseconds) / 86_400_000))
    }
}
