import Foundation
import Proceedings

/// Days in a meeting's time zone.
enum Calendar {
    static func knows(zone name: String) -> Bool {
        TimeZone(identifier: name) != nil
    }

    /// The next such day, today included; a year given is kept. The next 29 February may be eight years off.
    ///
    /// - Returns: `yyyy-mm-dd`, or `nil` where the calendar has no such day or the year is not 1970 to 9999.
    static func day(_ day: Int, month: Int, year: Int?, after now: Instant, zone: String) -> String? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }  // a hostile number could overflow
        var gregorian = Foundation.Calendar(identifier: .gregorian)
        gregorian.timeZone = TimeZone(identifier: zone) ?? .gmt
        let today = gregorian.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(now.milliseconds) / 1000))
        guard let thisYear = today.year, let thisMonth = today.month, let thisDay = today.day else { return nil }
        let passed = (month, day) < (thisMonth, thisDay)
        let next = passed ? thisYear + 1 : thisYear
        let years = year.map { $0...$0 } ?? next...next + 8
        guard
            let chosen = years.first(where: { year in
                (1970...9999).contains(year)
                    && DateComponents(calendar: gregorian, year: year, month: month, day: day).isValidDate
            })
        else { return nil }
        return "\(padded(chosen, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
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

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
