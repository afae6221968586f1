import Proceedings
import Testing

@Suite struct `Words as people see them` {
    @Test func `whatever trimming takes away is not seen by itself either`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let word = String(Character(scalar))
            if word.trimmed.isEmpty { #expect(word.isBlank, "U+\(String(value, radix: 16))") }
        }
    }

    @Test(arguments: ["", " ", "\u{200B}", "\u{AD}", "\u{FEFF}\u{2060}", "\u{3164}", "\u{2800}", "\u{E0041}", "\r\n\t"])
    func `what has no shape is blank`(words: String) {
        #expect(words.isBlank)
    }

    @Test(arguments: ["a", "\u{200B}a", "👩‍👩‍👧", "ŵ", "\u{E5}", "1"])
    func `what has one is not`(words: String) {
        #expect(!words.isBlank)
    }

    @Test func `words are alike that differ in capitals or in what is not seen`() {
        #expect("Łódź".likeness == "łÓD\u{200B}Ź".likeness)
        #expect(" Rude\u{A0} word\u{2060} ".likeness == "rude word".likeness && "ab".likeness != "a b".likeness)
        #expect("a\u{200D}".likeness == "A".likeness && "a".likeness != "b".likeness)
    }

    @Test(
        arguments: [
            ("Dílys  ÔWEN", "dilys owen"), ("ŵyr", "wyr"), ("ﬁnance", "finance"), ("Ｆｕｌｌ", "full"), ("𝓓𝓪", "da"),
            ("x²", "x2"), ("d\u{AD}a\u{200B}mn", "damn"), ("a\u{20DD}", "a"), ("İstanbul", "istanbul"),
            ("plain ASCII", "plain ascii"),
            ("\u{301}", ""),
        ])
    func `bare words are alike whatever marks and forms their letters have`(words: String, bare: String) {
        #expect(words.bareLikeness == bare)
    }

    @Test func `letters of another alphabet are other letters`() {
        #expect("dаmn".bareLikeness != "damn".bareLikeness)  // the second is Cyrillic
    }
}
