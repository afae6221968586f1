import Proceedings
import Transport
import Wire

/// First frames of one meeting as it stands: made once for all who come to the same place in the same role, so that
/// ten thousand who come back together cost one.
struct Greetings {
    /// A first frame, and where the reel goes on after it.
    struct Way: Sendable {
        let greeting: Greeting
        let position: Position
    }

    private struct Door: Hashable {
        /// What the reader holds; `nil` where it is given the state.
        let position: Position?
        let role: Role
    }

    private var made: [Door: Way] = [:]

    /// Readers resume from so many places at once; beyond it the frames are made anew.
    private static let most = 1024

    /// The floor has changed: what was said of it is no longer so.
    mutating func clear() { made.removeAll(keepingCapacity: true) }

    /// - Parameter position: What the reader holds; the state is given where it is `nil` or not of this record.
    mutating func way(after position: Position?, as role: Role, on floor: Floor) -> Way {
        if let known = made[Door(position: position, role: role)] { return known }
        if made.count >= Self.most { clear() }
        let way: Way =
            if let position, let frame = floor.resumption(after: position, as: role) {
                Way(greeting: Greeting(frame.bytes), position: position)
            } else if position != nil {
                self.way(after: nil, as: role, on: floor)
            } else {
                Way(greeting: Greeting(floor.introduction(as: role).bytes), position: floor.minutes.position)
            }
        made[Door(position: position, role: role)] = way
        return way
    }
}

extension Sitting {
    /// What a reader hears first, and where its reel goes on.
    ///
    /// - Parameter position: What the reader holds; `nil` for the state.
    func way(after position: Position?, as role: Role) async -> Greetings.Way {
        await told()
        return gallery.greetings.way(after: position, as: role, on: floor)
    }
}
