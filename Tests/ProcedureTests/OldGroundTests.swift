import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Old ground` {
    private static let board = OldGround(
        settledOf: SeriesBook.founded(settled: [
            "De-identified records may be used for statistics.",
            "Pilots of data sharing end by themselves after two years unless Parliament extends them.",
            "Every bulk share is listed in a public register.",
        ]).ledger)

    @Test(arguments: [
        ("Could de-identified records be used for our statistics?", [1]),
        ("I do not think that identified records should be used.", [1]),
        ("Could pilots go on after two years?", [2]),
        ("Sharing data for a pilot, which does not end by itself: should Parliament say for how many years?", [2]),
        ("A public register of shares", [3]),
        ("A register that the public reads: is every share listed?", [3]),
        ("PUBLIC REGISTERS: LISTED?", [3]),
        ("When Parliament extends pilots by years, their shares are listed in a public register.", [2, 3]),
        ("One pilot for two years", [2]), ("Which shares are in the register?", [3]),
    ])
    func `a settled point is found by the words it shares with what is said`(text: String, points: [Int]) {
        #expect(Self.board.touched(by: text).map(\.number) == points)
    }

    @Test(arguments: [
        ("I do not agree with point 3.", [3]), ("Point 1 again, please", [1]), ("points 2", [2]), ("POINT  3!", [3]),
        ("Points 1 and point 3", [1, 3]), ("point 30", []), ("point 9", []), ("3 points", []), ("appoint 3", []),
        ("point three", []), ("point 99999999999999999999", []),
    ])
    func `a settled point is found by its number`(text: String, points: [Int]) {
        #expect(Self.board.touched(by: text).map(\.number) == points)
    }

    @Test(arguments: [
        "", " ", "?", "Thanked those joining from outside London.", "Lunch is at one, in the public gallery.",
        "The records of the last meeting are published.", "Who pays for it after two years?",
        "What would that be used for?", "Should this be done unless they themselves say so?",
        "The sound in the hall failed for two minutes.", "We end at five.", "Data", "É", "statistics",
    ])
    func `nothing is found by chance`(text: String) {
        #expect(Self.board.touched(by: text).map(\.number) == [])
    }

    @Test func `what is not settled is nobody's old ground`() throws {
        // Given a point that is open, one that is only proposed, and one that was reopened
        var book = SeriesBook.founded(settled: ["Every bulk share is listed in a public register."])
        try book.hear(.propose(nil, .open("De-identified records may be used for statistics."), from: nil))
        try book.hear(.confirm(book.ledger.position, by: .facilitator))
        try book.hear(.propose(nil, .settled("Pilots end by themselves."), from: nil))
        try book.hear(.reopen(1, by: "Dilys", reason: "New law", at: nil))
        // Then none is found, by words or by number
        let ground = OldGround(settledOf: book.ledger)
        #expect(ground.isEmpty)
        for text in [
            "A public register, listed", "identified records used for statistics", "point 1, point 2, point 3",
        ] {
            #expect(ground.touched(by: text).isEmpty)
        }
        // And what is settled again is
        try book.settle(1, "Every bulk share is listed in a public register.")
        #expect(!OldGround(settledOf: book.ledger).isEmpty)
        #expect(OldGround(settledOf: book.ledger).touched(by: "point 1").map(\.number) == [1])
    }

    @Test func `an empty board has none`() {
        let ground = OldGround(settledOf: Ledger())
        #expect(ground.isEmpty && ground.touched(by: "point 1").isEmpty)
    }
}
