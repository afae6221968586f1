import Foundation
import Proceedings
import Publishing
import Testing

/// Words come from strangers: no form may read them as anything but words.
@Suite struct `Hostile words` {
    static let corpus = [
        "</script><script>alert(1)</script>", "--> <!-- ]]>", "\" onmouseover=\"alert(1)",
        "\"\u{301} onclick=alert(1) x=\"",
        "<\u{338}img src=x onerror=alert(1)>", "{{title}} {{{linked}}} {{>record/page}} {time}",
        "&lt;b&gt; &amp; &#60;",
        "\u{202E}gnp.exe \u{2066}x\u{2069}", "🏴󠁧󠁢󠁷󠁬󠁳󠁿👩🏽‍🔧", "a\u{0}b\u{7}c\u{9F}d\u{FFFE}e",
        "line\r\nbreak\u{2028}and\u{85}more",
        "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "a\"b,c\r\n=d", "'", "# head", "1. list",
        "- [ ] list", "```", "~~~", "    code", "***", "===", "[a](javascript:alert(1))", "<https://example.org>",
        "![x](y)",
        "https://example.org/_a_", "\\", "$(rm -rf)", String(repeating: "ab", count: 2_000), "İıŞğ ß ﬁ", "ok",
    ]

    static func transcript(_ words: String) throws -> Transcript {
        let plan = Meeting(
            title: words, objective: words, intendedOutput: words, place: words,
            agenda: [AgendaItem(number: 1, title: words, presenter: words)], strands: [words])
        let text = InlineText([
            .text(words), .strong([.text(words)]), .emphasis([.text(words)]),
            .link([.text(words)], address: "https://example.org/\(words)"),
            .link([.text("script")], address: "javascript:alert(1)"),
        ])
        let lines: [Line.Body] = [
            .planned(plan), .speakerAdded(Speaker(name: words, role: words, organisation: words)), .opened,
            .itemTakenUp(1), .topic(text, level: 2), .speech(text, speaker: words), .summary(text), .scene(text),
            .decision(text), .disagreement(text), .feedback(text), .action(text, owner: words, due: words), .closed,
        ]
        let entries = lines.enumerated().map { Entry(Position($0 + 1), at: SampleMeeting.start, Line($1)) }
        return Transcript(
            entries: entries,
            sealed: [SealedEntry(position: Position(1), header: Array(words.utf8), salt: [1], body: [0xFF])],
            address: SampleMeeting.address, slug: "h", record: RecordID("h"),
            checkpoint: Checkpoint(size: 1, note: "\(words)\n"), verifierKey: words, publisher: words)
    }

    /// Names of tags and attributes in order, without their values and the words between.
    private func skeleton(_ page: String) -> [String] {
        let plain = page.replacing(/(?s)<script.*?<\/script>/, with: "<script>")
        return plain.matches(of: /<[!\/a-zA-Z][^>]*>/).map { String($0.output).replacing(/"[^"]*"/, with: "") }
    }

    @Test(arguments: corpus) func `change nothing in a page but its words`(words: String) throws {
        // Given the same meeting with harmless and with hostile words
        let harmless = try Shelf.print(Self.transcript("plain"), as: .html)
        let page = try Shelf.print(Self.transcript(words), as: .html)
        // Then the two pages have the same elements and attributes, but for links that were no addresses and breaks
        let ignored = ["<br>", "<a href= rel=>", "</a>"]
        #expect(skeleton(page).filter { !ignored.contains($0) } == skeleton(harmless).filter { !ignored.contains($0) })
        #expect(!page.contains("href=\"javascript:"))
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        // And what search engines read is JSON
        let linked = try #require(page.firstMatch(of: /(?s)<script type="application\/ld\+json">(.*?)<\/script>/))
        _ = try JSONSerialization.jsonObject(with: Data(linked.1.utf8))
    }

    @Test(arguments: corpus) func `change nothing in XML but its words`(words: String) throws {
        for form in [Form.akomaNtoso, .sayIt, .tei] {
            // Given the same meeting with harmless and with hostile words
            let harmless = try Shelf.print(Self.transcript("plain"), as: form)
            let document = try Shelf.print(Self.transcript(words), as: form)
            // Then the two have the same elements and attributes, but for links that were no addresses
            let ignored = ["<a href=>", "</a>", "<ref target=>", "</ref>"]
            #expect(
                skeleton(document).filter { !ignored.contains($0) }
                    == skeleton(harmless).filter { !ignored.contains($0) })
            #expect(!document.contains("javascript:alert(1)\""))
            // And every character is one that XML carries, every & the first of a reference
            #expect(document.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" })
            #expect(
                !document.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) || $0.value & 0xFFFE == 0xFFFE })
            let escapes = /&(amp|lt|gt|quot|#9|#10);/.matchingSemantics(.unicodeScalar)
            let bare = document.replacing(escapes, with: "")
            #expect(!bare.unicodeScalars.contains("&"))
        }
    }

    @Test(arguments: corpus) func `come back unchanged from JSON`(words: String) throws {
        struct Document: Decodable {
            struct Line: Decodable { let id: String, text: String }
            let lines: [Line]
        }
        let document = try Shelf.print(Self.transcript(words), as: .json)
        let read = try JSONDecoder().decode(Document.self, from: Data(document.utf8))
        let line = try #require(read.lines.first { $0.id == "l7" })
        #expect(line.text.unicodeScalars.elementsEqual((words + words + words + words + "script").unicodeScalars))
        for row in try Shelf.print(Self.transcript(words), as: .jsonl).split(separator: "\n") {
            _ = try JSONSerialization.jsonObject(with: Data(row.utf8))
        }
    }

    @Test(arguments: corpus) func `start no formula and break no row of the table`(words: String) throws {
        let table = try Shelf.print(Self.transcript(words), as: .csv)
        let rows = cells(table)
        #expect(rows.count == 4)
        for row in rows {
            #expect(row.count == 12)
            for cell in row.dropFirst() {
                let first = cell.trimmingCharacters(in: .whitespaces).unicodeScalars.first
                #expect(first.map { !"=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell)")
            }
        }
    }

    @Test(arguments: corpus) func `cannot begin a heading, list or code in Markdown`(words: String) throws {
        let document = try Shelf.print(Self.transcript(words), as: .markdown)
        let harmless = try Shelf.print(Self.transcript("plain"), as: .markdown)
        func starts(_ text: String) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
                line.prefixMatch(of: /#+ |- |\d+[.)] |```|~~~|>|\* |\+ |(\*\*\*|===|---)\s*$/).map { String($0.0) }
            }
        }
        #expect(starts(document) == starts(harmless))
    }

    @Test(arguments: corpus) func `end no cue, start none and open no tag of a track`(words: String) throws {
        for form in [Form.notesTrack, .chapters] {
            let file = try Shelf.print(Self.transcript(words), as: form)
            let harmless = try Shelf.print(Self.transcript("plain"), as: form)
            func shape(_ file: String) -> [String] {
                file.components(separatedBy: "\n\n").flatMap { block in
                    block.split(separator: "\n").enumerated().compactMap { place, line in
                        if place == 0 || line.contains("-->") { return String(line) }
                        let tags = line.matches(of: /<\/?[a-z]+/).map { String($0.output) }.joined()
                        return tags.isEmpty ? nil : tags
                    }
                }
            }
            #expect(shape(file) == shape(harmless))
            #expect(!file.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        }
    }

    /// RFC 4180, read back.
    private func cells(_ table: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var scalars = Array(table.unicodeScalars.dropFirst())[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    cell.unicodeScalars.append(scalar)
                } else if scalars.first == "\"" {
                    cell.append("\""); scalars.removeFirst()
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                row.append(cell)
                cell = ""
            } else if scalar == "\r", scalars.first == "\n" {
                scalars.removeFirst()
                rows.append(row + [cell])
                (row, cell) = ([], "")
            } else {
                cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }
}
