package import Proceedings

/// A meeting as the register knows it: what is needed to find it without replaying its record.
package struct Listing: Hashable, Sendable, Codable {
    package let record: RecordID
    /// The last part of its address; may change while the record's id does not.
    package var slug: String
    package var visibility: Meeting.Visibility
    package var title: String
    package var startsAt: Instant?
    /// IANA name.
    package var timeZone: String
    package var phase: Meeting.Phase
    /// Six digits, no other meeting's; only while the meeting is open or paused.
    package var joinCode: String?
    package let createdAt: Instant
    package var closedAt: Instant?

    package init(
        record: RecordID, slug: String, visibility: Meeting.Visibility = .unlisted, title: String,
        startsAt: Instant? = nil, timeZone: String = "Europe/London", phase: Meeting.Phase = .planned,
        joinCode: String? = nil, createdAt: Instant, closedAt: Instant? = nil
    ) {
        self.record = record
        self.slug = slug
        self.visibility = visibility
        self.title = title
        self.startsAt = startsAt
        self.timeZone = timeZone
        self.phase = phase
        self.joinCode = joinCode
        self.createdAt = createdAt
        self.closedAt = closedAt
    }
}

/// A capability link: whoever shows its secret may act in its role.
package struct Grant: Hashable, Sendable {
    package let id: String
    /// `nil` is the whole site.
    package let record: RecordID?
    package let role: Role
    /// The number of the group a rapporteur reports for.
    package let breakout: Int?
    /// For whom it was made; shown to staff only.
    package let name: String?
    /// SHA-256 of the 128-bit secret, which is stored nowhere.
    package let digest: [UInt8]
    package let createdAt: Instant
    package let expiresAt: Instant?
    package let revokedAt: Instant?

    package init(
        id: String, record: RecordID?, role: Role, breakout: Int? = nil, name: String? = nil, digest: [UInt8],
        createdAt: Instant,
        expiresAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.record = record
        self.role = role
        self.breakout = breakout
        self.name = name
        self.digest = digest
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}
