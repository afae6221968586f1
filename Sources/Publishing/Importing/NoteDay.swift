/// Finds a calendar day in words: `29 May 2014`, `Thursday 29th May 2014`, `May 29, 2014`, `2014-05-29`, `20140529`,
/// `29/05/2014` (day first, as in Britain).
struct NoteDay: Hashable {
    let year: Int
    let month: Int
    let day: Int
    /// The words had no year, and the meeting's was taken.
    var isYearGuessed = false

    /// `2014-05-29`
    var iso: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    var civil: WallClock.CivilDate { (Int64(year), Int64(month), Int64(day)) }

    private init?(_ year: Int?, _ month: Int?, _ day: Int?) {
        guard let year, let month, let day, (1900...2199).contains(year), (1...12).contains(month), day >= 1 else {
            return nil
        }
        let round = WallClock.civil(day: WallClock.day((Int64(year), Int64(month), Int64(day))))
        guard round.month == Int64(month), round.day == Int64(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The first day named in `words`; without a year only where `year` gives one.
    static func first(in words: String, year: Int? = nil) -> NoteDay? {
        let parts = words.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
        for place in parts.indices {
            if let found = numbers(parts[place...]) ?? named(parts[place...], year: year) { return found }
        }
        return nil
    }

    /// `2014 05 29`, `20140529`, `29 05 2014`
    private static func numbers(_ parts: ArraySlice<String>) -> NoteDay? {
        let three = parts.prefix(3).map { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
        guard let first = three.first, let number = first, let text = parts.first else { return nil }
        if text.count == 8 { return NoteDay(number / 10_000, number / 100 % 100, number % 100) }
        guard three.count == 3, parts.dropFirst().prefix(2).allSatisfy({ $0.count <= 4 }) else { return nil }
        return text.count == 4 ? NoteDay(number, three[1], three[2]) : NoteDay(three[2], three[1], number)
    }

    /// `29 may 2014`, `29th may`, `may 29 2014`
    private static func named(_ parts: ArraySlice<String>, year: Int?) -> NoteDay? {
        let three = Array(parts.prefix(3))
        guard three.count >= 2 else { return nil }
        let written = three.count == 3 && three[2].count == 4 ? Int(three[2]) : nil
        let found =
            if let month = month(three[1]), let day = ordinal(three[0]) {
                NoteDay(written ?? year, month, day)
            } else if let month = month(three[0]), let day = ordinal(three[1]) {
                NoteDay(written ?? year, month, day)
            } else {
                NoteDay?.none
            }
        guard var day = found else { return nil }
        day.isYearGuessed = written == nil
        return day
    }

    private static func ordinal(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        return ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) ? Int(digits) : nil
    }

    private static func month(_ word: String) -> Int? {
        let place = months.firstIndex { $0 == word || (word.count >= 3 && word.count <= 4 && $0.hasPrefix(word)) }
        return place.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}
