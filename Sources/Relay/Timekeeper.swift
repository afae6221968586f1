import Proceedings

/// The times that the entries of one record get while its meeting is live: those of the wall clock, but never one before
/// the last.
///
/// Where that clock was set back, the record's goes on from its last entry at half the pace until the other has caught up:
/// the lines of that hour do not all say the same minute, and what is measured from entry to entry, such as a turn on the
/// speakers list, does not stand still.
struct Timekeeper: Sendable {
    private var latest: Instant
    private var asOf: Moment

    /// - Parameter entry: The last one of the record.
    init(after entry: Entry?, at moment: Moment) {
        latest = Instant(milliseconds: .min).following(entry)
        asOf = moment
    }

    /// - Parameters:
    ///   - now: By the wall clock.
    ///   - entry: The last one of the record, which others may have written to.
    mutating func time(_ now: Instant, following entry: Entry?, at moment: Moment) -> Instant {
        let passed = (moment - asOf) / .milliseconds(2)
        let own = latest.advanced(byMilliseconds: Int64(passed))
        latest = min(max(now, own), Instant.printable.upperBound).following(entry)
        asOf = moment
        return latest
    }
}
