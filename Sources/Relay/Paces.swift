import Procedure
import Proceedings
import Transport
import Wire

/// How much one participant, and one network, may still do. A token costs nothing to make, so what attendees do counts
/// for their network too; a whole department may share one.
struct Paces {
    private let limits: Site.Pacing
    /// As many as are in use; those that have rested a minute go.
    private var participants: [Participant.ID: Pace] = [:]
    /// `nil` is the control socket.
    private var networks: [IPAddress?: Network] = [:]

    private struct Network {
        var questions: Pace
        var participants: Pace
        var searches: Pace

        func isRested(at now: Moment) -> Bool {
            [questions, participants, searches].allSatisfy { $0.isRested(at: now) }
        }
    }

    init(_ limits: Site.Pacing) { self.limits = limits }

    /// - Throws: `tooFast` where there were too many commands in the last minute, by whatever way, or too many who do
    ///   something from one network.
    mutating func requirePace(of participant: Participant, from address: String, at now: Moment) throws(Problem) {
        if participant.role == .attendee, participants[participant.id] == nil {
            guard network(of: address, at: now, { $0.participants.take(at: now) }) else {
                throw Problem(
                    .tooFast, "At most \(limits.participants) attendees of one network may do something in a minute.",
                    limit: limits.participants, retryAfter: (60 + limits.participants - 1) / limits.participants)
            }
        }
        let mayGo = participants[participant.id, default: Pace(perMinute: limits.commands, at: now)].take(at: now)
        if !mayGo { throw Problem.tooFast(limits.commands) }
    }

    /// - Throws: `tooFast` where so many questions, or wishes to speak, came from this network that others would be
    ///   crowded out.
    mutating func requireRoom(
        for command: Command, from address: String, by author: Participant, at now: Moment
    ) throws(Problem) {
        let isHeld =
            switch command {
            case .ask, .amend, .joinList: author.role == .attendee
            default: false
            }
        if isHeld { try requireRoom(from: address, at: now) }
    }

    /// The same for what people send in between meetings.
    mutating func requireRoom(
        for kind: SeriesCommand.Kind, from address: String, by author: Participant, at now: Moment
    ) throws(Problem) {
        let isHeld =
            switch kind {
            case .comment, .suggestInvitee, .askWord: author.role == .attendee
            default: false
            }
        if isHeld { try requireRoom(from: address, at: now) }
    }

    private mutating func requireRoom(from address: String, at now: Moment) throws(Problem) {
        guard network(of: address, at: now, { $0.questions.take(at: now) }) else {
            throw Problem(
                .tooFast,
                """
                At most \(limits.questions) questions and wishes to speak a minute come from one network. Keep yours and \
                send it again.
                """,
                limit: limits.questions, retryAfter: (60 + limits.questions - 1) / limits.questions)
        }
    }

    /// - Throws: `tooFast` where one network searches so much that others would wait.
    mutating func requireSearch(from address: String, at now: Moment) throws(Problem) {
        guard network(of: address, at: now, { $0.searches.take(at: now) }) else {
            throw Problem(
                .tooFast, "At most \(limits.searches) searches a minute come from one network. Try again in a moment.",
                limit: limits.searches, retryAfter: (60 + limits.searches - 1) / limits.searches)
        }
    }

    mutating func forgetRested(at now: Moment) {
        participants = participants.filter { !$0.value.isRested(at: now) }
        networks = networks.filter { !$0.value.isRested(at: now) }
    }

    private mutating func network(
        of address: String, at now: Moment, _ take: (inout Network) -> Bool
    ) -> Bool {
        take(
            &networks[
                IPAddress(address)?.neighbourhood,
                default: Network(
                    questions: Pace(perMinute: limits.questions, at: now),
                    participants: Pace(perMinute: limits.participants, at: now),
                    searches: Pace(perMinute: limits.searches, at: now))])
    }
}
