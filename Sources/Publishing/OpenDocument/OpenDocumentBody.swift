import Proceedings

/// What the document says, in the order of the record as text. Every line's words are inside a bookmark of its id.
struct OpenDocumentBody {
    typealias Markup = OpenDocumentMarkup
    let outline: Outline
    /// Languages other than the page's, in the order they are first spoken.
    private let languages: [String]

    init(_ outline: Outline) {
        self.outline = outline
        languages = outline.lines.compactMap(\.line.language).reduce(into: []) { known, tag in
            if !known.contains(tag) { known.append(tag) }
        }
    }

    var phrases: Phrases { outline.phrases }

    var content: Markup {
        let styles = languages.enumerated().map { place, tag in
            let language = OpenDocumentStyles.language(tag)
            return "<style:style style:name=\"Language\(place + 1)\" style:family=\"text\">"
                + "<style:text-properties \(language)/></style:style>"
        }
        let column =
            "<style:style style:name=\"Wide\" style:family=\"table\"><style:table-properties style:width=\"16.2cm\" "
            + "table:align=\"left\" fo:margin-bottom=\"0.3cm\"/></style:style>"
            + "<style:style style:name=\"Ruled\" style:family=\"table-cell\"><style:table-cell-properties "
            + "fo:padding=\"0.1cm\" fo:border-bottom=\"0.5pt solid #999999\"/></style:style>"
        let blocks =
            front + outline.sections.flatMap(body) + summaries + reports + themes + questions + polls + turns
            + audience + back
        return Markup("office:automatic-styles", [:], [Markup(ours: column + styles.joined())])
            + Markup(
                "office:body", [:],
                [Markup("office:text", [:], [Markup(ours: blocks.map(\.text).joined(separator: "\n"))])])
    }

    private var front: [Markup] {
        let facts = [outline.dayAndPlace, outline.transcript.publisher, outline.statement] + outline.purposes
        let names = outline.attendeeNames
        return [Markup("text:p", ["text:style-name": "Title"], [.words(outline.meeting.title)])]
            + facts.filter { !$0.isEmpty }.map { Markup("text:p", ["text:style-name": "Subtitle"], [.words($0)]) }
            + [heading(phrases(.attendees), level: 1)]
            + (names.isEmpty ? [paragraph(phrases(.noAttendees))] : [list(names.map { [.words($0.unbroken)] })])
    }

    private func body(_ section: Outline.Section) -> [Markup] {
        blocks(section, level: 1) + section.subsections.flatMap { blocks($0, level: 2) }
    }

    private func blocks(_ section: Outline.Section, level: Int) -> [Markup] {
        guard let head = section.heading else {
            return [heading(phrases(.notes), level: level)] + section.lines.map(paragraph)
        }
        let title = Markup(
            "text:h", ["text:style-name": "Heading_20_\(level)", "text:outline-level": "\(level)"],
            [marked(head.line), .words(" "), reference(head.line)])
        let below = [outline.purpose(of: head)].compactMap(\.self) + outline.emendationWords(head.line)
        return [title] + below.map(paragraph) + section.lines.map(paragraph)
    }

    private func paragraph(_ line: PrintedLine) -> Markup {
        var parts: [Markup] = []
        if let time = line.time, !time.isRepeated { parts.append(span("Time", [.words(time.wall)])) }
        parts.append(Markup("text:tab"))
        for label in outline.labels(line) { parts += [span("Mark", [.words(label)]), .words(" ")] }
        if let speaker = line.speaker { parts += [span("Speaker", [.words("\(speaker.unbroken):")]), .words(" ")] }
        let isScene = line.isOurs || line.note.kind == .scene
        parts.append(isScene ? span("Ours", [marked(line)]) : marked(line))
        if let assignment = outline.assignment(line) { parts.append(.words(" (\(assignment))")) }
        parts += [.words(" "), reference(line)]
        for words in outline.emendationWords(line) { parts.append(span("Ours", [.words(" \(words)")])) }
        return Markup("text:p", ["text:style-name": "Line"], parts)
    }

    /// A line's words between the ends of its bookmark.
    private func marked(_ line: PrintedLine) -> Markup { bookmark(line.id, spoken(line)) }

    func bookmark(_ id: String, _ inside: Markup) -> Markup {
        Markup("text:bookmark-start", ["text:name": id]) + inside + Markup("text:bookmark-end", ["text:name": id])
    }

    private func spoken(_ line: PrintedLine) -> Markup {
        let words = Markup(ours: Self.spans(line.words.spans, inLink: false).map(\.text).joined())
        guard let tag = line.language, let place = languages.firstIndex(of: tag) else { return words }
        return span("Language\(place + 1)", [words])
    }

    /// The address the line is read at for ever.
    private func reference(_ line: PrintedLine) -> Markup {
        link(to: outline.transcript.address(of: line.note.position), [span("Reference", [.words("[\(line.id)]")])])
    }

    func link(to address: String, _ inside: [Markup]) -> Markup {
        Markup("text:a", ["xlink:type": "simple", "xlink:href": address, "text:style-name": "Link"], inside)
    }

    func span(_ style: String, _ inside: [Markup]) -> Markup {
        Markup("text:span", ["text:style-name": style], inside)
    }

    func heading(_ words: String, level: Int, id: String? = nil) -> Markup {
        Markup(
            "text:h", ["text:style-name": "Heading_20_\(level)", "text:outline-level": "\(level)"],
            [id.map { bookmark($0, .words(words.unbroken)) } ?? .words(words.unbroken)])
    }

    func paragraph(_ words: String) -> Markup {
        Markup("text:p", ["text:style-name": "Standard"], [.words(words)])
    }

    func list(_ items: [[Markup]]) -> Markup {
        Markup(
            "text:list", ["text:style-name": "Dots"],
            items.map {
                Markup("text:list-item", [:], [Markup("text:p", ["text:style-name": "Item"], $0)])
            })
    }

    /// A line where it stands without those around it: its words once more, and the way back to them.
    func item(_ line: PrintedLine, ofGroup: Bool = true) -> [Markup] {
        [
            ofGroup ? .words(line.ofGroup) : nil, spoken(line),
            outline.assignment(line).map { .words(" (\($0))") }, .words(" "),
            link(to: "#\(line.id)", [span("Reference", [.words("[\(line.id)]")])]),
        ].compactMap(\.self)
    }

    /// A link inside a link is its words.
    private static func spans(_ spans: [InlineText.Span], inLink: Bool) -> [Markup] {
        spans.map { span in
            switch span {
            case .text(let words): return .words(words)
            case .strong(let inner):
                return Markup("text:span", ["text:style-name": "Strong"], Self.spans(inner, inLink: inLink))
            case .emphasis(let inner):
                return Markup("text:span", ["text:style-name": "Emphasis"], Self.spans(inner, inLink: inLink))
            case .link(let inner, let address):
                let words = Self.spans(inner, inLink: true)
                guard !inLink, InlineText.isSafe(address) else { return Markup(ours: words.map(\.text).joined()) }
                return Markup(
                    "text:a", ["xlink:type": "simple", "xlink:href": address, "text:style-name": "Link"], words)
            case .lineBreak: return Markup("text:line-break")
            }
        }
    }
}
