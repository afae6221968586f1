import Proceedings
import Testing

@Suite struct `Who follows from where` {
    private static func from(_ place: String?, _ sector: Sector? = nil, times: Int = 1) -> [Whereabouts] {
        Array(repeating: Whereabouts(place: place, sector: sector), count: times)
    }

    @Test func `a place is named from five people on, whatever the case, as most of them write it`() {
        let said = Self.from("Leeds", times: 3) + Self.from("leeds", times: 2) + Self.from("York", times: 4)
        let following = Following(said)
        #expect(following.places == [.init("Leeds", 5)])
        #expect(following.hasOthers)
    }

    @Test func `a small sector is a few, a larger one its number, most first`() {
        let said = Self.from(nil, .media, times: 4) + Self.from(nil, .academia, times: 6)
        let following = Following(said)
        #expect(following.sectors.map(\.name) == ["academia", "media"])
        #expect(following.sectors.map(\.count) == [6, nil])
        #expect(!following.hasOthers)
    }

    @Test func `no more than twenty places are named, those with most`() {
        let following = Following((1...25).flatMap { Self.from("Place \($0)", times: 4 + $0) })
        #expect(following.places.count == 20 && following.places.first == .init("Place 25", 29))
        #expect(following.hasOthers)
    }

    @Test func `nobody is nobody`() {
        #expect(Following([Whereabouts]()) == Following())
    }
}
