import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `When a next step is due` {
    private func due(_ said: String, at now: Instant = .afternoon, zone: String = "Europe/London") throws -> String? {
        let plan = Meeting(title: "M", timeZone: zone)
        let chamber = Chamber(replaying: Entry.run([.planned(plan), .opened]))
        guard case .action(_, _, let due) = try chamber.body(typing: "/next write \(said)", at: now) else {
            Issue.record("no action")
            return nil
        }
        return due
    }

    @Test(arguments: [
        ("by 26 March", "2027-03-26"), ("by 21 September", "2026-09-21"), ("by 20 September", "2027-09-20"),
        ("by 22 September.", "2026-09-22"), ("by 1st Oct", "2026-10-01"), ("by 3rd October 2026", "2026-10-03"),
        ("by 31 december", "2026-12-31"), ("by 1 JANUARY", "2027-01-01"), ("by 26 March 2019", "2019-03-26"),
        ("by 2026-12-01", "2026-12-01"), ("by 2026-12-1", "2026-12-01"), ("to be sent by post by 5 May", "2027-05-05"),
    ])
    func `a day is the next such day, a year given is kept`(said: String, expected: String) throws {
        #expect(try due(said) == expected)
    }

    @Test(arguments: [
        ("Ionawr", 1), ("Chwefror", 2), ("Mawrth", 3), ("Ebrill", 4), ("Mai", 5), ("Mehefin", 6), ("Gorffennaf", 7),
        ("Awst", 8), ("Medi", 9), ("Hydref", 10), ("Tachwedd", 11), ("Rhagfyr", 12),
    ])
    func `months may be Welsh`(name: String, month: Int) throws {
        let year = month <= 9 ? 2027 : 2026
        let day = "\(year)-\(month < 10 ? "0" : "")\(month)-03"
        #expect(try due("by 3 \(name)") == day)
        #expect(try due("i’w anfon erbyn 3 \(name)") == day)
    }

    @Test func `the day is one of the meeting's zone`() throws {
        // Given half past eleven on 30 June in UTC, when it is 1 July in London and 30 June in New York
        let night = Instant.utc(2026, 6, 30, 23, 30)
        // Then 30 June is over in London and still to come in New York
        #expect(try due("by 30 June", at: night) == "2027-06-30")
        #expect(try due("by 30 June", at: night, zone: "America/New_York") == "2026-06-30")
        #expect(try due("by 1 July", at: night) == "2026-07-01")
        // And on New Year's Eve the year changes where the meeting is
        let eve = Instant.utc(2026, 12, 31, 12)
        #expect(try due("by 1 January", at: eve) == "2027-01-01")
        #expect(try due("by 31 December", at: eve, zone: "Pacific/Kiritimati") == "2027-12-31")
        // And a minute around midnight decides
        #expect(try due("by 9 March", at: .utc(2026, 3, 9, 23, 59)) == "2026-03-09")
        #expect(try due("by 9 March", at: .utc(2026, 3, 10, 0, 0)) == "2027-03-09")
    }

    @Test func `29 February is the next one there is`() throws {
        #expect(try due("by 29 February") == "2028-02-29")
        #expect(try due("by 29 Feb", at: .utc(2028, 2, 29)) == "2028-02-29")
        #expect(try due("by 29 Feb", at: .utc(2028, 3, 1)) == "2032-02-29")
        #expect(try due("by 29 Feb", at: .utc(2096, 3, 1)) == "2104-02-29")
        #expect(try due("by 29 February 2027") == nil)
        #expect(try due("by 2028-02-29") == "2028-02-29")
    }

    @Test(arguments: [
        "by 31 April", "by 30 February", "by 0 March", "by 32 March", "by 2026-13-01", "by 2026-00-10", "by 2026-02-30",
        "by 99999999999999 March", "by 9223372036854775807 March 9223372036854775807", "by 9223372036854775807-1-1",
        "by 2026-9223372036854775807-9223372036854775807", "by 26 March 26", "by 26 March 99999", "by Friday",
        "by 26", "by March", "by 26 Mch", "by 26 March next year", "by ²6 March", "by the end of 26 March",
        "by ٢٦ March",
        "by 26 March 2027 or so",
    ])
    func `what is no day leaves the date open`(said: String) throws {
        #expect(try due(said) == nil)
    }

    @Test func `the last by counts, and only at the end`() throws {
        #expect(try due("by 26 March or by 27 March") == "2027-03-27")
        #expect(try due("by 26 March, as agreed by all") == nil)
        #expect(try due("by 26 March neu erbyn 27 Mawrth") == "2027-03-27")
        #expect(try due("erbyn 26 Mawrth or by Friday") == nil)
    }

    @Test(arguments: [
        ("Dilys to write", "Dilys"), ("Ada van Ng to write", nil), ("Ada Van Der Ng to write", "Ada Van Der Ng"),
        ("A B C D E to write", nil), ("to write", nil), ("Ada\nNg to write", nil), ("We need Ada to write", nil),
        ("Élodie to write to Bo", "Élodie"),
    ])
    func `an owner is up to four capitalised words`(words: String, owner: String?) throws {
        guard case .action(_, let found, _) = try Chamber.holding().body(typing: "/next \(words)") else {
            Issue.record("no action")
            return
        }
        #expect(found == owner)
    }

    @Test(arguments: [
        ("Dilys Owen i ysgrifennu", "Dilys Owen", "Dilys Owen"), ("do i ysgrifennu at Bo", "Dilys Owen", "Dilys Owen"),
        ("Mair Puw i fynd to Bala", nil, "Mair Puw"), ("Tell Ada what Dilys and i said", nil, nil),
        ("Llythyr i bawb", nil, "Llythyr"), ("rhywun i ysgrifennu", nil, nil), ("Mair to ysgrifennu", "Mair", "Mair"),
        ("Mair Ann to go i Bala", "Mair Ann", "Mair Ann"),
    ])
    func `in Welsh an owner stands before i, known to the meeting or in a meeting in Welsh`(
        words: String, owner: String?, inWelsh: String?
    ) throws {
        for (language, expected) in [("en", owner), ("cy", inWelsh)] {
            let plan = Meeting(title: "M", language: Language(language) ?? .english)
            let speaker = Line.Body.speakerAdded(.dilys)
            let chamber = Chamber(replaying: Entry.run([.planned(plan), speaker, .opened]))
            guard case .action(_, let found, _) = try chamber.body(typing: "/next \(words)") else {
                Issue.record("no action")
                return
            }
            #expect(found == expected, "\(words) in \(language)")
        }
    }
}
