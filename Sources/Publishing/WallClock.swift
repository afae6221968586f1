import Foundation
import Proceedings

/// Instants as read off a wall in the meeting's place. Written by hand: ICU's short British time drops leading zeros.
struct WallClock: Sendable {
    private let zone: TimeZone?
    private let months: [String]

    /// `zone` is an IANA name; where it is unknown here, times are printed in UTC and say so.
    init(zone: String, months: [String]) {
        self.zone = TimeZone(identifier: zone)
        self.months = months
    }

    /// `10:02`
    func minute(_ instant: Instant) -> String {
        let local = localSeconds(instant)
        let minutes = Self.floor(local, 60) - Self.floor(local, 86_400) * 1_440
        return Self.two(minutes / 60) + ":" + Self.two(minutes % 60) + (zone == nil ? " UTC" : "")
    }

    /// `10:02:11`
    func second(_ instant: Instant) -> String { String(local(instant).dropFirst(11).prefix(8)) }

    /// `29 May 2014`
    func day(_ instant: Instant) -> String { printed(Self.civil(day: Self.floor(localSeconds(instant), 86_400))) }

    /// `2014-05-29`
    func date(_ instant: Instant) -> String { Self.iso(Self.civil(day: Self.floor(localSeconds(instant), 86_400))) }

    /// Announced by day only: the day's first second stands for "some time".
    func isMidnight(_ instant: Instant) -> Bool {
        let local = localSeconds(instant)
        return Self.floor(local, 86_400) * 86_400 == local
    }

    /// `2014-05-29T09:02:11Z`
    func utc(_ instant: Instant) -> String { Self.stamp(Self.floor(instant.milliseconds, 1_000)) + "Z" }

    /// `2014-05-29T10:02:11+01:00`
    func local(_ instant: Instant) -> String {
        let offset = localSeconds(instant) - Self.floor(instant.milliseconds, 1_000)
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return Self.stamp(localSeconds(instant)) + sign + Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
    }

    /// A calendar day `yyyy-mm-dd` as printed; anything else unchanged.
    func day(_ text: String) -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 3, text.utf8.count == 10, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...12).contains(month), (1...31).contains(day)
        else { return text }
        return printed((year, month, day))
    }

    private func printed(_ date: CivilDate) -> String {
        let name = months.indices.contains(Int(date.month) - 1) ? months[Int(date.month) - 1] : Self.two(date.month)
        return "\(date.day) \(name) \(date.year)"
    }

    private func localSeconds(_ instant: Instant) -> Int64 {
        let seconds = Self.floor(instant.milliseconds, 1_000)
        return seconds + Int64(zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) ?? 0)
    }

    private static func stamp(_ seconds: Int64) -> String {
        let day = floor(seconds, 86_400)
        let rest = seconds - day * 86_400
        return iso(civil(day: day)) + "T" + two(rest / 3_600) + ":" + two(rest / 60 % 60) + ":" + two(rest % 60)
    }

    private static func iso(_ date: CivilDate) -> String {
        let year = String(date.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + two(date.month) + "-"
            + two(date.day)
    }

    typealias CivilDate = (year: Int64, month: Int64, day: Int64)

    /// The Gregorian date of a day counted from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
    static func civil(day: Int64) -> CivilDate {
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since 1970-01-01 of a Gregorian date, the way back from `civil`.
    static func day(_ date: CivilDate) -> Int64 {
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = floor(year, 400)
        let dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1
        let yearOfEra = year - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The first moment of a day in a zone.
    func midnight(_ date: CivilDate) -> Instant {
        let utc = Self.day(date) * 86_400
        let offset = zone?.secondsFromGMT(for: Foundation.Date(timeIntervalSince1970: Double(utc))) ?? 0
        return Instant(milliseconds: (utc - Int64(offset)) * 1_000)
    }

    private static func floor(_ number: Int64, _ step: Int64) -> Int64 {
        number >= 0 ? number / step : -((-number + step - 1) / step)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
