import HashTreeCollections
import Procedure
import Proceedings
import Recorder

/// What people do that is counted and is no entry: they support questions, answer a show of hands, say where they are.
struct Counted: Sendable {
    var supports = Supports()
    var ballots = Ballots()
    var groups = Groups()
    private(set) var whereabouts: TreeDictionary<Participant.ID, Whereabouts> = [:]
    /// Who of them followed since they said so. Only they are told of in the record: what nobody could see, and have
    /// taken out, does not stand there.
    private var seen: TreeSet<Participant.ID> = []
    /// Places that were taken out, by `likeness`.
    private var struck: TreeSet<String> = []

    init() {}

    init(supports: [RecordStore.Support], ballots: Ballots, places: RecordStore.Places) {
        self.supports = Supports(supports)
        self.ballots = ballots
        whereabouts = TreeDictionary(uniqueKeysWithValues: places.told.map { ($0.key, $0.value) })
        seen = TreeSet(places.seen)
        struck = TreeSet(places.struck)
        groups = Groups(places.groups)
    }

    /// - Returns: What is to be stored; `nil` where it was said before.
    /// - Throws: `placeStruck`.
    mutating func note(
        _ told: Whereabouts, of participant: Participant.ID
    ) throws(Refusal) -> RecordStore.WhereaboutsChange? {
        let place = told.place.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        if let place, struck.contains(place.likeness) { throw .placeStruck }
        let kept = Whereabouts(place: place, sector: told.sector)
        guard kept != whereabouts[participant] ?? Whereabouts() else { return nil }
        whereabouts[participant] = kept == Whereabouts() ? nil : kept
        seen.remove(participant)
        return .told(participant, kept)
    }

    func unseen(among present: Set<Participant.ID>) -> Set<Participant.ID> {
        present.filter { whereabouts[$0] != nil && !seen.contains($0) }
    }

    /// - Parameter participants: Who follow, and said from where.
    /// - Returns: What is to be stored; `nil` where that is known.
    mutating func see(_ participants: Set<Participant.ID>) -> RecordStore.WhereaboutsChange? {
        let fresh = unseen(among: participants)
        seen.formUnion(fresh)
        return fresh.isEmpty ? nil : .seen(Array(fresh))
    }

    mutating func strike(place: String) -> RecordStore.WhereaboutsChange {
        struck.insert(place.trimmed.likeness)
        for (participant, told) in whereabouts where told.place?.likeness == place.trimmed.likeness {
            whereabouts[participant] = Whereabouts(sector: told.sector)
        }
        return .struck(place: place.trimmed)
    }

    func whereabouts(of participant: Participant.ID) -> Whereabouts? { whereabouts[participant] }

    /// Of those who follow now.
    ///
    /// - Parameter present: Participants.
    func following(_ present: Set<Participant.ID>) -> Following {
        Following(present.lazy.compactMap { whereabouts[$0] })
    }

    /// Of all who said so and were seen to follow.
    func following(followers: Int) -> Following {
        Following(seen.lazy.compactMap { whereabouts[$0] }, followers: followers)
    }

    mutating func forgetWhereabouts() -> RecordStore.WhereaboutsChange? {
        guard !whereabouts.isEmpty || !struck.isEmpty || !groups.isEmpty else { return nil }
        groups = Groups()
        whereabouts = [:]
        seen = []
        struck = []
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
            supports: supports, ballots: ballots, places: try await store.places(of: record))
        return floor
    }
}
