package import Proceedings

/// What of a record may be found: all of it everyone may read, and nothing else.
package struct Searched: Sendable {
    package let record: RecordID
    /// Changes whenever the record does.
    package let state: String
    package var slug: String
    package var title: String
    package var timeZone: String
    /// When the meeting was held; of a series, when its newest point changed.
    package var heldAt: Instant
    /// The listed series it belongs to, or is.
    package var series: Series?
    package var isSeries = false
    package var lines: [Line]

    package struct Series: Hashable, Sendable {
        package let slug: String
        package let title: String

        package init(slug: String, title: String) {
            self.slug = slug
            self.title = title
        }
    }

    package struct Line: Hashable, Sendable {
        package let kind: Kind
        /// Of the line, the question or the point.
        package let number: Int
        package let words: String
        package var at: Instant
        /// As printed.
        package var speaker: String?
        /// The speaker is a person who was named, not a role or an organisation.
        package var isNamed = false
        /// What an answer of a group is besides.
        package var alsoKind: Kind?
    }

    /// What somebody may look for.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case decision, disagreement, action, question, point
        case speech, summary, scene, heading, report, feedback, hands, theme

        /// Stands in the flow of the minutes: what comes before and after it is its context.
        package var isLine: Bool {
            switch self {
            case .question, .point, .theme: false
            default: true
            }
        }

        /// Comes before others among lines that say the same: what a meeting has come to.
        var isOutcome: Bool {
            switch self {
            case .decision, .disagreement, .action, .point: true
            default: false
            }
        }
    }

    package init(
        record: RecordID, state: String, slug: String, title: String, timeZone: String, heldAt: Instant,
        series: Series? = nil, lines: [Line]
    ) {
        self.record = record
        self.state = state
        self.slug = slug
        self.title = title
        self.timeZone = timeZone
        self.heldAt = heldAt
        self.series = series
        self.lines = lines
    }
}
