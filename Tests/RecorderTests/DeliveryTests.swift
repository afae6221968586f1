import Proceedings
import Testing

@testable import Recorder

@Suite struct `Deliveries that wait` {
    private static let pauses = [2, 60]
    private let hour: Int64 = 3_600_000

    /// One delivery, entered at noon.
    private func store(_ scratch: Scratch) async throws -> RecordStore {
        let store = try await scratch.begun()
        try await store.tell([RecordStore.Target(id: "webhook a", audience: .invited)], at: .noon)
        let listing = Listing(record: .plenary, slug: "plenary", title: "Lamps", phase: .open, createdAt: .noon)
        try await store.append(
            RecordStore.Batch(entries: [Entry(Position(1), at: .noon, Line(.opened))], listing: listing), to: .plenary)
        try await store.append(
            RecordStore.Batch(entries: [Entry(Position(2), at: .noon, Line(.closed))]), to: .plenary)
        return store
    }

    private func due(_ store: RecordStore, after milliseconds: Int64) async throws -> [Delivery] {
        try await store.dueDeliveries(at: .noon.advanced(byMilliseconds: milliseconds), pauses: Self.pauses, limit: 8)
    }

    @Test func `are tried at once where they never were, whatever the clock says`() async throws {
        let scratch = try Scratch()
        let store = try await store(scratch)
        for after in [0, hour, -hour] { #expect(try await due(store, after: after).count == 1) }
        try await store.close()
    }

    @Test func `wait no longer than their pause where the clock was set back`() async throws {
        // Given one that failed, and is tried again in a minute
        let scratch = try Scratch()
        let store = try await store(scratch)
        for pause in Self.pauses {
            let delivery = try #require(try await due(store, after: hour).first)
            try await store.note(
                "answered 500", of: delivery, at: .noon, next: .noon.advanced(byMilliseconds: Int64(pause) * 1000))
        }
        // Then it waits that long, and not until a clock that was set back comes so far again
        for (after, count) in [(0, 0), (59_999, 0), (60_000, 1), (-1, 1), (-hour, 1)] {
            #expect(try await due(store, after: after).count == count, "\(after)")
        }
        // And what was delivered waits for nothing
        let delivery = try #require(try await due(store, after: hour).first)
        try await store.note("answered 200", of: delivery, at: .noon, next: nil)
        for after in [0, hour, -hour] { #expect(try await due(store, after: after).isEmpty) }
        try await store.close()
    }
}
