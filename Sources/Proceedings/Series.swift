/// The meetings of one process: what they are for, and what each strand of it has agreed to begin from and to end with.
package struct Series: Hashable, Sendable {
    package var title: String
    package var purpose: String?
    /// IANA name, in which its days and times are printed.
    package var timeZone: String
    package var language: Language
    package var strands: [Strand]

    package init(
        title: String, purpose: String? = nil, timeZone: String = "Europe/London", language: Language = .english,
        strands: [Strand] = []
    ) {
        self.title = title
        self.purpose = purpose
        self.timeZone = timeZone
        self.language = language
        self.strands = strands
    }

    package struct Strand: Hashable, Sendable, Codable {
        package let name: String
        /// What everyone agreed to begin from.
        package let premise: String?
        /// When it is done.
        package let endPoint: String?

        package init(_ name: String, premise: String? = nil, endPoint: String? = nil) {
            self.name = name
            self.premise = premise
            self.endPoint = endPoint
        }
    }
}

extension Series: Codable {}

/// A meeting of a series as it is announced, long before it has a record or without ever having one.
package struct Announcement: Hashable, Sendable, Codable {
    package let title: String
    package let startsAt: Instant
    /// How long it takes, in minutes.
    package let minutes: Int
    package let place: String?
    package let setting: Breakout.Setting?
    package let standing: Standing
    /// The last part of the meeting's own address, once it has one.
    package let slug: String?

    /// How sure it is; RFC 5545 §3.8.1.11 has the same three.
    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        case provisional, confirmed, cancelled
    }

    package init(
        title: String, startsAt: Instant, minutes: Int, place: String? = nil, setting: Breakout.Setting? = nil,
        standing: Standing = .provisional, slug: String? = nil
    ) {
        self.title = title
        self.startsAt = startsAt
        self.minutes = minutes
        self.place = place
        self.setting = setting
        self.standing = standing
        self.slug = slug
    }
}
