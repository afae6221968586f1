import Foundation
import Logging
import Procedure
import Proceedings
import Recorder
import TestSupport
import Transport
import Wire

@testable import Relay

/// A record in a folder of its own, and a listener that nobody can reach: what a sitting needs.
struct Room {
    let folder: String
    let store: RecordStore
    let loop: EventLoop
    let listener: Listener

    static let record = RecordID("plenary")

    /// With a meeting founded, and open where `isOpen` says so.
    static func with<Answer>(isOpen: Bool = true, _ body: (Room) async throws -> Answer) async throws -> Answer {
        let folder = NSTemporaryDirectory() + "relay-" + UUID().uuidString.lowercased()
        let store = try RecordStore.open(folder: folder, at: .afternoon)
        let loop = try EventLoop()
        let room = Room(
            folder: folder, store: store, loop: loop,
            listener: Listener(loop: loop, settings: Listener.Settings(host: "127.0.0.1", port: 0)))
        try await room.found(isOpen: isOpen)
        let answer = try await body(room)
        await loop.stop()
        try await store.close()
        try FileManager.default.removeItem(atPath: folder)
        return answer
    }

    /// As a server started anew would load it.
    func sitting() async throws -> Sitting {
        guard let head = try await store.head(of: Self.record),
            let listing = try await store.listing(record: Self.record)
        else { throw Missing() }
        return try await Sitting(
            listing, head: head, in: store, on: listener, counting: Refusals(), log: Logger(label: "test"),
            reseating: { _, _ in }, holders: { _ in ["Gwen Rees"] }, now: { .afternoon })
    }

    func listing(_ phase: Meeting.Phase, joinCode: String? = nil) -> Listing {
        Listing(
            record: Self.record, slug: "plenary", title: "Third open meeting", phase: phase, joinCode: joinCode,
            createdAt: .afternoon)
    }

    private func found(isOpen: Bool) async throws {
        _ = try await store.begin(Self.record, host: "notes.example.org", at: .afternoon)
        let bodies: [Line.Body] = [.planned(Meeting(title: "Third open meeting"))] + (isOpen ? [.opened] : [])
        try await store.append(
            RecordStore.Batch(entries: Entry.run(bodies), listing: listing(isOpen ? .open : .planned)),
            to: Self.record)
    }

    struct Missing: Error {}
}

extension Sitting {
    /// The answer to a frame, as a request gets it.
    func answer(_ frame: String, from author: Participant = .organiser) async throws -> Outcome {
        let bytes = Array(frame.utf8)
        return await outcome(of: try Submission(try ReceivedFrame(bytes), from: author))
    }
}

extension Outcome {
    /// The positions of what was recorded; `nil` where it was refused.
    var positions: [Int]? {
        if case .accepted(_, let positions) = self { positions.map(\.number) } else { nil }
    }

    var refusal: Problem.Code? {
        if case .refused(_, let problem) = self { problem.code } else { nil }
    }
}
