package import Proceedings

/// What is new, for programs that follow many sites. Pure: the same entries give the same bytes.
package struct Feed: Sendable {
    /// The same for ever, whatever becomes of its address.
    let id: String
    let title: String
    let publisher: String
    /// Of the house's own words.
    let language: String
    /// Where people read it, without a slash at the end; the feed itself is at `/feed.atom` and `/feed.json` below it.
    let page: String
    /// When there was nothing in it yet.
    let since: Instant
    /// Newest first, at most `most`.
    let entries: [Entry]

    package static let most = 50

    package init(
        id: String, title: String, publisher: String, language: String, page: String, since: Instant, entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.publisher = publisher
        self.language = language
        self.page = page
        self.since = since
        let newest = entries.sorted { ($0.updated, $0.id) > ($1.updated, $1.id) }
        self.entries = Array(newest.prefix(Self.most))
    }

    /// One piece of news.
    package struct Entry: Hashable, Sendable {
        /// The same for ever; a reader that knows it shows what it says now in its place.
        let id: String
        let title: String
        /// Where it is read.
        let address: String
        let published: Instant
        /// Moves with what it says, and with nothing else.
        let updated: Instant
        /// In a sentence or two; `nil` where the content is as short.
        let summary: String?
        let content: [Block]

        package init(
            id: String, title: String, address: String, published: Instant, updated: Instant, summary: String? = nil,
            content: [Block]
        ) {
            self.id = id
            self.title = title
            self.address = address
            self.published = published
            self.updated = updated
            self.summary = summary
            self.content = content
        }
    }

    /// Words, not yet escaped.
    package enum Block: Hashable, Sendable {
        /// `language` where it is not that of the feed.
        case paragraph(String, language: String? = nil)
        case list([String])

        fileprivate var html: String {
            switch self {
            case .paragraph(let words, nil): "<p>\(Markup.escaped(words))</p>"
            case .paragraph(let words, let language?):
                "<p lang=\"\(Markup.escaped(language))\">\(Markup.escaped(words))</p>"
            case .list(let items): "<ul>" + items.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>"
            }
        }
    }

    /// The same where it is read elsewhere.
    package func moved(to page: String, entries move: (String) -> String) -> Feed {
        let entries = entries.map { entry in
            Entry(
                id: entry.id, title: entry.title, address: move(entry.address), published: entry.published,
                updated: entry.updated, summary: entry.summary, content: entry.content)
        }
        return Feed(
            id: id, title: title, publisher: publisher, language: language, page: page, since: since, entries: entries)
    }

    /// Atom 1.0 (RFC 4287), JSON Feed 1.1 (jsonfeed.org).
    package enum Form: String, CaseIterable, Sendable {
        case atom
        case json

        package var contentType: String {
            switch self {
            case .atom: "application/atom+xml; charset=utf-8"
            case .json: "application/feed+json; charset=utf-8"
            }
        }
    }

    package func bytes(as form: Form) -> [UInt8] {
        switch form {
        case .atom: Array(atom.utf8)
        case .json: Array((json.lines(depth: 2) + "\n").utf8)
        }
    }

    func address(_ form: Form) -> String { "\(page)/feed.\(form.rawValue)" }

    private var atom: String {
        let head = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(Markup.escaped(language))\">",
            element("id", id), element("title", title.unbroken),
            element("updated", Self.stamp(entries.map(\.updated).max() ?? since)),
            link("self", "application/atom+xml", address(.atom)), link("alternate", "text/html", page),
            "<author>\(element("name", publisher.unbroken))</author>",
        ]
        return (head + entries.map(atom) + ["</feed>"]).joined(separator: "\n") + "\n"
    }

    /// Content is HTML as text, which no reader takes for elements of the feed.
    private func atom(_ entry: Entry) -> String {
        let head = [
            "<entry>", element("id", entry.id), element("title", entry.title.unbroken),
            element("published", Self.stamp(entry.published)), element("updated", Self.stamp(entry.updated)),
            link("alternate", "text/html", entry.address),
        ]
        let summary = entry.summary.map { ["<summary type=\"text\">\(Markup.escaped($0.unbroken))</summary>"] } ?? []
        let content = ["<content type=\"html\">\(Markup.escaped(html(entry)))</content>", "</entry>"]
        return (head + summary + content).joined(separator: "\n")
    }

    private func element(_ name: String, _ words: String) -> String { "<\(name)>\(Markup.escaped(words))</\(name)>" }

    private func link(_ relation: String, _ type: String, _ address: String) -> String {
        "<link rel=\"\(relation)\" type=\"\(type)\" href=\"\(Markup.escaped(address))\"/>"
    }

    private func html(_ entry: Entry) -> String { entry.content.map(\.html).joined() }

    private var json: JSONText {
        .object([
            ("version", .string("https://jsonfeed.org/version/1.1")), ("title", .string(title.unbroken)),
            ("home_page_url", .string(page)), ("feed_url", .string(address(.json))),
            ("authors", .array([.object([("name", .string(publisher.unbroken))])])), ("language", .string(language)),
            ("items", .array(entries.map(item))),
        ])
    }

    private func item(_ entry: Entry) -> JSONText {
        .sparse([
            ("id", .string(entry.id)), ("url", .string(entry.address)), ("title", .string(entry.title.unbroken)),
            ("summary", .string(entry.summary?.unbroken)), ("content_html", .string(html(entry))),
            ("date_published", .string(Self.stamp(entry.published))),
            ("date_modified", .string(Self.stamp(entry.updated))),
        ])
    }

    private static func stamp(_ instant: Instant) -> String { WallClock(zone: "UTC", months: []).utc(instant) }
}
