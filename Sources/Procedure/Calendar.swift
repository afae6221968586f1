import Foundation
import Proceedings

/// Days in the time zone of a meeting or a series.
enum Calendar {
    static func knows(zone name: String) -> Bool {
        TimeZone(identifier: name) != nil
    }

    /// The next such day, today included; a year given is kept. The next 29 February may be eight years off.
    ///
    /// - Returns: `yyyy-mm-dd`, or `nil` where the calendar has no such day or the year is not 1970 to 9999.
    static func day(_ day: Int, month: Int, year: Int?, after now: Instant, zone: String) -> String? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }  // a hostile number could overflow
        let gregorian = gregorian(zone)
        guard let today = parts(of: now, in: gregorian) else { return nil }
        let passed = (month, day) < (today.month, today.day)
        let next = passed ? today.year + 1 : today.year
        let years = year.map { $0...$0 } ?? next...next + 8
        guard
            let chosen = years.first(where: { year in
                (1970...9999).contains(year)
                    && DateComponents(calendar: gregorian, year: year, month: month, day: day).isValidDate
            })
        else { return nil }
        return written(chosen, month, day)
    }

    /// - Returns: `yyyy-mm-dd`.
    static func day(of instant: Instant, zone: String) -> String {
        parts(of: instant, in: gregorian(zone)).map { written($0.year, $0.month, $0.day) } ?? ""
    }

    /// - Parameter words: `yyyy-mm-dd`.
    /// - Returns: The same with all its zeros; `nil` where it is no day.
    static func day(written words: some StringProtocol, after now: Instant, zone: String) -> String? {
        let numbers = words.split(separator: "-").map { Int($0) }
        guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2] else {
            return nil
        }
        return self.day(day, month: month, year: year, after: now, zone: zone)
    }

    /// - Parameter words: `yyyy-mm-dd`, with all its zeros.
    static func isDay(_ words: String) -> Bool {
        day(written: words, after: Instant(milliseconds: 0), zone: "UTC") == words
    }

    private static func gregorian(_ zone: String) -> Foundation.Calendar {
        var gregorian = Foundation.Calendar(identifier: .gregorian)
        gregorian.timeZone = TimeZone(identifier: zone) ?? .gmt
        return gregorian
    }

    private static func parts(
        of instant: Instant, in calendar: Foundation.Calendar
    ) -> (year: Int, month: Int, day: Int)? {
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
        return (year, month, day)
    }

    private static func written(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
