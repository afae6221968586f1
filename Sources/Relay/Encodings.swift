import Proceedings
import Transport
import Wire

/// What readers are given of one meeting as it stands, encoded once for all who ask for the same: ten thousand who come
/// back together, or who waited for the same line, cost one.
struct Encodings {
    /// A first frame, and where the reel goes on after it.
    struct Way: Sendable {
        let greeting: Greeting
        let position: Position
    }

    /// What somebody asks for.
    enum Wish: Hashable {
        /// Entries after a position.
        case reading(after: Position, limit: Int)
        /// Lines before a position.
        case block(before: Position, limit: Int)
        case state
    }

    private struct Door: Hashable {
        /// What the reader holds; `nil` where it is given the state.
        let position: Position?
        let reader: Reader
    }

    private struct Desk: Hashable {
        let wish: Wish
        let reader: Reader
    }

    private var ways: [Door: Way] = [:]
    private var answers: [Desk: [UInt8]] = [:]

    private var answersSize = 0

    /// So many first frames are kept; with one more they are made anew.
    private static let most = 1024
    /// The same for answers, which may be long and are asked for at will. Bytes.
    private static let mostBytes = 4_194_304

    /// The floor has changed: what was said of it is no longer so.
    mutating func clear() {
        ways.removeAll(keepingCapacity: true)
        answers = [:]
        answersSize = 0
    }

    /// - Parameter position: What the reader holds; the state is given where it is `nil` or not of this record.
    mutating func way(
        after position: Position?, as reader: Reader, on floor: Floor, in surroundings: Surroundings
    ) -> Way {
        let door = Door(position: position, reader: reader)
        if let known = ways[door] { return known }
        if ways.count >= Self.most { ways = [:] }
        let way: Way =
            if let position, let frame = floor.resumption(after: position, as: reader) {
                Way(greeting: Greeting(frame.bytes), position: position)
            } else if position != nil {
                self.way(after: nil, as: reader, on: floor, in: surroundings)
            } else {
                Way(
                    greeting: Greeting(floor.introduction(as: reader, in: surroundings).bytes),
                    position: floor.minutes(for: reader).position)
            }
        ways[door] = way
        return way
    }

    mutating func answer(
        to wish: Wish, as reader: Reader, on floor: Floor, in surroundings: Surroundings
    ) -> [UInt8] {
        let desk = Desk(wish: wish, reader: reader)
        if let known = answers[desk] { return known }
        let answer = floor.answer(to: wish, as: reader, in: surroundings)
        if answersSize + answer.count + 100 > Self.mostBytes {
            answers = [:]
            answersSize = 0
        }
        answers[desk] = answer
        answersSize += answer.count + 100  // and its key
        return answer
    }
}

extension Floor {
    /// JSON.
    func answer(
        to wish: Encodings.Wish, as reader: Reader, in surroundings: Surroundings = Surroundings()
    ) -> [UInt8] {
        switch wish {
        case .reading(let position, let limit): JSON.bytes(reading(after: position, limit: limit, as: reader))
        case .block(let position, let limit):
            JSON.bytes(Block(minutes(for: reader), before: position, limit: limit))
        case .state: introduction(as: reader, in: surroundings).bytes
        }
    }
}
