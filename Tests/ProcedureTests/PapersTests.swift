import Procedure
import Proceedings
import TestSupport
import Testing

@Suite struct `What may be a paper` {
    private static let odt =
        [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 16) + [8, 0, 0, 0]
        + Array("mimetypeapplication/vnd.oasis.opendocument.textPK".utf8)

    @Test func `is told by its bytes`() throws {
        #expect(try PaperContents.kind(of: Array("%PDF-1.7".utf8), named: "x.txt") == .pdf)
        #expect(try PaperContents.kind(of: Self.odt, named: "x") == .odt)
        #expect(try PaperContents.kind(of: Array("# Grüße\r\n\t".utf8), named: "A.MD") == .markdown)
        #expect(try PaperContents.kind(of: Array("Words".utf8), named: "a.b.txt") == .text)
    }

    private static let others: [([UInt8], String)] = [
        ([], "a.pdf"), (Array(" %PDF-".utf8), "a.pdf"), (Array("<html>".utf8), "a.html"), (Array("Words".utf8), "a"),
        (Array("a,b".utf8), "a.csv"), ([0xFF, 0xFE, 0x61, 0], "a.txt"), ([0x61, 0], "a.txt"), ([0x1B], "a.md"),
        ([0xC2, 0x85], "a.txt"), ([0xC3], "a.txt"), (Array("MZ".utf8) + [0x90], "a.txt"), ([0x7F], "a.txt"),
        (odt.dropLast(2) + Array("-template".utf8), "a.odt"), (Array(odt.dropLast(1)), "a.odt"),
        (odt.prefix(8) + [8] + odt.dropFirst(9), "a.odt"), (odt.prefix(28) + [4] + odt.dropFirst(29), "a.odt"),
    ]

    @Test(arguments: others) func `or refused with what to do`(bytes: [UInt8], name: String) {
        #expect(throws: Refusal.self) { try PaperContents.kind(of: bytes, named: name) }
    }

    @Test(arguments: [
        ("Draft 1.pdf", "Draft 1.pdf"), ("/etc/passwd", "passwd.pdf"), (#"C:\x\y.docx.PDF"#, "y.docx.pdf"),
        ("..", "paper.pdf"),
        ("", "paper.pdf"), (".pdf", "paper.pdf"), ("a\u{202E}fdp.exe", "afdp.exe.pdf"), ("a\r\nb\0.pdf", "ab.pdf"),
        ("a/", "a.pdf"),
        ("\u{FEFF}- x -.txt", "x.pdf"), (#"a"b<c>|?*.md"#, "abc.pdf"), ("Über\u{200B} uns.odt", "Über uns.pdf"),
        ("...  ", "paper.pdf"),
    ])
    func `is called what steers no machine`(name: String, cleaned: String) {
        #expect(PaperContents.name(name, of: .pdf) == cleaned)
        #expect(PaperContents.name(cleaned, of: .pdf) == cleaned)
    }

    @Test func `has a name that file systems take`() {
        let name = PaperContents.name(String(repeating: "ü👩‍👩‍👧", count: 100), of: .markdown)
        #expect(name.utf8.count <= 200 && name.hasSuffix(".md"))
    }
}

@Suite struct `Time to read` {
    private static let day: Int64 = 86_400_000

    private static func at(_ days: Double) -> Instant { Instant(milliseconds: Int64(days * Double(day)) + 40 * day) }

    private func ledger(
        readBy: String? = nil, standing: ScheduledMeeting.Standing = .confirmed, cameOn day: Double = 0, minutes: [Int?]
    ) -> Ledger {
        var acts: [(Series.Act, Instant)] = [
            (.planned(Series(title: "S", timeZone: "UTC")), Self.at(-20)),
            (.meetingScheduled(1, ScheduledMeeting(title: "1", startsAt: Self.at(6.5))), Self.at(-20)),
            (
                .meetingScheduled(
                    2, ScheduledMeeting(title: "2", startsAt: Self.at(10.5), readBy: readBy, standing: standing)),
                Self.at(-20)
            ),
        ]
        for (place, one) in minutes.enumerated() {
            acts.append(
                (
                    .paperAdded(
                        place + 1, Paper(meeting: 2, title: "P", address: "https://x.example/\(place)", minutes: one)),
                    Self.at(place == minutes.count - 1 ? day : -10)
                ))
        }
        return Ledger(
            acts.enumerated().map {
                Entry(Position($0 + 1), at: $1.1, Line(.series($1.0), by: .organiser, audience: .everyone))
            })
    }

    private func warnings(_ ledger: Ledger, on day: Double = 1) -> [ReadingTime.Warning]? {
        ReadingTime(of: 2, in: ledger, at: Self.at(day))?.warnings
    }

    @Test func `a meeting without papers needs none`() {
        #expect(warnings(ledger(minutes: [])) == nil)
    }

    @Test func `half an hour a day is enough, or it is not, to the minute`() {
        // Ten whole days from the last paper to the meeting; four since the meeting before.
        #expect(warnings(ledger(minutes: [90, 30])) == [])
        #expect(warnings(ledger(minutes: [90, 31])) == [.gapIsShort(days: 4)])
        #expect(warnings(ledger(minutes: [300])) == [.gapIsShort(days: 4)])
        #expect(warnings(ledger(minutes: [300, 1])) == [.cameLate(days: 10), .gapIsShort(days: 4)])
        #expect(warnings(ledger(cameOn: 10.4, minutes: [1])) == [.cameLate(days: 0)])
        #expect(warnings(ledger(cameOn: 11, minutes: [1])) == [.cameLate(days: 0)])
    }

    @Test func `papers that do not say how long they take are counted apart`() {
        let reading = ReadingTime(of: 2, in: ledger(minutes: [nil, 45, nil]), at: Self.at(1))
        #expect(reading?.unsaid == 2 && reading?.minutes == 45 && reading?.days == 2 && reading?.warnings == [])
    }

    @Test func `the day to have read by is before the meeting, and still to come`() {
        // Day 10 is 20 February 1970, the meeting's.
        #expect(warnings(ledger(readBy: "1970-02-19", minutes: [1]), on: 9.9) == [])
        #expect(warnings(ledger(readBy: "1970-02-19", minutes: [1]), on: 10.1) == [.readByIsOver("1970-02-19")])
        #expect(warnings(ledger(readBy: "1970-02-20", minutes: [1])) == [.readByIsLate("1970-02-20")])
    }

    @Test func `nothing is warned of once it has begun, or is not to be`() {
        #expect(warnings(ledger(minutes: [900]), on: 10.5) == [])
        #expect(warnings(ledger(standing: .cancelled, minutes: [900])) == [])
    }

    @Test func `a new title is no new paper, a new address is`() {
        var ledger = ledger(cameOn: 0, minutes: [60])
        func add(_ position: Int, _ title: String, _ address: String, on day: Double) {
            ledger.take(
                Entry(
                    Position(position), at: Self.at(day),
                    Line(
                        .series(.paperAdded(1, Paper(meeting: 2, title: title, address: address, minutes: 60))),
                        by: .organiser)))
        }
        add(5, "Q", "https://x.example/0", on: 9.9)
        #expect(warnings(ledger) == [])
        add(6, "Q", "https://x.example/new", on: 9.9)
        #expect(warnings(ledger) == [.cameLate(days: 0)])
    }

    @Test func `files of a series have an end`() throws {
        let most = 10_485_760
        var entries = [
            Entry(Position(1), at: Self.at(0), Line(.series(.planned(Series(title: "S"))), by: .organiser)),
            Entry(
                Position(2), at: Self.at(0),
                Line(.series(.meetingScheduled(1, ScheduledMeeting(title: "1"))), by: .organiser)),
        ]
        func paper(_ size: Int) -> Paper {
            Paper(
                meeting: 1, title: "P",
                file: Paper.File(digest: String(repeating: "0", count: 64), name: "a.pdf", type: .pdf, size: size))
        }
        for number in 1...20 {
            entries.append(
                Entry(
                    Position(number + 2), at: Self.at(0),
                    Line(.series(.paperAdded(number, paper(most))), by: .organiser)))
        }
        let book = SeriesBook(replaying: entries)
        let author = Participant(id: "a", role: .organiser)
        #expect(throws: Refusal.self) { try book.ruling(on: .addPaper(nil, paper(1)), from: author, at: .afternoon) }
        #expect(throws: Refusal.self) {
            try book.ruling(on: .addPaper(3, paper(most + 1)), from: author, at: .afternoon)
        }
        #expect(
            try book.ruling(on: .addPaper(3, paper(1)), from: author, at: .afternoon).body
                == .series(.paperAdded(3, paper(1))))
    }
}
