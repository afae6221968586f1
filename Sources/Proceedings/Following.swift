/// Who followed a meeting from outside the room, as far as they said so themselves and as far as it may be told.
package struct Following: Hashable, Sendable, Codable {
    /// The most who followed at the same time since it was last recorded; `nil` where only groups are told.
    package let followers: Int?
    /// Most first, then by name.
    package let places: [Group]
    package let sectors: [Group]
    private let elsewhere: Bool?

    /// A smaller group is told as "a few", and a place so small is not named.
    package static let few = 5
    /// No more places than so many are named.
    package static let most = 20

    package init(followers: Int? = nil, places: [Group] = [], sectors: [Group] = [], hasOthers: Bool = false) {
        self.followers = followers
        self.places = places
        self.sectors = sectors
        elsewhere = hasOthers ? true : nil
    }

    /// Some gave a place that is not among `places`.
    package var hasOthers: Bool { elsewhere == true }

    package struct Group: Hashable, Sendable, Codable {
        package let name: String
        /// At least `few`; `nil` is fewer.
        package let count: Int?

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count < Following.few ? nil : count
        }
    }

    private enum CodingKeys: String, CodingKey { case followers, places, sectors, elsewhere }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        followers = try container.decodeIfPresent(Int.self, forKey: .followers)
        places = try container.decodeIfPresent([Group].self, forKey: .places) ?? []
        sectors = try container.decodeIfPresent([Group].self, forKey: .sectors) ?? []
        elsewhere = try container.decodeIfPresent(Bool.self, forKey: .elsewhere)
    }
}

extension Following {
    /// Counts what people said, each once.
    ///
    /// - Parameter followers: As in the property.
    package init(_ whereabouts: some Sequence<Whereabouts>, followers: Int? = nil) {
        var places: [String: [String: Int]] = [:]
        var sectors: [Sector: Int] = [:]
        for one in whereabouts {
            if let place = one.place { places[place.likeness, default: [:]][place, default: 0] += 1 }
            if let sector = one.sector { sectors[sector, default: 0] += 1 }
        }
        let groups = places.values.map { spellings in
            // As most of them write it.
            let name = spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            return (name: name, count: spellings.values.reduce(0, +))
        }
        let told = groups.filter { $0.count >= Self.few }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
            .prefix(Self.most)
        self.init(
            followers: followers, places: told.map { Group($0.name, $0.count) },
            sectors: sectors.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
                .map { Group($0.key.rawValue, $0.value) },
            hasOthers: told.count < groups.count)
    }
}

/// Where somebody follows from, as they say themselves.
package struct Whereabouts: Hashable, Sendable {
    package let place: String?
    package let sector: Sector?

    package init(place: String? = nil, sector: Sector? = nil) {
        self.place = place
        self.sector = sector
    }
}

/// For whom somebody speaks, as they say themselves.
package enum Sector: String, Hashable, Sendable, Codable, CaseIterable {
    case publicSector = "public-sector"
    case privateSector = "private-sector"
    case civilSociety = "civil-society"
    case academia, media
    /// Nobody but themselves.
    case individual
    case other
}
