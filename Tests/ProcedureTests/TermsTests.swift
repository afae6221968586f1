import Procedure
import Proceedings
import Testing

@Suite struct `Words that are explained` {
    /// A glossary that explains these; and one that is asked for, and not explained.
    private func terms(_ names: String...) -> Terms {
        let acts: [Series.Act] =
            [.wordAsked(1, term: "memorandum")]
            + names.enumerated().map { .wordExplained($0 + 2, Glossary.Explanation(term: $1, text: "In plain words.")) }
        return Terms(
            Ledger(
                acts.enumerated().map {
                    Entry(Position($0 + 1), at: Instant(milliseconds: 0), Line(.series($1), by: .linkPerson))
                }
            ).glossary)
    }

    private func found(_ terms: Terms, in texts: String...) -> [String] { terms.occurring(in: texts).map(\.term) }

    @Test(
        arguments: [
            ("The DPIA comes first.", true), ("a dpia", true), ("(DPIA)", true), ("“DPIA”", true), ("DPIA", true),
            ("the DPIA’s owner", true), ("DPIA-led", true), ("DPIAs", false), ("preDPIA", false), ("DPIA2", false),
            ("DPI A", false), ("éDPIA", false), ("DPIA\u{301}", false), ("", false),
        ])
    func `a term is found as a whole word, whatever the case`(text: String, isFound: Bool) {
        #expect(found(terms("DPIA"), in: text) == (isFound ? ["DPIA"] : []))
    }

    @Test func `of terms within terms the longer counts, and the shorter where it stands alone`() {
        let terms = terms("data", "data controller", "data controller agreement")
        #expect(found(terms, in: "Who is the data controller?") == ["data controller"])
        #expect(found(terms, in: "The data controllers met.") == ["data"])
        #expect(found(terms, in: "A data controller agreement, then data.") == ["data", "data controller agreement"])
    }

    @Test func `gaps may be wide, and a line may end within a term`() {
        #expect(found(terms("data  controller"), in: "The data\n controller") == ["data  controller"])
    }

    @Test func `letters that are not English, and terms with signs in them, are found too`() {
        #expect(found(terms("Straße"), in: "in der STRASSE", "in der straße") == ["Straße"])
        #expect(found(terms("R&D", "C++"), in: "Our r&d is in C++, mostly.") == ["C++", "R&D"])
        #expect(found(terms("C++"), in: "C and C++11") == [])
        #expect(found(terms("İstanbul"), in: "in İSTANBUL") == ["İstanbul"])
    }

    @Test func `they come once each in the order of the alphabet, from all the texts`() {
        let terms = terms("Zeal", "angle", "Middle")
        #expect(found(terms, in: "zeal and zeal", "an angle") == ["angle", "Zeal"])
    }

    @Test func `a word that is only asked for is not found`() {
        #expect(terms().isEmpty)
        #expect(found(terms("angle"), in: "the memorandum") == [])
    }

    @Test func `a term that opens where another ended is found`() {
        #expect(found(terms("AI", "ethics"), in: "AI AI ethics") == ["AI", "ethics"])
    }

    @Test func `a link person explains and drops words, and may ask a series for nothing else`() {
        let permitted = SeriesCommand.Kind.allCases.filter { $0.permitted.contains(.linkPerson) }
        #expect(Set(permitted) == [.explain, .dropWord])
        #expect(!Command.Kind.allCases.contains { $0.permitted.contains(.linkPerson) })
    }
}
