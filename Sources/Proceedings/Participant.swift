/// Someone with a device token or a grant in one meeting.
package struct Participant: Hashable, Sendable, Codable {
    package let id: ID
    /// The role this participant acts in; one person may hold several grants, and names one in every request.
    package let role: Role
    /// As written on the grant; shown to staff only.
    package let name: String?
    /// The grant that lets them in, where that is not who they are: several people may come by one link.
    package let grant: ID?
    /// The number of the group a rapporteur reports for.
    package let breakout: Int?

    package init(id: ID, role: Role, name: String? = nil, grant: ID? = nil, breakout: Int? = nil) {
        self.id = id
        self.role = role
        self.name = name
        self.grant = grant
        self.breakout = breakout
    }

    /// Per meeting, made from the token by HMAC. Never in a public frame or export.
    package struct ID: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        package let text: String

        package init(_ text: String) { self.text = text }
        package init(stringLiteral text: String) { self.text = text }
    }
}

/// What a participant may be in a meeting.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Follows the meeting.
    case attendee
    /// The room's own display; not counted among those who follow.
    case screen
    /// Takes the notes.
    case scribe
    /// Reports for one breakout group.
    case rapporteur
    /// Chairs; also moderates.
    case facilitator
    /// Reads what remote people say into the room.
    case voice
    /// Prepares, closes, publishes.
    case organiser
    /// Explains words in a series, and nothing else.
    case linkPerson = "link-person"
    /// May create meetings.
    case siteOrganiser = "site-organiser"

    /// Reads what everyone may and gives no command.
    package var onlyReads: Bool { self == .attendee || self == .screen }

    /// One of those who follow from wherever they are; who works in the room is not.
    package var isCounted: Bool { self == .attendee }

    /// Leads the meeting: forms its groups, and gives their rapporteurs their links.
    package var leads: Bool { self == .facilitator || self == .organiser }

    /// Staff read what the public does not, such as drafts under a strict attribution policy.
    package var isStaff: Bool {
        switch self {
        case .scribe, .facilitator, .voice, .organiser: true
        case .attendee, .screen, .rapporteur, .linkPerson, .siteOrganiser: false
        }
    }
}

/// Someone whose words are noted. Not an account: a name the scribe can type quickly.
package struct Speaker: Hashable, Sendable, Codable {
    /// As printed, at most 300 bytes of UTF-8, no colon.
    package let name: String
    /// What the scribe may type for the name, without the colon: `do` for Dilys Owen.
    package let aliases: [String]
    /// "Chair", "Cabinet Office strand lead"; printed where policy says `role`.
    package let role: String?
    /// Printed where policy says `organisation`.
    package let organisation: String?
    /// Overrides the meeting's policy for this speaker: presenters are often named where others are not.
    package let attribution: Attribution?

    package init(
        name: String, aliases: [String] = [], role: String? = nil, organisation: String? = nil,
        attribution: Attribution? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.role = role
        self.organisation = organisation
        self.attribution = attribution
    }
}

/// How a speaker is named in the record. Applied as the line is written: what it withholds is never stored.
package enum Attribution: String, Hashable, Sendable, Codable, CaseIterable {
    case named, role, organisation, none
}
