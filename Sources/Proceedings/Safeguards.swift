/// What keeps abuse out of a meeting and nobody from reading it. Staff alone know of it.
package struct Safeguards: Hashable, Sendable {
    /// Devices that may only read, each since when.
    package private(set) var barred: [Participant.ID: Instant] = [:]
    /// Words and phrases as they were written: what holds one of them waits for a facilitator.
    package private(set) var watched: [String] = []

    package func isBarred(_ participant: Participant.ID) -> Bool { barred[participant] != nil }

    mutating func take(_ body: Line.Body, at instant: Instant) {
        switch body {
        case .participantBarred(let participant): barred[participant] = instant
        case .participantUnbarred(let participant): barred[participant] = nil
        case .wordsWatched(let words): watched = words
        default: break
        }
    }
}

extension Minutes {
    package var safeguards: Safeguards { questions.safeguards }
}
