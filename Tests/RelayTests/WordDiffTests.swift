import Testing

@testable import Relay

@Suite struct `What changed in a line` {
    private static func shown(_ old: String, _ new: String) -> String {
        WordDiff(from: old, to: new).parts.map { part in
            switch part.change {
            case .kept: part.words
            case .removed: "[-\(part.words)]"
            case .added: "[+\(part.words)]"
            }
        }.joined()
    }

    @Test(arguments: [
        ("In 2013 it began.", "In 2012 it began.", "In [-2013] [+2012] it began."),
        ("Same words", "Same words", "Same words"),
        ("", "All new", "[+All new]"), ("All gone", "", "[-All gone]"),
        ("One two three", "One three", "One [-two] three"), ("One three", "One two three", "One [+two] three"),
        ("A timetable", "A timetable by May", "A timetable [+by May]"),
        ("It will be.", "It will be!", "It will be[-.] [+!]"),
        ("The old words here", "Some entirely new text", "[-The old words here] [+Some entirely new text]"),
        ("Dŵr  glân", "Dŵr glân", "Dŵr[-  ] [+ ]glân"),
    ])
    func `words are struck and added where they stand`(old: String, new: String, expected: String) {
        #expect(Self.shown(old, new) == expected)
    }

    @Test func `nothing of either text is lost, however long they are`() {
        let old = (0..<3000).map { "word\($0)" }.joined(separator: " ")
        let parts = WordDiff(from: old, to: old + " more").parts
        #expect(parts.filter { $0.change == .removed }.map(\.words) == [old])
        #expect(parts.filter { $0.change == .added }.map(\.words) == [old + " more"])
    }
}
