/// What the organiser says of a meeting before it opens, and may change until it closes.
package struct Meeting: Hashable, Sendable {
    package var title: String
    /// Why people meet: one sentence.
    package var objective: String?
    /// What should exist at the end that does not exist now.
    package var intendedOutput: String?
    /// Local day and time as announced; `nil` while not settled.
    package var startsAt: Instant?
    /// IANA name such as `Europe/London`; times are printed in it.
    package var timeZone: String
    package var place: String?
    /// BCP 47; the language of a line that names none.
    package var language: Language
    package var agenda: [AgendaItem]
    /// The threads of work the meeting belongs to, as printed: "Fraud, error and debt".
    package var strands: [String]
    package var attribution: Attribution
    /// How far the record says who was there; `nil` is as far as `attribution` names people. Roles and
    /// organisations are those of speakers whom the notes may name, for nobody else's are in the public record.
    package var attendance: Attribution?
    package var moderation: Moderation
    /// What the moderators publish and what they do not, as askers read it; `nil` is the house's own words.
    package var moderationPolicy: String?
    /// What every breakout group reports on, in the order asked; empty is the house's own (`prompts`).
    package var reportPrompts: [String]
    /// When others than the group and staff read its report.
    package var reportsHeard: Breakout.Hearing

    package init(
        title: String, objective: String? = nil, intendedOutput: String? = nil, startsAt: Instant? = nil,
        timeZone: String = "Europe/London", place: String? = nil, language: Language = .english,
        agenda: [AgendaItem] = [], strands: [String] = [], attribution: Attribution = .named,
        attendance: Attribution? = nil, moderation: Moderation = .before, moderationPolicy: String? = nil,
        reportPrompts: [String] = [],
        reportsHeard: Breakout.Hearing = .asWritten
    ) {
        self.title = title
        self.objective = objective
        self.intendedOutput = intendedOutput
        self.startsAt = startsAt
        self.timeZone = timeZone
        self.place = place
        self.language = language
        self.agenda = agenda
        self.strands = strands
        self.attribution = attribution
        self.attendance = attendance
        self.moderation = moderation
        self.moderationPolicy = moderationPolicy
        self.reportPrompts = reportPrompts
        self.reportsHeard = reportsHeard
    }

    /// What every breakout group reports on.
    package var prompts: [String] {
        reportPrompts.isEmpty ? Self.usualPrompts(in: language).map(\.asked) : reportPrompts
    }

    /// The prompts are in the meeting's language, but for the house's own where it has them in another only.
    package var promptLanguage: Language {
        if !reportPrompts.isEmpty { return language }
        return language.primary == Language.welsh.primary ? .welsh : .english
    }

    /// What answers to a prompt of the house's own are; `nil` where that is not known.
    ///
    /// - Parameter prompt: From 1.
    package func meaning(ofPrompt prompt: Int) -> Breakout.Meaning? {
        reportPrompts.isEmpty && Self.usualPrompts.indices.contains(prompt - 1)
            ? Self.usualPrompts[prompt - 1].means : nil
    }

    /// The house's own prompts, and what answers to them are.
    package static let usualPrompts: [(asked: String, means: Breakout.Meaning?)] = [
        ("Where is there consensus?", .agreement), ("Where is there disagreement?", .disagreement),
        ("What would a useful next step be?", .nextStep), ("What evidence is needed?", nil),
        ("Who else should be here?", nil),
        ("What was wrong with the day, and what would put it right?", .feedback),
    ]

    /// The same, in the order of `usualPrompts`, in the language of the notes; in English where the house has no others.
    package static func usualPrompts(in language: Language) -> [(asked: String, means: Breakout.Meaning?)] {
        guard language.primary == Language.welsh.primary else { return usualPrompts }
        return zip(welshPrompts, usualPrompts).map { ($0, $1.means) }
    }

    private static let welshPrompts = [
        "Ble mae consensws?", "Ble mae anghytundeb?", "Beth fyddai’n gam nesaf defnyddiol?",
        "Pa dystiolaeth sydd ei hangen?", "Pwy arall ddylai fod yma?",
        "Beth oedd o’i le ar y diwrnod, a beth fyddai’n ei unioni?",
    ]

    /// From planned to closed. A paused meeting takes notes from staff and shows readers that it rests.
    package enum Phase: String, Hashable, Sendable, Codable, CaseIterable {
        case planned, open, paused, closed
    }

    /// Who finds a meeting. Anyone with its address may read a listed or unlisted one.
    package enum Visibility: String, Hashable, Sendable, Codable, CaseIterable {
        /// On the home page, in search, feeds and the static site.
        case listed
        /// Reached by address or join code only.
        case unlisted
        /// Reached with a grant only.
        case invited
    }
}

package struct AgendaItem: Hashable, Sendable, Codable {
    /// Counts from 1 in the order items were added; never reused, so it can be cited.
    package let number: Int
    package var title: String
    package var purpose: Purpose
    /// Planned length.
    package var minutes: Int?
    /// Who introduces it, as printed.
    package var presenter: String?

    package init(
        number: Int, title: String, purpose: Purpose = .discuss, minutes: Int? = nil, presenter: String? = nil
    ) {
        self.number = number
        self.title = title
        self.purpose = purpose
        self.minutes = minutes
        self.presenter = presenter
    }

    package enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        case inform, discuss, decide
    }
}

/// A language tag (BCP 47), checked for shape only.
package struct Language: Hashable, Sendable {
    package let tag: String

    /// Without region or script: `cy` of `cy-GB`.
    package var primary: Substring { tag.prefix { $0 != "-" } }

    package static let english = Language(known: "en")
    package static let welsh = Language(known: "cy")

    /// - Returns: `nil` unless `tag` is two or three letters, then up to three subtags of 2–8 letters or digits.
    package init?(_ tag: String) {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 4,
            first.allSatisfy({ $0.isASCII && $0.isLetter }),
            parts.dropFirst().allSatisfy({
                (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            })
        else { return nil }
        self.tag = tag
    }

    private init(known tag: String) { self.tag = tag }
}

extension Language: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let tag = try container.decode(String.self)
        guard let language = Language(tag) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(tag) is no language tag")
        }
        self = language
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }
}
