import Foundation
import Proceedings
import Testing

@testable import Recorder

@Suite struct Searching {
    let scratch: Scratch
    let index: SearchIndex

    init() throws {
        scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.place, withIntermediateDirectories: true)
        index = SearchIndex(in: scratch.place)
    }

    private func keep(
        _ lines: [Searched.Line], of record: RecordID = .plenary, state: String = "1", heldAt: Instant = .noon
    ) async throws {
        try await index.keep(
            Searched(
                record: record, state: state, slug: "m-\(record.text.suffix(4))", title: "Open meeting",
                timeZone: "Europe/London", heldAt: heldAt, lines: lines))
    }

    private func found(_ typed: String, _ change: (inout SearchQuery) -> Void = { _ in }) async throws -> [Int] {
        var query = SearchQuery(typed)
        change(&query)
        return try await index.find(query).hits.map(\.number)
    }

    @Test(arguments: [
        ("dwr", "Mae’r dŵr yn lân."), ("dŵr", "Mae’r dwr yn lân."), ("DW\u{302}R", "Mae’r dŵr yn lân."),
        ("ynys mon", "Ynys Môn"), ("ŷd", "Yd a gwenith"), ("yd", "Yd a gwenith"), ("môr*", "Y moroedd"),
        ("naïve", "naive"), ("Łódź*", "łódź"), ("日本", "東京は日本の首都"), ("4b", "clause 4B"), ("can't", "We can’t."),
        ("data-sharing", "Data sharing"), ("STRASSE", "Strasse"), ("ﬁnd", "find"), ("soft\u{AD}ware", "Software"),
    ])
    func `marks, capitals and how words are written make no difference`(typed: String, said: String) async throws {
        try await keep([.said(said, 1), .said("Something else altogether", 2)])
        #expect(try await found(typed) == [1])
    }

    @Test func `all words must be there, quoted words together, and a star finds beginnings`() async throws {
        try await keep([
            .said("We agree on the dates.", 1), .said("The dates we agree on.", 2), .said("Agreement on dates", 3),
        ])
        #expect(try await found("agree dates") == [1, 2])
        #expect(try await found("\"the dates\"") == [1, 2])
        #expect(try await found("“agree on the dates”") == [1])
        #expect(try await found("agree* dates") == [1, 2, 3])
        #expect(try await found("\"on dat\"*") == [3])
        #expect(try await found("agree nothing") == [])
    }

    @Test(arguments: [
        "\"", "\"\"", "*", "AND", "a OR b", "NEAR(a b)", "words:x", "{words} : x", "-x", "^x", "(", ")", "x)", "a + b",
        "'; DROP TABLE line; --", "\u{0}", "\u{202E}abc", "👩‍👩‍👧", "a\"b*\"c*", "***", "“", "%", "_", "\\",
        String(repeating: "\"a b\" ", count: 60), String(repeating: "ŵ", count: 200),
    ])
    func `whatever is typed is looked for, and nothing of it is a command`(typed: String) async throws {
        try await keep([.said("and or near a b words x drop table line", 1)])
        for tail in ["", "*", "\""] { _ = try await found(typed + tail) }
    }

    @Test func `words in a row come first, then what was come to, then the newest`() async throws {
        let later = Instant.noon.advanced(byMilliseconds: 86_400_000)
        try await keep([.said("the dates we agree", 1), .said("agree, and other dates", 2, .decision)])
        try await keep([.said("on dates they agree", 3), .said("agree dates", 4)], of: .other, heldAt: later)
        #expect(try await found("agree dates") == [4, 2, 3, 1])
        #expect(try await found("agree dates") { $0.order = .newest } == [3, 4, 1, 2])
    }

    @Test func `it is narrowed by kind, person, series and day`() async throws {
        var first = Searched(
            record: .plenary, state: "1", slug: "one", title: "One", timeZone: "Europe/London",
            heldAt: Instant(milliseconds: 1_401_404_340_000),  // 29 May 2014, 23:59 in London
            lines: [
                .said("light", 1, .decision), .said("light", 2, by: "Siân Owen"), .said("light", 3, by: "Sian OWEN"),
            ])
        first.series = Searched.Series(slug: "lamps", title: "Lamps")
        try await index.keep(first)
        try await keep([.said("light", 9)], of: .other, heldAt: Instant(milliseconds: 1_401_404_400_000))
        #expect(try await found("light") { $0.kind = .decision } == [1])
        #expect(try await found("") { $0.speaker = "sian-owen" } == [2, 3])
        #expect(try await found("light") { $0.series = "lamps" } == [1, 2, 3])
        #expect(try await found("light") { $0.to = SearchQuery.Day("2014-05-29") } == [1, 2, 3])
        #expect(try await found("light") { $0.from = SearchQuery.Day("2014-05-30") } == [9])
        #expect(try await found("light") { $0.series = "none" } == [])
        #expect(try await index.people(after: 0, limit: 9).some.map(\.lines) == [2])
        #expect(try await index.person("sian-owen")?.meetings == 1)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01T00:00", "２026-01-01"])
    func `a day that is none is refused`(text: String) { #expect(SearchQuery.Day(text) == nil) }

    @Test func `days are counted from 1970`() {
        #expect(SearchQuery.Day("1970-01-01")?.number == 0)
        #expect(SearchQuery.Day("2024-02-29")?.number == 19_782)
    }

    @Test func `what was looked for is marked among the words around it`() async throws {
        let long =
            (1...200).map { "word\($0)" }.joined(separator: " ") + " llif y dŵr "
            + String(repeating: "tail ", count: 90)
        try await keep([.said("Before", 1), .said(long, 2), .said("<b>After</b>", 3)])
        let hit = try #require(try await index.find(SearchQuery("y dwr")).hits.first)
        #expect(hit.excerpt.pieces.filter(\.isHit).map(\.words) == ["y dŵr"])
        #expect(hit.excerpt.isCutBefore && hit.excerpt.isCutAfter)
        #expect((hit.before, hit.after) == ("Before", "<b>After</b>"))
        let all = hit.excerpt.pieces.map(\.words).joined()
        #expect(long.contains(all) && all.split(separator: " ").count == 60)
    }

    @Test func `what is counted is bounded, and says so`() async throws {
        try await keep((1...1500).map { .said("the same", $0) })
        var query = SearchQuery("the same")
        query.page = 50
        let findings = try await index.find(query)
        #expect(findings.count == 1000 && findings.isMore)
        #expect(findings.hits.map(\.number) == Array(981...1000))
    }

    @Test func `what leaves a record leaves no byte in the file, while it is open`() async throws {
        // Given records whose lines hold words of their own
        try await keep((1...300).map { .said("zyxquorn\($0) Zanzibar owes \($0)", $0, by: "Quillfeather \($0 % 7)") })
        try await keep((1...300).map { .said("kept\($0) words", $0) }, of: .other)
        #expect(try scratch.holds("zyxquorn17") && scratch.holds("Quillfeather"))
        // When all but one line of it goes
        try await keep([.said("zyxquorn17 stays", 17)], state: "2")
        // Then nothing of the others is in any file, nor in fragments
        #expect(
            try !["Zanzibar", "zanzib", "anzibar", "uillfeather", "zyxquorn18", "quorn3"].contains(where: scratch.holds)
        )
        #expect(try await found("zyxquorn17") == [17])
        #expect(try await found("zanzibar") == [])
        // And when the record is forgotten, nothing is
        try await index.forget([.plenary])
        #expect(try !scratch.holds("yxquorn"))
        #expect(try await found("kept299") == [299])
        #expect(try FileManager.default.attributesOfItem(atPath: index.path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a file that is missing, damaged or of another version is made anew`() async throws {
        try await keep([.said("light", 1)])
        try await index.close()
        for damage in [Data("no database at all, but long enough to be read as one".utf8), nil] {
            try await index.close()
            try damage?.write(to: URL(fileURLWithPath: index.path))
            if damage == nil { try FileManager.default.removeItem(atPath: index.path) }
            #expect(try await index.known().isEmpty)
            try await keep([.said("light", 1)])
            #expect(try await found("light") == [1])
        }
    }
}

extension Searched.Line {
    fileprivate static func said(
        _ words: String, _ number: Int, _ kind: Searched.Kind = .speech, by speaker: String? = nil
    ) -> Self {
        Self(kind: kind, number: number, words: words, at: .noon, speaker: speaker, isNamed: speaker != nil)
    }
}
