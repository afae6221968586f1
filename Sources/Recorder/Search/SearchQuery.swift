package import Proceedings

/// What is looked for, and among which lines.
package struct SearchQuery: Hashable, Sendable {
    package var terms: SearchTerms
    /// Slug of the person's page.
    package var speaker: String?
    /// Slug of a listed series.
    package var series: String?
    package var kind: Searched.Kind?
    /// Calendar days where the meeting was, both included.
    package var from: Day?
    package var to: Day?
    package var order = Order.best
    /// From 1.
    package var page = 1
    package var perPage = 20

    package enum Order: String, Hashable, Sendable, CaseIterable { case best, newest }

    /// Days since 1970-01-01.
    package struct Day: Hashable, Sendable {
        let number: Int

        /// - Returns: `nil` unless it is a day such as `2026-03-12`.
        package init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.map(\.utf8.count) == [4, 2, 2],
                parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
                (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day)
            else { return nil }
            // Howard Hinnant, chrono-compatible low-level date algorithms: days_from_civil.
            let shifted = month > 2 ? year : year - 1
            let era = shifted / 400
            let ofEra = shifted - era * 400
            let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
            number = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
        }

        private static func length(of month: Int, in year: Int) -> Int {
            let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        }
    }

    package init(_ typed: String = "") { terms = SearchTerms(typed) }

    /// Nothing is looked for.
    package var isEmpty: Bool {
        terms.isEmpty && speaker == nil && series == nil && kind == nil && from == nil && to == nil
    }
}

/// What was found, a page of it.
package struct SearchFindings: Sendable {
    /// Exact, unless there are more than are looked at.
    package var count = 0
    package var isMore = false
    package var hits: [SearchHit] = []
    /// How the person's name is printed, where one is looked for and known.
    package var speaker: String?

    package init() {}
}

/// A line that was found.
package struct SearchHit: Sendable {
    package let kind: Searched.Kind
    package let number: Int
    package let at: Instant
    package let speaker: String?
    /// `nil` where there is no page of the person.
    package let speakerSlug: String?
    package let excerpt: SearchExcerpt
    /// The words of the lines before and after it, and of the heading it stands under.
    package var before: String?
    package var after: String?
    package var heading: String?
    package let record: RecordID
    /// Of the meeting, or of the series where it is a point.
    package let slug: String
    package let title: String
    package let heldAt: Instant
    package let timeZone: String
    package let isSeries: Bool
    package let series: Searched.Series?
}
