import Foundation
import HashTreeCollections
import Proceedings
import Recorder

/// What people do that is counted and is no entry: they support questions, answer a show of hands, say where they are.
struct Counted: Sendable {
    var supports = Supports()
    var ballots = Ballots()
    private(set) var whereabouts: TreeDictionary<Participant.ID, Whereabouts> = [:]

    init() {}

    init(supports: [RecordStore.Support], ballots: Ballots, whereabouts: [Participant.ID: Whereabouts]) {
        self.supports = Supports(supports)
        self.ballots = ballots
        self.whereabouts = TreeDictionary(uniqueKeysWithValues: whereabouts.map { ($0.key, $0.value) })
    }

    /// - Returns: What is to be stored.
    mutating func note(_ told: Whereabouts, of participant: Participant.ID) -> RecordStore.WhereaboutsChange {
        let place = told.place.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        let kept = Whereabouts(place: place, sector: told.sector)
        whereabouts[participant] = kept == Whereabouts() ? nil : kept
        return .told(participant, kept)
    }

    mutating func strike(place: String) -> RecordStore.WhereaboutsChange {
        for (participant, told) in whereabouts where told.place?.lowercased() == place.lowercased() {
            whereabouts[participant] = Whereabouts(sector: told.sector)
        }
        return .struck(place: place)
    }

    func whereabouts(of participant: Participant.ID) -> Whereabouts? { whereabouts[participant] }

    /// Of those who follow now.
    ///
    /// - Parameter present: Participants.
    func following(_ present: Set<Participant.ID>) -> Following {
        Following(present.lazy.compactMap { whereabouts[$0] })
    }

    /// Of all who said so.
    func following(followers: Int) -> Following { Following(whereabouts.values, followers: followers) }

    mutating func forgetWhereabouts() -> RecordStore.WhereaboutsChange? {
        guard !whereabouts.isEmpty else { return nil }
        whereabouts = [:]
        return .forgotten
    }
}

extension Floor {
    /// Everything a record holds, as readers are given it.
    static func read(
        _ record: RecordID, in store: RecordStore, epoch: UInt64
    ) async throws(RecorderError) -> Floor {
        let entries = try await store.allEntries(of: record)
        var floor = Floor(entries, receipts: try await store.receipts(of: record), epoch: epoch)
        let supports = try await store.supports(of: record)
        var ballots = Ballots()
        if let open = floor.minutes.polls.open, let box = try await store.ballots(of: record, poll: open.number) {
            ballots = Ballots(box, for: open)
        }
        floor.counted = Counted(
            supports: supports, ballots: ballots, whereabouts: try await store.whereabouts(of: record))
        return floor
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
