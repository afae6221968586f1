package import Proceedings

extension Instant {
    /// Monday 21 September 2026, 14:13:20 UTC; a quarter past three in London. The time of every test that names none.
    package static let afternoon = Instant(milliseconds: 1_790_000_000_000)

    /// UTC, from `yyyy-mm-dd hh:mm:ss`; days since 1970 by the civil calendar.
    package static func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return Instant(milliseconds: Int64((days * 24 + hour) * 60 + minute) * 60_000)
    }
}
