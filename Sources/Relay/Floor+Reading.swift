import Proceedings
import Wire

// What a reader is given of a record.
extension Floor {
    /// The first frame for a reader who holds everything up to `position`.
    ///
    /// - Returns: `nil` where the record never had that position, or the reader cannot hold it: no frame that comes next
    ///   would name it.
    func resumption(after position: Position, as reader: Reader) -> ServerFrame? {
        guard position > .start, position <= minutes.position, mayHold(position, reader) else { return nil }
        return welcome(from: position, as: reader, with: nil)
    }

    /// The first frame for a reader who starts anew; it brings the reader to the last position they may know of.
    ///
    /// - Parameter surroundings: What is known beside the record.
    func introduction(as reader: Reader, in surroundings: Surroundings = Surroundings()) -> ServerFrame {
        var surroundings = surroundings
        surroundings.voted = counted.ballots.voted
        surroundings.members = counted.groups.counts
        let minutes = minutes(for: reader)
        return welcome(
            from: minutes.position, as: reader, with: StateView(minutes, support: allSupport, in: surroundings))
    }

    func reading(after position: Position, limit: Int, as reader: Reader) -> Reading {
        Reading(
            epoch: epoch, from: position, last: minutes.position,
            entries: entries(after: position, limit: limit, for: reader))
    }

    private func welcome(from position: Position, as reader: Reader, with state: StateView?) -> ServerFrame {
        .welcome(
            epoch: epoch, from: position, last: state == nil ? minutes.position : position, role: reader.role,
            isLive: minutes.phase != .closed, state: state)
    }

    /// What was withheld from everyone but staff they may have heard before its words went.
    private func mayHold(_ position: Position, _ reader: Reader) -> Bool {
        reader.role.isStaff || Gallery.may(entries[position.number - 1], be: reader.mix)
    }
}
