package import Procedure
package import Proceedings

extension Chamber {
    /// A meeting with these notes, a second apart, from `Instant.afternoon` on.
    package static func holding(
        _ notes: Line.Body..., phase: Meeting.Phase = .open, attribution: Attribution = .named,
        agenda: [String] = [], speakers: [Speaker] = []
    ) -> Chamber {
        let plan = Meeting(
            title: "Third open meeting",
            agenda: agenda.enumerated().map { AgendaItem(number: $0 + 1, title: $1) }, attribution: attribution)
        let course: [Line.Body] =
            switch phase {
            case .planned: []
            case .open: [.opened]
            case .paused: [.opened, .paused]
            case .closed: [.opened, .closed]
            }
        let bodies = [.planned(plan)] + speakers.map { .speakerAdded($0) } + course.prefix(1) + notes
        return Chamber(replaying: Entry.run(bodies + course.dropFirst()))
    }

    /// Rules and, where the rules allow it, applies.
    @discardableResult
    package mutating func hear(
        _ command: Command, from author: Participant = .facilitator, at now: Instant = .afternoon,
        tally: Tally = Tally()
    ) throws(Refusal) -> [Line] {
        let lines = try ruling(on: command, from: author, at: now, tally: tally)
        for line in lines { apply(Entry(minutes.position.next, at: now, line)) }
        return lines
    }

    /// A scribe types a line.
    @discardableResult
    package mutating func write(
        _ text: String, attribution: Attribution? = nil, from author: Participant = .scribe,
        at now: Instant = .afternoon
    ) throws(Refusal) -> [Line] {
        try hear(.write(text: text, language: nil, attribution: attribution), from: author, at: now)
    }

    /// What a scribe's line would become, as the chamber stands.
    package func body(
        typing text: String, attribution: Attribution? = nil, from author: Participant = .scribe,
        at now: Instant = .afternoon
    ) throws(Refusal) -> Line.Body? {
        try ruling(on: .write(text: text, language: nil, attribution: attribution), from: author, at: now).first?.body
    }

    /// The position of the newest note.
    package var newest: Position { minutes.notes.last { $0.kind.isNote }?.position ?? .start }
}

extension Entry {
    /// Entries from position 1, a second apart, from `Instant.afternoon` on.
    package static func run(_ bodies: [Line.Body]) -> [Entry] {
        bodies.enumerated().map { place, body in
            Entry(Position(place + 1), at: .afternoon.advanced(byMilliseconds: Int64(place) * 1000), Line(body))
        }
    }

    /// The same place and time with other content.
    package func holding(_ content: Content) -> Entry {
        Entry(position: position, acceptedAt: acceptedAt, content: content)
    }
}

extension Participant {
    package static let attendee = acting(.attendee)
    package static let scribe = acting(.scribe)
    package static let facilitator = acting(.facilitator)
    package static let organiser = acting(.organiser)
    package static let siteOrganiser = acting(.siteOrganiser)

    /// A rapporteur reports for group 1.
    package static func acting(_ role: Role) -> Participant {
        Participant(id: ID(role.rawValue), role: role, breakout: role == .rapporteur ? 1 : nil)
    }
}

extension Speaker {
    /// Chair of the Open Policy Forum; the scribe types `do`.
    package static let dilys = dilys()

    package static func dilys(_ attribution: Attribution? = nil) -> Speaker {
        Speaker(
            name: "Dilys Owen", aliases: ["do"], role: "Chair", organisation: "Open Policy Forum",
            attribution: attribution)
    }
}

extension InlineText: ExpressibleByStringLiteral {
    package init(stringLiteral words: String) { self.init(plain: words) }
}
