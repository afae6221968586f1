import Procedure
import Testing

@Suite struct `Sentences that are said in several languages` {
    @Test func `what is put in is known apart from the words around it`() {
        // Given a rule within a sentence
        let rule: Sentence = "1 to \(6)"
        let sentence: Sentence = "“\("prompt")” must be \(rule)."
        // Then a program reads it whole, and a catalogue knows it by its form
        #expect(sentence.words == "“prompt” must be 1 to 6.")
        #expect((sentence.form, rule.form) == ("“{1}” must be {2}.", "1 to {1}"))
        #expect(sentence.blanks == [.words("prompt"), .sentence(rule)])
    }

    @Test func `words that look like a blank are words`() {
        let typed = "{2} {1} {x} {"
        let sentence: Sentence = "“\(typed)” is no purpose, nor is “\("vote")”."
        #expect(sentence.words == "“{2} {1} {x} {” is no purpose, nor is “vote”.")
        #expect(
            Sentence.filled("Nid “{2}”, nid “{1}” {3} {x}", [typed, "vote"])
                == "Nid “vote”, nid “{2} {1} {x} {” {3} {x}")
    }

    @Test func `two that read the same are the same`() {
        let some: Sentence = "1 to \(6)"
        #expect(some == "1 to 6" && Set([some, "1 to 6"]).count == 1)
    }
}
