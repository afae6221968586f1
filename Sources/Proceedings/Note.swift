/// A line as readers see it now: corrected, or taken back. Its position is its id and address for ever.
package struct Note: Hashable, Sendable {
    package let position: Position
    package let acceptedAt: Instant
    package let kind: Line.Kind
    /// `nil` once retracted or erased.
    package internal(set) var body: Line.Body?
    package internal(set) var language: Language?
    /// The line whose words these are in another language.
    package internal(set) var translates: Position?
    package let audience: Audience
    /// The agenda item under discussion when the line was noted.
    package let item: Int?
    package internal(set) var isKeyMoment = false
    package internal(set) var correctedAt: Instant?
    /// What it said before, where it was put right after circulation; oldest first.
    package internal(set) var emendations: [Emendation] = []
    package internal(set) var retractedAt: Instant?
    /// By whom its words were erased, and why.
    package internal(set) var erased: Erasure.Notice?
    /// The number of the question it answers.
    package internal(set) var answers: Int?

    init(_ entry: Entry, _ line: Line, item: Int?) {
        position = entry.position
        acceptedAt = entry.acceptedAt
        kind = line.kind
        body = line.body
        language = line.language
        translates = line.translates
        audience = line.audience
        self.item = item
    }

    init(erased entry: Entry, _ kind: Line.Kind, item: Int?) {
        position = entry.position
        acceptedAt = entry.acceptedAt
        self.kind = kind
        body = nil
        language = nil
        audience = .everyone
        self.item = item
    }

    /// Keeps what it said until now beside what it says from now on.
    mutating func emend(to words: InlineText, because cause: Cause?, by role: Role?, _ entry: Entry) {
        guard let former = body?.words else { return }
        emendations.append(
            Emendation(
                position: entry.position, at: entry.acceptedAt, by: role, former: former, words: words, cause: cause))
    }

    /// Leaves what a replay of the record knows once the words are deleted.
    mutating func takeBack(at instant: Instant) {
        body = nil
        language = nil
        translates = nil
        isKeyMoment = false
        correctedAt = nil
        emendations = []
        answers = nil
        retractedAt = instant
    }

    mutating func erase(_ notice: Erasure.Notice) {
        takeBack(at: notice.at)
        retractedAt = nil
        erased = notice
    }
}

extension Line.Kind {
    /// Appears in the flow of the minutes: notes, and what marks the meeting's course.
    package var isShown: Bool {
        switch self {
        case .opened, .paused, .resumed, .closed, .itemTakenUp, .pollClosed, .breakoutCalled, .breakoutMissing,
            .erasure, .restored:
            true
        default: isNote
        }
    }
}
