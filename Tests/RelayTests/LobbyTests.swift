import Proceedings
import TestSupport
import Testing
import Transport

@testable import Relay

@Suite struct `The lobby` {
    private let ada = Peer(number: 1)

    @Test func `keeps what a peer says before it sits, in order, and hears it at once from then on`() async throws {
        try await Room.with { room in
            // Given a peer that speaks before its sitting is loaded
            let seat = Seat(sitting: try await room.sitting(), participant: .scribe, address: "127.0.0.1", phrases: nil)
            var lobby = Lobby()
            _ = lobby.joined(.of("/live"))
            for frame: [UInt8] in [[1], [2]] {
                guard case .later = lobby.hear(frame, from: ada) else { Issue.record("not kept"); return }
            }
            // When it sits, and speaks again before all of that is taken
            lobby.sit(ada, on: seat)
            let first = lobby.nextKept(of: ada)
            guard case .later = lobby.hear([3], from: ada) else { Issue.record("out of turn"); return }
            // Then nothing overtakes, and nothing is kept any longer
            let rest = [lobby.nextKept(of: ada), lobby.nextKept(of: ada), lobby.nextKept(of: ada)]
            #expect([first] + rest == [[1], [2], [3], nil])
            guard case .now = lobby.hear([4], from: ada) else { Issue.record("not heard"); return }
        }
    }

    @Test func `has no seat for a peer that left while its first words were taken`() async throws {
        try await Room.with { room in
            // Given a peer that sits, with words kept
            let sitting = try await room.sitting()
            var lobby = Lobby()
            _ = lobby.joined(.of("/live"))
            lobby.sit(ada, on: Seat(sitting: sitting, participant: .scribe, address: "127.0.0.1", phrases: nil))
            _ = lobby.hear([1], from: ada)
            // When it leaves
            let left = lobby.left(ada)
            // Then its sitting is to be told, and nothing of it stays
            #expect(left === sitting)
            let kept = lobby.nextKept(of: ada)
            #expect(kept == nil)
            #expect(lobby.peers(in: sitting).isEmpty)
            guard case .never = lobby.hear([2], from: ada) else { Issue.record("heard after it left"); return }
        }
    }

    @Test func `lets nobody wait who has gone`() async throws {
        try await Room.with { room in
            // Given two requests, one of which goes before it begins to wait
            let sitting = try await room.sitting()
            let bo = Peer(number: 2)
            var lobby = Lobby()
            lobby.asked(ada)
            lobby.asked(bo)
            _ = lobby.left(bo)
            // When both begin to wait for an entry
            let reader = Participant(id: "ada", role: .attendee)
            let waiting = [lobby.waits(ada, for: sitting, by: reader), lobby.waits(bo, for: sitting, by: reader)]
            #expect(waiting == [true, false])
            // Then whoever goes later is taken from there
            let left = lobby.left(ada)
            #expect(left === sitting)
        }
    }
}
