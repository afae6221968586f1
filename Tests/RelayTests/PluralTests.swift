import Testing

@testable import Relay

@Suite struct `Plural rules` {
    private static let polish = [
        "plural_one": "i = 1 and v = 0 @integer 1",
        "plural_few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14 @integer 2~4, 22~24",
        "plural_many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
    ]

    @Test func `give every number its form, as CLDR has them`() throws {
        let polish = try Plural.Rules(Self.polish)
        #expect(
            [0, 1, 2, 4, 5, 12, 14, 21, 22, 100, 104, 112].map(polish.form) == [
                .many, .one, .few, .few, .many, .many, .many, .many, .few, .many, .few, .many,
            ])
        let arabic = try Plural.Rules([
            "plural_zero": "n = 0", "plural_one": "n = 1", "plural_two": "n = 2", "plural_few": "n % 100 = 3..10",
            "plural_many": "n % 100 = 11..99",
        ])
        #expect(
            [0, 1, 2, 3, 10, 11, 99, 100, 103].map(arabic.form) == [
                .zero, .one, .two, .few, .few, .many, .many, .other, .few,
            ])
        #expect(try Plural.Rules(["plural_one": "i = 0,1"]).form(of: -1) == .one)
        #expect(try Plural.Rules([:]).form(of: 1) == .other)
    }

    @Test(arguments: [
        "", "n", "n = ", "n = 3..2", "n % 0 = 1", "x = 1", "n = 1 or", "n is 1", "n = 99999999999999999999",
    ])
    func `are refused where they are none`(text: String) {
        #expect(throws: PluralRule.Fault.self) { try Plural.Rules(["plural_few": text]) }
    }
}
