import Proceedings
import Wire

// What a reader is given of a record.
extension Floor {
    /// The first frame for a reader who holds everything up to `position`.
    ///
    /// - Returns: `nil` where the record never had that position.
    func resumption(after position: Position, as role: Role) -> ServerFrame? {
        guard position > .start, position <= minutes.position else { return nil }
        return welcome(from: position, as: role, with: nil)
    }

    /// The first frame for a reader who starts anew; it brings the reader to `minutes.position`.
    ///
    /// - Parameter surroundings: What is known beside the record.
    func introduction(as role: Role, in surroundings: Surroundings = Surroundings()) -> ServerFrame {
        var surroundings = surroundings
        surroundings.voted = counted.ballots.voted
        return welcome(
            from: minutes.position, as: role,
            with: StateView(minutes(for: role), support: allSupport, in: surroundings))
    }

    func reading(after position: Position, limit: Int, as role: Role) -> Reading {
        Reading(
            epoch: epoch, from: position, last: minutes.position,
            entries: entries(after: position, limit: limit, for: role))
    }

    private func welcome(from position: Position, as role: Role, with state: StateView?) -> ServerFrame {
        .welcome(
            epoch: epoch, from: position, last: minutes.position, role: role, isLive: minutes.phase != .closed,
            state: state)
    }
}
