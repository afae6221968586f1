import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `The speakers list` {
    private static let ada = Participant(id: "ada", role: .attendee)
    private static let bo = Participant(id: "bo", role: .attendee)

    private static func names(_ chamber: Chamber) -> [String] {
        chamber.minutes.speakersList.waiting.map { $0.wish?.name ?? "?" }
    }

    @Test func `room and remote wait in one list, replies before contributions, points of order before all`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.joinList(Turn.Wish(name: "Ada")), from: Self.ada)
        try chamber.write("q+ Mary (Southend) to say why")
        try chamber.write("qq+ Cai")
        try chamber.hear(.joinList(Turn.Wish(name: "Bo", kind: .pointOfOrder)), from: Self.bo)
        #expect(Self.names(chamber) == ["Bo", "Cai", "Ada", "Mary"])
        let mary = try #require(chamber.minutes.speakersList.waiting.last?.wish)
        #expect(mary.place == "Southend" && mary.about == "say why" && mary.isFromRoom)
    }

    @Test func `a walk-in without a device is queued, called and minuted by name`() throws {
        var chamber = Chamber.holding()
        try chamber.write("q+ Mary (Southend)", from: .facilitator)
        try chamber.write("ack next", from: .facilitator)
        #expect(chamber.minutes.speakersList.speaker?.wish?.name == "Mary")
        #expect(try chamber.body(typing: "Mary: We pay already.") == .speech("We pay already.", speaker: "Mary"))
    }

    @Test func `who was called a moment ago is not passed over by a second press`() throws {
        var chamber = Chamber.holding()
        for name in ["Ada", "Bo", "Cy"] { try chamber.write("q+ \(name)") }
        try chamber.hear(.call(nil, really: false))
        #expect(throws: Refusal.justCalled(1)) { try chamber.hear(.call(nil, really: false)) }
        try chamber.hear(.call(nil, really: false), at: .afternoon.advanced(byMilliseconds: 5_000))
        #expect(chamber.minutes.speakersList.speaking == 2)
        #expect(chamber.minutes.speakersList[1]?.spoken == 5_000)
    }

    @Test func `who left is not called, and one's own turn is only one's own`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.joinList(Turn.Wish(name: "Ada")), from: Self.ada)
        #expect(throws: Refusal.onTheList(1)) { try chamber.hear(.joinList(Turn.Wish()), from: Self.ada) }
        #expect(throws: Refusal.unknownTurn(1)) { try chamber.hear(.leaveList(1), from: Self.bo) }
        try chamber.hear(.leaveList(nil), from: Self.ada)
        #expect(throws: Refusal.unknownTurn(1)) { try chamber.hear(.call(1, really: false)) }
        #expect(throws: Never.self) { try chamber.hear(.joinList(Turn.Wish(name: "Ada")), from: Self.ada) }
    }

    @Test func `later puts last, and the beginning of a name is enough where it is one person's`() throws {
        var chamber = Chamber.holding()
        for name in ["Mary", "Martin", "Bo"] { try chamber.write("q+ \(name)") }
        try chamber.write("q- later mary")
        #expect(Self.names(chamber) == ["Martin", "Bo", "Mary"])
        #expect(throws: Refusal.self) { try chamber.write("q- ma") }
        try chamber.write("q- mart")
        #expect(Self.names(chamber) == ["Bo", "Mary"])
    }

    @Test func `a closed list takes points of order only, and the next item opens it`() throws {
        var chamber = Chamber.holding(agenda: ["Welcome"])
        try chamber.write("close the queue", from: .facilitator)
        #expect(throws: Refusal.listClosed) { try chamber.hear(.joinList(Turn.Wish(name: "Ada")), from: Self.ada) }
        try chamber.hear(.joinList(Turn.Wish(name: "Ada", kind: .pointOfOrder)), from: Self.ada)
        try chamber.hear(.takeUp(number: 1))
        #expect(!chamber.minutes.speakersList.isClosed)
    }

    @Test func `the last word calls one, and closes the list without the others`() throws {
        var chamber = Chamber.holding()
        for name in ["Ada", "Bo", "Cy"] { try chamber.write("q+ \(name)") }
        try chamber.hear(.lastWord(2))
        let list = chamber.minutes.speakersList
        #expect(list.speaking == 2 && list.order.isEmpty && list.isClosed)
    }

    @Test func `a remark the voice has read is minuted as what a remote participant said`() throws {
        var chamber = Chamber.holding()
        try chamber.hear(.joinList(Turn.Wish(name: "Ada", remark: "We pay already.")), from: Self.ada)
        let lines = try chamber.hear(.readRemark(1), from: .acting(.voice))
        #expect(
            lines.map(\.body) == [
                .speech("We pay already.", speaker: "Ada (remote)"), .turnEnded(1),
            ])
        #expect(chamber.minutes.speakersList.turn(of: "ada") == nil)
    }

    @Test func `under a policy that withholds names the list has none, and which device waits is for staff`() throws {
        var chamber = Chamber.holding(attribution: .none)
        let lines = try chamber.hear(.joinList(Turn.Wish(name: "Ada", place: "Leeds")), from: Self.ada)
        #expect(lines.map(\.audience) == [.staff, .everyone])
        #expect(lines[1].body == .turnQueued(1, Turn.Wish()))
    }

    @Test func `what a stranger writes of their turn is for staff, and goes when they leave`() throws {
        var chamber = Chamber.holding()
        let wish = Turn.Wish(name: "Ada", about: "say why", remark: "We pay.")
        let lines = try chamber.hear(.joinList(wish), from: Self.ada)
        #expect(lines.map(\.body) == [.turnAsked(1, by: "ada", wish), .turnQueued(1, Turn.Wish(name: "Ada"))])
        #expect(lines.map(\.audience) == [.staff, .everyone])
        try chamber.hear(.leaveList(1))
        #expect(chamber.minutes.speakersList[1]?.told == nil)
    }

    @Test func `who speaks goes on while a remark is read out`() throws {
        var chamber = Chamber.holding()
        try chamber.write("q+ Mary")
        try chamber.hear(.call(nil, really: false))
        try chamber.hear(.joinList(Turn.Wish(name: "Ada", remark: "We pay.")), from: Self.ada)
        try chamber.hear(.readRemark(2), from: .acting(.voice))
        #expect(chamber.minutes.speakersList.speaking == 1 && chamber.minutes.speakersList.order.isEmpty)
    }
}
