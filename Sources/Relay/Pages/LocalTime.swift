import Foundation
import Proceedings

/// Days and times as printed, in a meeting's zone and a reader's language.
struct LocalTime {
    let phrases: Phrases
    private let calendar: Calendar

    /// Takes an IANA name; one this machine does not know is taken as UTC.
    init(_ timeZone: String, _ phrases: Phrases) {
        self.phrases = phrases
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        self.calendar = calendar
    }

    /// `09:05`, 24 hours.
    func time(_ instant: Instant) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date(instant))
        return two(parts.hour) + ":" + two(parts.minute)
    }

    /// `Thursday 12 March 2026`.
    func longDate(_ instant: Instant) -> String {
        let parts = calendar.dateComponents([.weekday, .day, .month, .year], from: date(instant))
        // Foundation counts weekdays from Sunday, ISO 8601 and the catalogue from Monday.
        let weekday = ((parts.weekday ?? 1) + 5) % 7 + 1
        return phrases.say(
            "date_long",
            [
                "weekday": phrases.say("weekday_\(weekday)"), "day": String(parts.day ?? 1),
                "month": phrases.say("month_\(parts.month ?? 1)"), "year": String(parts.year ?? 1970),
            ])
    }

    /// `Thursday 12 March 2026, 10:00`.
    func dateTime(_ instant: Instant) -> String {
        phrases.say("date_time", ["date": longDate(instant), "time": time(instant)])
    }

    /// `26 March 2026` from `2026-03-26`; anything else as it stands.
    func day(_ isoDay: String) -> String {
        let parts = isoDay.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return isoDay }
        return phrases.say(
            "date_short",
            ["day": String(parts[2]), "month": phrases.say("month_\(parts[1])"), "year": String(parts[0])])
    }

    /// As the fields of a form have it: `2026-03-12` and `10:00`.
    func fields(_ instant: Instant) -> (date: String, time: String) {
        let parts = calendar.dateComponents([.year, .month, .day], from: date(instant))
        let year = String(parts.year ?? 1970)
        let padded = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return ("\(padded)-\(two(parts.month))-\(two(parts.day))", time(instant))
    }

    /// `2026-03-12T10:02:11Z`, for machines.
    static func machine(_ instant: Instant) -> String {
        let whole = Date(timeIntervalSince1970: Double(instant.milliseconds / 1000))
        return whole.formatted(.iso8601)
    }

    private func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    }

    private func two(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }
}
