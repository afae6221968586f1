import Foundation
import Proceedings
import Publishing
import Testing

@Suite struct `A page of a static site` {
    static let map: SiteMap = {
        var map = SiteMap(house: "https://notes.example.org")
        map.meetings = ["lamps"]
        map.series = ["canals"]
        map.records = ["01h"]
        map.papers = ["canals": [3: "3-Brêf one.pdf"]]
        return map
    }()

    @Test(arguments: [
        ("/", "../../index.html"), ("/m/lamps", "../../m/lamps/index.html"),
        ("/m/lamps/record", "../../m/lamps/index.html"), ("/m/lamps/lines/41", "../../m/lamps/index.html#l41"),
        ("/m/lamps#n41", "../../m/lamps/index.html#l41"), ("/m/lamps/questions/4", "../../m/lamps/index.html#q4"),
        ("https://notes.example.org/m/lamps/record.akn.xml", "../../m/lamps/record.akn.xml"),
        ("/m/lamps/summary", "../../m/lamps/summary.html"), ("/s/canals", "../../s/canals/index.html"),
        ("/s/canals/board?as=attendee#point3", "#point3"),
        ("/s/canals/papers/3", "../../s/canals/papers/3-Br%C3%AAf%20one.pdf"),
        ("/s/canals/meetings/2/calendar.ics", "../../s/canals/meetings/2/calendar.ics"),
        ("/tlog/01h/checkpoint", "../../tlog/01h/checkpoint"),
        ("/assets/styles/base.css", "../../assets/styles/base.css"),
        ("/m/other", "https://notes.example.org/m/other"),
        ("/m/lamps/console", "https://notes.example.org/m/lamps/console"),
        ("/join", "https://notes.example.org/join"), ("https://example.org/m/lamps", "https://example.org/m/lamps"),
        ("//example.org/m/lamps", "https://notes.example.org//example.org/m/lamps"), ("#top", "#top"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ])
    func `leads to what is beside it, and for all else to the house`(address: String, expected: String) {
        let page = "<a class=\"x\" href=\"\(address)\">words href=&quot;/m/lamps&quot;</a>"
        let rewritten = StaticPage(at: "s/canals/board.html", in: Self.map).rewritten(Array(page.utf8))
        #expect(
            String(decoding: rewritten, as: UTF8.self)
                == "<a class=\"x\" href=\"\(expected)\">words href=&quot;/m/lamps&quot;</a>")
    }

    @Test func `keeps the address to cite, and every byte that is no address`() {
        let page =
            "<link rel=\"canonical\" href=\"https://notes.example.org/m/lamps/record\"><p title=\"/m/lamps\">\"/\"\u{0}\" src=\"</p>"
        #expect(StaticPage(at: "index.html", in: Self.map).rewritten(Array(page.utf8)) == Array(page.utf8))
    }

    @Test(arguments: `Hostile words`.corpus) func `takes no words for an address`(words: String) throws {
        let typeset = try Shelf.press().set(`Hostile words`.transcript(words + "\" href=\"/m/lamps\""))
        let page = try Shelf.press().publish(typeset, as: .html).bytes
        let other = StaticPage(at: "m/h/index.html", in: SiteMap(house: "https://elsewhere.example.org")).rewritten(
            page)
        #expect(other == page)
    }
}

@Suite struct `Files of a static site` {
    @Test func `come out of their parcel as they went in`() throws {
        let parts: [(name: String, files: [SiteFile])] = [
            ("a", [SiteFile("m/a/index.html", [1, 10, 2]), SiteFile("m/a/record.md", [])]),
            ("b", [SiteFile("x", [10])]),
        ]
        let unpacked = try SiteParcel.unpacked(SiteParcel.packed(parts))
        #expect(unpacked == ["a": parts[0].files, "b": parts[1].files])
    }

    @Test(arguments: [
        "../x", "/etc/passwd", "m//x", "m/../../x", ".hidden", "m/.git/config", "", "m/x\\y", "m/x\u{0}", "m/x\n",
    ])
    func `are never written elsewhere`(path: String) {
        #expect(!SiteFile.isSafe(path))
        #expect(throws: (any Error).self) { try SiteParcel.unpacked(SiteParcel.packed([("a", [SiteFile(path, [1])])])) }
    }

    @Test func `are refused where any of them is cut short`() {
        let parcel = SiteParcel.packed([("a", [SiteFile("x", Array(repeating: 7, count: 40))])])
        for length in 0..<parcel.count {
            #expect(throws: (any Error).self) { try SiteParcel.unpacked(Array(parcel.prefix(length))) }
        }
    }
}

@Suite struct `Words that are looked for` {
    @Test func `are small and without accents, as finding.js makes them`() {
        #expect(SearchWords.words(in: "Dŵr, dwr! Ŵy a'r Gŵyl-3") == ["dwr", "wy", "a", "r", "gwyl", "3"])
        #expect(SearchWords.words(in: " … ") == [])
        #expect(
            ["dwr", "a", "4b", "ab", "мир", "水", "aß"].map(SearchWords.shard) == [
                "dw", "a_", "4b", "ab", "u0008", "u00d8", "a_",
            ])
    }

    @Test(arguments: `Hostile words`.corpus) func `make an index of JSON alone, in files of plain names`(
        words: String
    ) throws {
        let typeset = try Shelf.press().set(`Hostile words`.transcript(words))
        let files = SearchFiles.files(of: typeset)
        let listed = String(decoding: files[1].bytes, as: UTF8.self).split(separator: "\n")
        let index = SearchFiles.index(of: [.init(slug: "h", title: words, day: "1 May 2014")], words: [listed])
        for file in [files[0]] + index {
            #expect(SiteFile.isSafe(file.path))
            #expect(file.path.wholeMatch(of: #/search/(lines|words)/[a-z0-9_-]+\.js|search/catalogue\.js/#) != nil)
            let script = String(decoding: file.bytes, as: UTF8.self)
            let call = try #require(script.wholeMatch(of: #/(?s)openFloorArchive\.[a-z]+\((.*)\);\n/#))
            _ = try JSONSerialization.jsonObject(with: Data("[\(call.1)]".utf8))
        }
    }
}
