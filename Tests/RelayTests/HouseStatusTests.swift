import Measures
import Proceedings
import Testing

@testable import Relay
@testable import Transport

@Suite struct `What the status page finds wrong` {
    private static let hour: Int64 = 3_600_000

    private func house(openFor hours: Int64 = 1) -> HouseStatus {
        HouseStatus(
            now: Instant(milliseconds: 1000 * Self.hour), openedAt: Instant(milliseconds: (1000 - hours) * Self.hour))
    }

    @Test func `is nothing in a house that has just opened`() {
        #expect(house().troubles == [])
    }

    @Test func `is a backup that did not come for a day and a half`() {
        // Given a house open for two days, then it has none; a day old it is good, two days old it is not
        var status = house(openFor: 48)
        #expect(status.troubles == [.backup])
        status.copies.lastBackup = Instant(milliseconds: 976 * Self.hour)
        #expect(status.troubles == [])
        status.copies.lastBackup = Instant(milliseconds: 952 * Self.hour)
        #expect(status.troubles == [.backup])
    }

    @Test func `comes with the worst first`() {
        var status = house()
        status.recording.isOn = false
        status.recording.free = 1000
        status.copies.damaged = 1
        #expect(status.troubles == [.readOnly, .damaged, .disk])
    }

    @Test func `is a disk on which one line in a hundred waits`() {
        // Given 98 lines saved at once and two that took a second
        var status = house()
        for _ in 0..<98 { status.recording.commits.add(.milliseconds(2)) }
        #expect(status.troubles == [])
        for _ in 0..<2 { status.recording.commits.add(.seconds(1)) }
        #expect(status.troubles == [.slow])
    }

    @Test func `is a house with a tenth of its room left`() {
        var status = house()
        status.connections.limit = 100
        status.connections.webSocket = 90
        #expect(status.troubles == [])
        status.connections.idle = 1
        #expect(status.troubles == [.full])
    }
}

@Suite struct `A share of durations` {
    @Test func `ends at the bound of its bucket`() {
        // Given none, then there is no bound
        var durations = Durations()
        #expect(durations.bound(of: 0.5) == nil)
        // Given three quick ones and a slow one, then half are quick, and all but the slowest are not all
        for milliseconds in [1, 2, 2, 4000] { durations.add(.milliseconds(milliseconds)) }
        #expect(durations.bound(of: 0.5) == 0.0025)
        #expect(durations.bound(of: 1) == .infinity)
    }
}
