import Publishing
import Testing

@Suite struct `Counted sentences` {
    @Test func `have six forms in Welsh, as CLDR has them`() {
        let forms = [0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 20, 100].map { Plural.of($0, in: "cy") }
        #expect(
            forms == [.zero, .one, .two, .few, .other, .other, .many, .other, .other, .other, .other, .other])
        #expect(Plural.forms(in: "cy") == [.zero, .one, .two, .few, .many, .other])
        #expect(Plural.of(2, in: "cy-GB") == .two)
    }

    @Test func `have two forms in English, and in a language nothing is known of`() {
        #expect([0, 1, 2, 21].map { Plural.of($0, in: "en") } == [.other, .one, .other, .other])
        #expect(Plural.forms(in: "en-GB") == [.one, .other] && Plural.of(1, in: "xx") == .one)
    }
}
