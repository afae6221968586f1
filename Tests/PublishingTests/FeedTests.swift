import Foundation
import Proceedings
import Publishing
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct `The feeds` {
    private static let tag = "tag:notes.example.org,2014-05-01:01hxample"

    private func sample() throws -> Feed {
        try Shelf.press().feed(of: SampleMeeting.transcript(), tag: Self.tag, since: SampleMeeting.start)
    }

    private func feed(_ words: String, _ entries: Int = 1) -> Feed {
        Feed(
            id: Self.tag, title: words, publisher: words, language: "en", page: "https://notes.example.org",
            since: SampleMeeting.start,
            entries: (1...entries).map { number in
                let at = SampleMeeting.start.advanced(byMilliseconds: Int64(number) * 1_000)
                return Feed.Entry(
                    id: "\(Self.tag)/\(number)", title: words, address: "https://notes.example.org/m/h/lines/\(number)",
                    published: SampleMeeting.start, updated: at,
                    content: [.paragraph(words), .paragraph(words, language: words), .list([words, words])])
            })
    }

    private struct Document: Decodable {
        struct Item: Decodable { let id, url, title, contentHtml, datePublished, dateModified: String }
        let version, title, homePageUrl, feedUrl: String
        let items: [Item]
    }

    private func json(_ feed: Feed) throws -> Document {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Document.self, from: Data(feed.bytes(as: .json)))
    }

    @Test(arguments: Feed.Form.allCases) func `of a meeting read as their golden files`(form: Feed.Form) throws {
        try expectGolden(try sample().bytes(as: form), "meeting.feed.\(form.rawValue)")
    }

    @Test func `hold what was decided, disputed and to be done, what was marked, and nothing staff keeps`() throws {
        let items = try json(sample()).items
        let lines = Set(items.map { String($0.id.dropFirst(Self.tag.count + 1)) })
        #expect(lines == ["l14", "l16", "l18", "l24", "l25", "l59", "l60"])
        for form in Feed.Form.allCases {
            let text = String(decoding: try sample().bytes(as: form), as: UTF8.self)
            #expect(!text.contains("Only staff") && !text.contains("Wether") && !text.contains("should not have"))
        }
    }

    @Test func `say of a decision taken back that it was`() throws {
        // Given a decision, a key moment and a plain line that are taken back
        let bodies: [Line] = [
            Line(.planned(Meeting(title: "T"))), Line(.opened), Line(.decision(InlineText(plain: "Dim it."))),
            Line(.summary(InlineText(plain: "So it goes."))), Line(.keyMoment(of: Position(4))),
            Line(.summary(InlineText(plain: "Never news."))), Line(.retraction(of: Position(3))),
            Line(.retraction(of: Position(4))), Line(.retraction(of: Position(6))),
        ]
        let entries = bodies.enumerated().map { place, line in
            let at = SampleMeeting.start.advanced(byMilliseconds: Int64(place) * 60_000)
            return Entry(Position(place + 1), at: at, line)
        }
        let transcript = Transcript(
            entries: entries, sealed: [], address: SampleMeeting.address, slug: "t", record: RecordID("t"),
            publisher: "T")
        // When readers fetch the feed again
        let items = try json(
            Shelf.press().feed(of: transcript, tag: Self.tag, since: SampleMeeting.start)
        ).items
        // Then what they had is marked, newest change first
        #expect(items.map(\.id) == ["\(Self.tag)/l4", "\(Self.tag)/l3"])
        #expect(items.allSatisfy { $0.title.contains("taken back") && !$0.contentHtml.contains("it goes") })
        #expect(items.last?.dateModified == "2014-05-29T09:06:00Z")
    }

    @Test func `give the newest fifty`() throws {
        let items = try json(feed("x", 60)).items
        #expect(items.count == 50)
        #expect(items.first?.id == "\(Self.tag)/60")
        #expect(items.last?.id == "\(Self.tag)/11")
    }

    @Test func `without news are feeds all the same`() throws {
        let empty = Feed(
            id: Self.tag, title: "T", publisher: "P", language: "en", page: "https://notes.example.org",
            since: SampleMeeting.start, entries: [])
        let text = String(decoding: empty.bytes(as: .atom), as: UTF8.self)
        #expect(text.contains("<updated>2014-05-29T09:00:00Z</updated>"))
        #expect(try json(empty).items.isEmpty)
    }

    @Test(arguments: `Hostile words`.corpus) func `stay well formed whatever is said`(words: String) throws {
        // Given hostile words wherever words go
        let reader = Reader()
        let parser = XMLParser(data: Data(feed(words).bytes(as: .atom)))
        parser.delegate = reader
        // When they are parsed
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        // Then the elements are those RFC 4287 asks for, and no others
        #expect(
            reader.names == [
                "feed", "id", "title", "updated", "link", "link", "author", "name", "entry", "id", "title", "published",
                "updated", "link", "content",
            ])
        // And the content has our elements only
        let item = try #require(try json(feed(words)).items.first)
        let tags = item.contentHtml.matches(of: /<\/?[a-z]+/).map { String($0.output) }
        #expect(tags == ["<p", "</p", "<p", "</p", "<ul", "<li", "</li", "<li", "</li", "</ul"])
        #expect(reader.content == item.contentHtml)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var names: [String] = []
        var content = ""
        private var isContent = false

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
            attributes _: [String: String]
        ) {
            names.append(name)
            isContent = name == "content"
        }

        func parser(_: XMLParser, foundCharacters words: String) { if isContent { content += words } }

        func parser(
            _: XMLParser, didEndElement _: String, namespaceURI _: String?, qualifiedName _: String?
        ) { isContent = false }
    }
}
