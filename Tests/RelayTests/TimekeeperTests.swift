import Proceedings
import Recorder
import TestSupport
import Testing

@testable import Relay

@Suite struct `The times of a record` {
    private let start = Moment.now
    private let last = Entry(Position(7), at: .afternoon, Line(.opened))

    /// What the timekeeper says where the wall clock shows so many seconds since the last entry, and as many have passed.
    private func times(_ readings: (wall: Int64, passed: Int)...) -> [Int64] {
        var timekeeper = Timekeeper(after: last, at: start)
        return readings.map { wall, passed in
            let time = timekeeper.time(
                .afternoon.advanced(byMilliseconds: wall * 1000), following: last, at: start + .seconds(passed))
            return (time.milliseconds - Instant.afternoon.milliseconds) / 1000
        }
    }

    @Test func `are those of the wall clock`() {
        #expect(times((0, 0), (10, 10), (11, 11)) == [0, 10, 11])
    }

    @Test func `go on with a clock that is set an hour on`() {
        #expect(times((10, 10), (3_620, 20), (3_630, 30)) == [10, 3_620, 3_630])
    }

    @Test func `go on at half the pace from the last, once the clock was set an hour back, until it has caught up`() {
        #expect(times((10, 10), (-3_580, 20), (-3_560, 40)) == [10, 15, 25])
        #expect(times((10, 10), (3_590, 7_190), (3_610, 7_210), (3_620, 7_220)) == [10, 3_600, 3_610, 3_620])
    }

    @Test func `begin with the last one's, where a server starts on an earlier clock`() {
        #expect(times((-3_600, 0), (-3_600, 0)) == [0, 0])
    }

    @Test func `follow what others recorded meanwhile`() {
        var timekeeper = Timekeeper(after: last, at: start)
        let other = Entry(Position(8), at: .afternoon.advanced(byMilliseconds: 5_000), Line(.paused))
        #expect(timekeeper.time(.afternoon, following: other, at: start) == other.acceptedAt)
        #expect(timekeeper.time(.afternoon, following: last, at: start) == other.acceptedAt)
    }

    @Test func `begin with the wall clock's in a record without entries`() {
        var timekeeper = Timekeeper(after: nil, at: start)
        #expect(timekeeper.time(.afternoon, following: nil, at: start + .seconds(9)) == .afternoon)
    }

    @Test func `stay among those that a calendar prints`() {
        let end = Instant.printable.upperBound
        let latest = Entry(Position(8), at: end, Line(.closed))
        var timekeeper = Timekeeper(after: latest, at: start)
        #expect(timekeeper.time(.afternoon, following: latest, at: start + .seconds(60)) == end)
    }
}

@Suite struct `A sitting on a clock that goes back` {
    @Test func `records no time before the last, whether a line is written or erased, and so does the next`()
        async throws
    {
        try await Room.with { room in
            // Given a record whose last entry is later than the clock says
            let latest = Instant.afternoon.advanced(byMilliseconds: 3_600_000)
            try await room.store.append(
                RecordStore.Batch(entries: [Entry(Position(3), at: latest, Line(.summary("Later."), by: .scribe))]),
                to: Room.record)
            for round in 0..<2 {
                // When a sitting is loaded, writes and erases
                let sitting = try await room.sitting()
                async let running: Void = sitting.run()
                #expect(try await sitting.answer(#"{"do":"write","id":"\#(round)","text":"Now."}"#).positions != nil)
                let order = ErasureOrder(
                    wish: Expunging.Wish(lines: [Position(3 + round)]), ground: .confidential, reference: nil,
                    by: .organiser)
                guard case .success(let gone) = await sitting.erase(order) else { throw Room.Missing() }
                #expect(!gone.plan.isEmpty)
                await sitting.end()
                await running
            }
            // Then the times rise with the positions, those outside every sitting too
            let entries = try await room.store.allEntries(of: Room.record)
            #expect(entries.count == 7)
            #expect(entries.map(\.acceptedAt) == entries.map(\.acceptedAt).sorted())
            #expect(Instant.afternoon.following(entries.last) == entries.last?.acceptedAt)
        }
    }
}
