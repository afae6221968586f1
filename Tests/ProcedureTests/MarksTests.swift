import Foundation
import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `Marks in a line` {
    private typealias Span = InlineText.Span

    private static func link(_ address: String) -> Span { .link([.text(address)], address: address) }

    private static let table: [(String, [Span])] = [
        ("plain", [.text("plain")]), ("**a**", [.strong([.text("a")])]), ("*a*", [.emphasis([.text("a")])]),
        ("a *b* c **d** e", [.text("a "), .emphasis([.text("b")]), .text(" c "), .strong([.text("d")]), .text(" e")]),
        ("***a***", [.strong([.emphasis([.text("a")])])]),
        ("**a *b***", [.strong([.text("a "), .emphasis([.text("b")])])]),
        ("*a **b***", [.emphasis([.text("a "), .strong([.text("b")])])]),
        ("**a***b*", [.strong([.text("a")]), .emphasis([.text("b")])]),
        ("*a***b**", [.emphasis([.text("a")]), .strong([.text("b")])]),
        ("2 * 3 * 4", [.text("2 * 3 * 4")]), ("*a", [.text("*a")]), ("a**", [.text("a**")]), ("* a*", [.text("* a*")]),
        ("*a *", [.text("*a *")]), ("**", [.text("**")]), ("****", [.text("****")]),
        ("*a\nb*", [.text("*a"), .lineBreak, .text("b*")]),
        ("*a\\\nb*", [.text("*a\\"), .lineBreak, .text("b*")]), ("\\*a\\*", [.text("*a*")]), ("\\\\", [.text("\\")]),
        ("\\a", [.text("\\a")]), ("*a\\*b*", [.emphasis([.text("a*b")])]),
        ("a\n\nb", [.text("a"), .lineBreak, .lineBreak, .text("b")]),
        ("[a](https://x)", [.link([.text("a")], address: "https://x")]),
        ("[a https://y b](https://x)", [.link([.text("a https://y b")], address: "https://x")]),
        ("[**https://y**](https://x)", [.link([.strong([.text("https://y")])], address: "https://x")]),
        ("[**a** b](mailto:a@b.c)", [.link([.strong([.text("a")]), .text(" b")], address: "mailto:a@b.c")]),
        ("see https://x.org/a_(b).", [.text("see "), link("https://x.org/a_(b"), .text(").")]),
        ("[a](https://x/b_(c\\)) d", [.link([.text("a")], address: "https://x/b_(c)"), .text(" d")]),
        ("[see https://x.org]", [.text("[see "), link("https://x.org"), .text("]")]),
        ("(http://x.org)", [.text("("), link("http://x.org"), .text(")")]), ("xhttps://y", [.text("xhttps://y")]),
        ("https://", [.text("https://")]), ("https\\://x", [.text("https://x")]),
        ("https://a\"b", [link("https://a"), .text("\"b")]),
        ("https://a<b>", [link("https://a"), .text("<b>")]),
    ]

    @Test(arguments: table)
    func `marks are read as the page says`(typed: String, expected: [InlineText.Span]) {
        #expect(InlineText(marked: typed).spans == expected)
    }

    @Test(arguments: [
        "[a](javascript:alert(1))", "[a](JaVaScRiPt:x)", "[a](data:text/html,x)", "[a](//evil)", "[a](/path)",
        "[a](https://)",
        "[a](ht\ntps://x)", "[a](https://x y)", "[a](https://x\"onclick=)", "[a](<https://x>)", "[a](vbscript:x)",
        "[](https:)",
        "[a](\u{1}https://x)", "[a]( https://x)", "[a](file:///etc/passwd)", "[a](ftp://x)",
    ])
    func `an address that is not plainly one never becomes a link to it`(typed: String) {
        for span in InlineText(marked: typed).spans {
            if case .link(_, let address) = span {
                #expect(InlineText.isAddress(address) && address.hasPrefix("https://x"))
            }
        }
    }

    @Test func `depth is bounded, and nothing is lost on the way down`() {
        // Given links and strong words nested far beyond what the reader follows
        let levels = 60
        let text =
            (0..<levels).map { $0 % 2 == 0 ? "**a\($0) *b " : "*c\($0) **d " }.joined() + "x"
            + String(repeating: "**", count: 90)
        // When it is read
        let read = InlineText(marked: text)
        // Then it is shallow, and every word is there
        #expect(Self.depth(read.spans) <= 5)
        for level in 0..<levels { #expect(read.plain.contains("\(level % 2 == 0 ? "a" : "c")\(level)")) }
    }

    @Test(arguments: [
        "*", "[", "](", "**", "***", "* ", "*a ", "**a ", "[a](", "[a](x", "[a](x)", "[](", "[[a](javascript:x)", "\\",
        "\\*", "http", "http.",
        "http://", "http://`", "https://x ", "*a\n", "(", "]", "**a*", "*a**", "[*", "[**a](https://x)", "\u{301}",
        "👩‍👩‍👧‍👦*", "[a](https://x)",
    ])
    func `4000 bytes of nothing but marks are read, and again from what they were written as`(piece: String) {
        let text = String(repeating: piece, count: 4000 / piece.utf8.count)
        let read = InlineText(marked: text)
        #expect(InlineText(marked: read.marked) == read)
        #expect(read.plain.unicodeScalars.count <= text.unicodeScalars.count)
    }

    @Test(arguments: ["**https://*Intd **]d ***c***", "**https://*a *b***", "*https://a.b/*c d **e***", "https://x/*"])
    func `a star in an address is no mark to what stands around it`(typed: String) {
        // Given words in which a bare address has a star; found by fuzzing
        let read = InlineText(marked: typed)
        // When they are written, then they read the same
        #expect(InlineText(marked: read.marked) == read, "written as \(read.marked.debugDescription)")
    }

    @Test(arguments: 0..<12)
    func `any text read, written and read again is the same`(round: Int) {
        // Given random texts of marks, words, addresses, emoji, right-to-left, combining and formatting characters
        let seed = UInt64(0x0f10_0000 + round)
        var dice = Dice(seed: seed)
        let pieces = [
            "*", "*", "**", "***", "[", "]", "](", "(", ")", "\\", "\\", " ", " ", "\n", "a", "b", "word", "Ünï", "…",
            "#", "+", "-", ":", "/", ".", ",",
            "https://x", "http://a.b/c?d=e&f", "httpS://x", "HTTPS://y", "mailto:a@b.c", "https://x/*", "://", "http",
            "\"", "<", ">", "`", "'",
            "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇬", "🇧", "é", "e\u{301}", "\u{301}", "שלום", "مرحبا", "\u{202e}", "\u{200d}", "\u{200b}",
            "\u{600}", "\u{fe0f}", "\u{20e3}", "한", "\t",
        ]
        for _ in 0..<400 {
            let text = dice.text(of: pieces, most: 24)
            // When it is read and written
            let read = InlineText(marked: text)
            let again = InlineText(marked: read.marked)
            // Then reading that gives the same tree
            #expect(
                again == read, "seed \(seed): \(text.debugDescription) was written as \(read.marked.debugDescription)")
            // And so do words without marks, written with them
            let words = text.trimmingCharacters(in: .whitespacesAndNewlines).filter { !$0.isNewline }
            let plain = InlineText(marked: InlineText(plain: words).marked)
            #expect(
                plain.plain == words.trimmingCharacters(in: .whitespacesAndNewlines),
                "seed \(seed): \(words.debugDescription)")
            #expect(plain.spans.count <= 1)
        }
    }

    @Test func `what a replacement leaves can be written and read again`() {
        // Given random lines and random replacements, with a space kept between marks
        let seed: UInt64 = 0x0f11
        var dice = Dice(seed: seed)
        let pieces = [
            "**bold** ", "*soft* ", "plain ", "[label](https://x.org/y) ", "https://z.org ", "two words ", "a\nb ",
            "é👩‍👩‍👧‍👦 ",
        ]
        let olds = ["bold", "soft", "o", "plain ", "label", "two", "words", "a", "é", "b", "so", "old"]
        let news = ["", "x", "a longer text", "*", "**y**", "[", "https://n.org", "\n", " ", "e\u{301}", "\\", "()"]
        for _ in 0..<3000 {
            let read = InlineText(marked: dice.text(of: pieces, most: 6))
            let (old, new) = (dice.pick(olds), dice.pick(news))
            guard let changed = read.replacing(old, with: new) else { continue }
            #expect(
                InlineText(marked: changed.marked) == changed,
                "seed \(seed): \(read.marked.debugDescription) s/\(old)/\(new.debugDescription)/ \(changed.spans)")
        }
    }

    @Test(arguments: ["*xx**a** b*", "***a*xx***b*", "*xx*a", "**xx** *a*"])
    func `marks that come to touch when words between them go give way to the words`(typed: String) throws {
        let changed = try #require(InlineText(marked: typed).replacing("xx", with: ""))
        #expect(changed.plain == typed.filter { !"*x".contains($0) }.trimmingCharacters(in: .whitespaces))
        #expect(InlineText(marked: changed.marked) == changed)
    }

    @Test(arguments: ["x\0", "\0", "x\u{AD}", "\u{200B}", "bxy"]) func `what stands nowhere is not replaced`(
        old: String
    ) {
        #expect(InlineText(marked: "bx\n\nbSet").replacing(old, with: "") == nil)
    }

    private static func depth(_ spans: [InlineText.Span]) -> Int {
        1
            + (spans.map { span in
                switch span {
                case .text, .lineBreak: 0
                case .strong(let inner), .emphasis(let inner), .link(let inner, _): depth(inner)
                }
            }.max() ?? 0)
    }
}
