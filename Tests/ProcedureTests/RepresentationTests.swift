import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Who came, against whom the organiser wants` {
    /// Rows by the sector's name.
    private func sectors(_ representation: Representation) -> [Sector: Representation.Row] {
        Dictionary(
            uniqueKeysWithValues: representation.sectors.compactMap { row in
                if case .sector(let sector) = row.group { (sector, row) } else { nil }
            })
    }

    private func told(_ people: [Sector: Int], from places: [String: Int] = [:]) -> Following {
        Following(
            people.flatMap { sector, count in Array(repeating: Whereabouts(sector: sector), count: count) }
                + places.flatMap { place, count in Array(repeating: Whereabouts(place: place), count: count) })
    }

    @Test func `shares are of those who said so, over all meetings, against what is wanted`() {
        let rows = sectors(
            Representation(
                targets: [
                    Series.Target(sector: .civilSociety, share: 30), Series.Target(sector: .publicSector, share: 40),
                    Series.Target(sector: .media, share: 5),
                ],
                following: [
                    told([.publicSector: 30, .civilSociety: 6]), told([.publicSector: 58, .civilSociety: 6]),
                ]))
        #expect(rows[.civilSociety]?.presence == .share(12) && rows[.civilSociety]?.verdict == .missing)
        #expect(rows[.publicSector]?.presence == .share(88) && rows[.publicSector]?.verdict == .present)
        #expect(rows[.media]?.presence == .nobody && rows[.media]?.verdict == .missing)
        // And who is neither there nor wanted has no row
        #expect(rows[.academia] == nil)
    }

    @Test func `whom nobody asked for is never missing`() {
        let representation = Representation(targets: [], following: [told([.media: 90, .academia: 5, .other: 1])])
        #expect(representation.sectors.count == 3)
        #expect(representation.sectors.allSatisfy { $0.verdict == nil && $0.wanted == nil })
        #expect(representation.missing.isEmpty)
    }

    @Test func `a group under five changes nothing by its number, so that no sum and no share tells it`() {
        let targets = [
            Series.Target(sector: .civilSociety, share: 30), Series.Target(sector: .academia, share: 20),
            Series.Target(sector: .media, share: 2), Series.Target(region: "Wales", share: 10),
        ]
        // Given two meetings; in one civil society and Wales have one to four people, and are the only small ones
        let seen = Set(
            (1...4).map { few in
                Representation(
                    targets: targets,
                    following: [
                        told([.academia: 9, .media: 10, .civilSociety: few], from: ["Leeds": 12, "Wales": few]),
                        told([.academia: 7, .civilSociety: 5], from: ["Leeds": 5]),
                    ])
            })
        // Then whatever their number, what is told is the same in every row, share and verdict
        #expect(seen.count == 1)
        // And where they never are five, no share is told at all
        let rows = sectors(
            Representation(targets: targets, following: [told([.academia: 9, .media: 10, .civilSociety: 4])]))
        #expect(rows[.civilSociety]?.presence == .few)
        // Nor do the others’ shares leave a remainder that is theirs: 4 of 23 would be 17 per cent
        #expect(rows[.academia]?.presence == .share(42) && rows[.media]?.presence == .share(47))
    }

    @Test func `a small group is missing only where it must be, however many it was`() {
        func verdict(_ wanted: Int, among others: Int) -> Representation.Verdict? {
            sectors(
                Representation(
                    targets: [Series.Target(sector: .civilSociety, share: wanted)],
                    following: [told([.publicSector: others, .civilSociety: 2])]))[.civilSociety]?.verdict
        }
        // At most 4 of 100
        #expect(verdict(5, among: 96) == .missing)
        #expect(verdict(4, among: 96) == .unclear)
        // And where nobody but a few said so, nothing is known of anybody’s share
        let representation = Representation(
            targets: [Series.Target(sector: .media, share: 10)], following: [told([.civilSociety: 3])])
        #expect(sectors(representation)[.media]?.verdict == .missing)
        #expect(sectors(representation)[.civilSociety]?.presence == .few)
        #expect(Representation(targets: [Series.Target(sector: .media, share: 10)], following: []).missing.isEmpty)
    }

    @Test
    func `a region is found however it is spelt, and one that may be among those not named is not called missing`() {
        let targets = [
            Series.Target(region: "WALES", share: 20), Series.Target(region: "Orkney", share: 30),
            Series.Target(region: "Kent", share: 1),
        ]
        let representation = Representation(
            targets: targets,
            following: [told([:], from: ["Wales": 20, "Leeds": 30, "Orkney": 2]), told([:], from: ["wales ": 10])])
        #expect(representation.regions.map(\.group) == ["Leeds", "WALES", "Kent", "Orkney"].map { .region($0) })
        #expect(representation.regions.map(\.verdict) == [nil, .present, .unclear, .missing])
        #expect(representation.regions.map(\.presence) == [.share(48), .share(48), .few, .few])
        #expect(representation.hasOtherRegions && representation.meetings == 2)
    }

    @Test func `only a closed meeting tells, and by the last that names groups`() {
        let groups = told([.media: 6])
        let lines: [Line.Body] = [.planned(Meeting(title: "First")), .opened, .followed(groups)]
        #expect(Minutes(Entry.run(lines)).toldFollowing == nil)
        #expect(Minutes(Entry.run(lines + [.closed])).toldFollowing == groups)
        let more = [Line.Body.followed(told([.media: 7])), .followed(Following(followers: 9)), .closed]
        #expect(Minutes(Entry.run(lines + more)).toldFollowing == told([.media: 7]))
    }
}
