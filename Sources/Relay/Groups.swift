import HashTreeCollections
import Proceedings
import Recorder

/// Who outside the room is in which breakout group. A batch is ruled on a copy, which shares what it does not change.
struct Groups: Hashable, Sendable {
    private var known: TreeDictionary<Participant.ID, Int> = [:]
    /// How many are in each; a group not named has nobody.
    private(set) var counts: [Int: Int] = [:]

    init(_ members: [Participant.ID: Int] = [:]) {
        for (participant, group) in members { _ = put(participant, in: group) }
    }

    var isEmpty: Bool { known.isEmpty }

    subscript(participant: Participant.ID) -> Int? { known[participant] }

    /// - Parameter group: `nil` is none.
    /// - Returns: What is to be stored; `nil` where it was so before.
    mutating func put(_ participant: Participant.ID, in group: Int?) -> RecordStore.WhereaboutsChange? {
        let former = known[participant]
        guard former != group else { return nil }
        known[participant] = group
        if let former { count(former, -1) }
        if let group { count(group, 1) }
        return .joined(participant, group)
    }

    /// The group somebody outside the room is placed in: one that meets where they are before one that meets in the
    /// room, and of those the smallest; whoever is in a group stays there.
    ///
    /// - Returns: `nil` where there are no groups.
    func place(_ participant: Participant.ID, among breakouts: [Breakout]) -> Int? {
        if let group = known[participant] { return group }
        func rank(_ breakout: Breakout) -> (Int, Int, Int) {
            let distance =
                switch breakout.plan.setting {
                case .remote: 0;
                case .mixed, nil: 1;
                case .room: 2
                }
            return (distance, counts[breakout.number, default: 0], breakout.number)
        }
        return breakouts.min { rank($0) < rank($1) }?.number
    }

    private mutating func count(_ group: Int, _ change: Int) {
        let count = counts[group, default: 0] + change
        counts[group] = count > 0 ? count : nil
    }
}

extension Floor {
    /// As whom somebody reads. Who is in no group, and everybody where groups hear nothing before others, reads alike.
    func reader(_ participant: Participant) -> Reader {
        guard hearsApart else { return Reader(participant.role) }
        let group = participant.role == .attendee ? counted.groups[participant.id] : participant.breakout
        return Reader(participant.role, group: group)
    }

    /// Groups hear what they write before others do.
    var hearsApart: Bool { minutes.meeting.reportsHeard != .asWritten }
}

extension Reader {
    /// What they are told: what everyone is, all that staff are, or what everyone is and their group.
    var mix: Audience { role.isStaff ? .staff : group.map { .breakout($0) } ?? .everyone }
}
