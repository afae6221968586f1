import ArgumentParser
import Foundation
import HTTPTypes
import Proceedings
import Transport

/// Reads a meeting's entries as they come: each once, in order, across restarts of either side.
struct Pursuit {
    private(set) var door: MeetingDoor
    let caller: Caller
    let prints: Form
    private var position = Position.start
    private var epoch: String?
    private var teller: Teller
    /// When each entry that was read was accepted, by its position.
    private var seen: [Int: Instant] = [:]
    /// Nothing more is waited for: the meeting has closed.
    private var isOver = false

    enum Form: Sendable { case text, json }

    /// Seconds a question for more may stay open at the server.
    private static let wait = 25
    private static let pauses = [0.2, 0.5, 1, 2, 5, 10]

    init(door: MeetingDoor, caller: Caller, prints: Form) {
        self.door = door
        self.caller = caller
        self.prints = prints
        teller = Teller(of: Meeting(title: door.slug))
    }

    /// - Returns: Once the meeting has closed, or nobody reads what is printed any more.
    /// - Throws: `Office.Refused` in the server's words; `TransportError` where nobody answered at all.
    mutating func run(from beginning: Follow.Beginning) async throws {
        let answer = try await ask { $0.path() }
        try begin(with: try JSONDecoder().decode(Welcome.self, from: Data(answer)), from: beginning)
        while try await goOn() {}
    }

    private mutating func begin(with welcome: Welcome, from beginning: Follow.Beginning) throws {
        switch beginning {
        case .start: position = .start
        case .now: position = welcome.last
        case .after(let number):
            guard number <= welcome.last.number else {
                throw Office.Refused(words: "The record has no line \(number) yet: its last is \(welcome.last.number).")
            }
            position = Position(number)
        }
        epoch = welcome.epoch
        isOver = !welcome.live
        let meeting = welcome.state.meeting
        teller = Teller(of: meeting)
        let phase = isOver ? "closed" : "times of \(meeting.timeZone)"
        Terminal.warn(Terminal.printable("\(meeting.title) (\(phase))"))
    }

    /// - Returns: `false` where there is no more to come.
    private mutating func goOn() async throws -> Bool {
        let answer = try await entries(waiting: isOver ? 0 : Self.wait)
        let batch = try Self.batch(in: answer)
        if batch.epoch != epoch {
            epoch = batch.epoch
            try await findPlace(in: batch.last)
            return true
        }
        let whole = prints == .json ? try EntryBatch.jsonLines(in: answer) : []
        for (place, row) in batch.entries.enumerated() {
            let text = whole.indices.contains(place) ? whole[place] : teller.text(of: row)
            if let text, !Terminal.utter(text) { return false }
            position = row.position
            seen[row.position.number] = row.at
            if row.kind == .closed { isOver = true }
        }
        return !(isOver && batch.entries.isEmpty)
    }

    /// Waits as long as it takes for somebody to answer.
    private mutating func entries(waiting wait: Int = 0) async throws -> [UInt8] {
        var attempt = 0
        while true {
            // Who comes back asks at once how things are: the record may be another.
            let wait = attempt > 0 ? 0 : wait
            do {
                let answer = try await ask { [position] in $0.path("/entries", after: position, wait: wait) }
                if attempt > 1 { Terminal.warn("Connected again.") }
                return answer
            } catch let trouble as Trouble {
                // The first is tried again without a word: a server that restarts cuts every question off.
                if attempt == 1 { Terminal.warn("\(trouble.description) Trying again.") }
                let pause = trouble.pause ?? Self.pauses[min(attempt, Self.pauses.count - 1)]
                try await Task.sleep(for: .seconds(pause * Double.random(in: 1...1.5)))
                attempt += 1
            }
        }
    }

    /// The record goes on from an older copy of itself: where an entry that was read is not there any more, or is
    /// another, all from there on is new.
    ///
    /// - Parameter end: Its newest entry.
    private mutating func findPlace(in end: Position) async throws {
        let last = position
        position = seen.keys.min().map { Position($0 - 1) } ?? min(position, end)
        while position < last, !seen.isEmpty {
            let batch = try Self.batch(in: try await entries())
            let known = batch.entries.prefix { seen[$0.position.number] == $0.at }
            guard let end = known.last?.position else { break }
            position = end
            if known.count < batch.entries.count { break }
        }
        seen = seen.filter { $0.key <= position.number }
        if position < last {
            Terminal.warn("The record was restored from an older copy; it goes on after line \(position.number).")
        }
    }

    private static func batch(in answer: [UInt8]) throws -> EntryBatch {
        try JSONDecoder().decode(EntryBatch.self, from: Data(answer))
    }

    /// - Throws: `Trouble` where it is worth asking again, once it was answered at all.
    private mutating func ask(_ path: (MeetingDoor) -> String) async throws -> [UInt8] {
        let answer: Response
        do {
            answer = try await caller.send(
                .get, path(door), headers: door.headers, to: door.address, timeout: .seconds(Self.wait + 20))
        } catch {
            guard epoch != nil else { throw error }
            throw Trouble(description: "The connection is lost.", pause: nil)
        }
        switch answer.status.code {
        case 200: return answer.body
        case 301, 302, 307, 308:
            guard let moved = door.moved(to: answer.headers[.location]) else { throw Office.Refused(answer.body) }
            door = moved
            return try await ask(path)
        case 429, 500...599:
            guard epoch != nil else { throw Office.Refused(answer.body) }
            let pause = answer.headers[.retryAfter].flatMap { Double($0) }.map { min(60, max(0, $0)) }
            throw Trouble(description: "The server has no answer just now.", pause: pause)
        default: throw Office.Refused(answer.body)
        }
    }
}

extension Pursuit {
    /// It will pass.
    private struct Trouble: Error {
        let description: String
        /// Seconds the server asks for.
        let pause: Double?
    }

    private struct Welcome: Decodable {
        let epoch: String
        let last: Position
        let live: Bool
        let state: State

        struct State: Decodable { let meeting: Meeting }
    }
}
