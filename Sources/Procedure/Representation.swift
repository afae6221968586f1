package import Proceedings

/// Who came to the meetings of a series, as far as people said so themselves, against whom the organiser wants there.
///
/// It is made of what closed meetings publish, where a group under `Following.few` has no number. Such a group weighs
/// the same in every sum, whatever its number was: no total and no share tells it, and none can be subtracted from
/// another to find it.
package struct Representation: Hashable, Sendable {
    /// In which people said where they belong.
    package let meetings: Int
    /// In the order of `Sector`; those that were there or are wanted.
    package let sectors: [Row]
    /// Largest share first, then those that are wanted and have none.
    package let regions: [Row]
    /// Some came from places that so few gave that they are not named.
    package let hasOtherRegions: Bool

    /// One sector or region.
    package struct Row: Hashable, Sendable {
        package let group: Group
        package let presence: Presence
        /// In per cent; `nil` where nobody asked for them, and then they are never missing.
        package let wanted: Int?
        package let verdict: Verdict?
    }

    package enum Group: Hashable, Sendable {
        case sector(Sector)
        /// As people write it.
        case region(String)
    }

    package enum Presence: Hashable, Sendable {
        /// Of those who said so, in whole per cent; about, where any group was too small to be counted.
        case share(Int)
        /// Never as many as `Following.few` at one meeting; of a region, perhaps nobody.
        case few
        case nobody
    }

    package enum Verdict: Hashable, Sendable {
        case present, missing
        /// Too few said where they belong.
        case unclear
    }

    /// - Parameter following: What each closed meeting tells of sectors and places.
    package init(targets: [Series.Target], following: [Following]) {
        var sectors = Sums<Sector>()
        var regions = Sums<String>()
        var names: [String: String] = [:]
        for told in following {
            for one in told.sectors {
                guard let sector = Sector(rawValue: one.name) else { continue }
                sectors.add(one.count, of: sector)
            }
            for one in told.places {
                names[one.name.likeness] = names[one.name.likeness] ?? one.name
                regions.add(one.count, of: one.name.likeness)
            }
            if told.hasOthers { regions.addOthers(isBounded: told.places.count < Following.most) }
        }
        for target in targets { target.region.map { names[$0.likeness] = $0 } }
        let wantedSectors = Self.wanted(targets) { $0.sector }
        let wantedRegions = Self.wanted(targets) { $0.region?.likeness }
        meetings = following.count { !$0.sectors.isEmpty || !$0.places.isEmpty || $0.hasOthers }
        hasOtherRegions = regions.others > 0
        self.sectors = Sector.allCases.compactMap { sector in
            let wanted = wantedSectors[sector]
            guard sectors.knows(sector) || wanted != nil else { return nil }
            return sectors.row(.sector(sector), of: sector, wanted: wanted)
        }
        self.regions = regions.all.union(wantedRegions.keys)
            .map { regions.row(.region(names[$0] ?? $0), of: $0, wanted: wantedRegions[$0]) }
            .sorted { ($1.presence.rank, $0.name) < ($0.presence.rank, $1.name) }
    }

    /// Those of whom more should be there.
    package var missing: [Row] { (sectors + regions).filter { $0.verdict == .missing } }

    /// The last said of one.
    private static func wanted<Key: Hashable>(
        _ targets: [Series.Target], _ key: (Series.Target) -> Key?
    ) -> [Key: Int] {
        Dictionary(targets.compactMap { target in key(target).map { ($0, target.share) } }) { $1 }
    }
}

/// Groups of one kind over several meetings. Who came to several is counted at each.
private struct Sums<Key: Hashable> {
    private var told: [Key: Int] = [:]
    /// At how many meetings a group was too small to be counted.
    private var hidden: [Key: Int] = [:]
    /// At how many meetings there were small groups without a name.
    private(set) var others = 0
    /// A group without a name was too small to be counted, not one too many for the list.
    private var isBounded = true

    mutating func add(_ count: Int?, of key: Key) {
        if let count { told[key, default: 0] += count } else { hidden[key, default: 0] += 1 }
    }

    mutating func addOthers(isBounded: Bool) {
        others += 1
        if !isBounded { self.isBounded = false }
    }

    var all: Set<Key> { Set(told.keys).union(hidden.keys) }

    func knows(_ key: Key) -> Bool { told[key] != nil || hidden[key] != nil }

    func row(_ group: Representation.Group, of key: Key, wanted: Int?) -> Representation.Row {
        let presence = presence(of: key)
        return Representation.Row(
            group: group, presence: presence, wanted: wanted, verdict: wanted.map { verdict(on: presence, of: key, $0) }
        )
    }

    private func presence(of key: Key) -> Representation.Presence {
        if told[key] != nil {
            return .share(max(1, Self.share(halves(key), of: halves)))
        }
        return hidden[key] != nil || others > 0 ? .few : .nobody
    }

    private func verdict(
        on presence: Representation.Presence, of key: Key, _ wanted: Int
    ) -> Representation.Verdict {
        guard wanted > 0 else { return .present }
        guard halves > 0 else { return .unclear }
        switch presence {
        case .share(let share): return share < wanted ? .missing : .present
        case .nobody: return .missing
        case .few:
            let most = (Following.few - 1) * (hidden[key] ?? others)
            let rest = told.values.reduce(0, +) + hidden.filter { $0.key != key }.values.reduce(0, +)
            return isBounded && Self.share(most, of: most + rest) < wanted ? .missing : .unclear
        }
    }

    /// Of all groups, in halves of a person.
    private var halves: Int { all.reduce(0) { $0 + halves($1) } + others * Following.few }

    /// One too small to be counted stands for half of `few`, the middle of what it may have been.
    private func halves(_ key: Key) -> Int { told[key, default: 0] * 2 + hidden[key, default: 0] * Following.few }

    private static func share(_ part: Int, of whole: Int) -> Int { whole == 0 ? 0 : (part * 200 + whole) / (whole * 2) }
}

extension Representation.Row {
    fileprivate var name: String {
        if case .region(let name) = group { name } else { "" }
    }
}

extension Representation.Presence {
    fileprivate var rank: Int {
        switch self {
        case .share(let share): share + 2
        case .few: 1
        case .nobody: 0
        }
    }
}

extension Minutes {
    /// What a closed meeting tells of the sectors and places people followed it from; `nil` where nobody said so.
    package var toldFollowing: Following? {
        guard phase == .closed else { return nil }
        return participation.following.map(\.following).last {
            !$0.sectors.isEmpty || !$0.places.isEmpty || $0.hasOthers
        }
    }
}
