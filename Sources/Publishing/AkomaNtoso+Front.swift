import Foundation
import Proceedings

// What the document says of itself: which work it is, whom and what it refers to, the page before the notes and after.
extension AkomaNtoso {
    var meta: XMLText {
        .element(
            "meta", [:],
            [
                .element("identification", ["source": "#openfloor"], [work, expression, manifestation]),
                .element("references", ["source": "#openfloor"], references),
            ])
    }

    private var work: XMLText {
        .element(
            "FRBRWork", [:],
            [
                .empty("FRBRthis", ["value": "\(address)/!main"]), .empty("FRBRuri", ["value": address]),
                .empty("FRBRalias", ["value": transcript.address, "name": "web"]),
                .empty("FRBRdate", ["date": day.date, "name": day.isRecorded ? "recorded" : "meeting"]),
                .empty("FRBRauthor", ["href": "#publisher", "as": "#author"]),
                .empty("FRBRcountry", ["value": phrases(.country)]),
            ])
    }

    private var expression: XMLText {
        .element(
            "FRBRExpression", [:],
            [
                .empty("FRBRthis", ["value": "\(edition)/!main"]), .empty("FRBRuri", ["value": edition]),
                .empty("FRBRdate", ["date": issued, "name": "publication"]),
                .empty("FRBRauthor", ["href": "#publisher", "as": "#editor"]),
                .empty("FRBRlanguage", ["language": language]),
            ])
    }

    private var manifestation: XMLText {
        .element(
            "FRBRManifestation", [:],
            [
                .empty("FRBRthis", ["value": "\(edition)/!main.xml"]), .empty("FRBRuri", ["value": "\(edition).akn"]),
                .empty("FRBRdate", ["date": issued, "name": "generation"]),
                .empty("FRBRauthor", ["href": "#openfloor", "as": "#editor"]),
            ])
    }

    private var references: [XMLText] {
        let host = Cast.encoded(transcript.host)
        func thing(_ element: String, _ name: String, _ href: String, _ shown: String) -> XMLText {
            .empty(element, [id: name, "href": href, "showAs": shown])
        }
        return [
            thing("TLCOrganization", "publisher", "/ontology/organization/\(host)/publisher", transcript.publisher)
        ]
            + cast.people.map { thing("TLCPerson", $0.id, $0.address, $0.name) }
            + Self.concepts.compactMap { kind in
                kind.phrase.map {
                    thing("TLCConcept", kind.rawValue, "/ontology/concept/openfloor/\(kind.rawValue)", phrases($0))
                }
            } + [
                thing("TLCObject", "openfloor", "/ontology/object/openfloor", "Open Floor"),
                thing("TLCRole", "author", "/ontology/role/akn/author", "Author"),
                thing("TLCRole", "editor", "/ontology/role/akn/editor", "Editor"),
            ]
    }

    private static let concepts: [Line.Kind] = [.decision, .disagreement, .action, .feedback, .pollClosed]

    /// What a line amounts to for the meeting, whoever noted it.
    static func concept(_ line: PrintedLine) -> Line.Kind? {
        guard !line.isGone else { return nil }
        return concepts.first { $0 == line.heading?.means?.kind ?? line.note.kind }
    }

    var preface: XMLText {
        let title = XMLText.mixed(
            "p", [:], [.words("docTitle", ["xml:lang": outline.titleLanguage], outline.meeting.title)])
        let date = XMLText.words(
            "docDate", ["date": day.date], day.words)
        let place = outline.meeting.place.map { [XMLText.text(", \($0)")] } ?? []
        let names = outline.attendeeNames
        let attendance =
            names.isEmpty ? phrases(.noAttendees) : "\(phrases(.attendees)): " + names.joined(separator: "; ")
        return .element(
            "preface", ["xml:lang": phrases(.language)],
            [title, .mixed("p", [:], [date] + place)]
                + ([transcript.publisher, outline.statement] + outline.purposes + [attendance]).map {
                    .words("p", [:], $0)
                })
    }

    var conclusions: XMLText {
        let checkpoint = transcript.checkpoint.map { Markdown.trimmed($0.note) } ?? outline.noCheckpoint
        return .element(
            "conclusions", ["xml:lang": phrases(.language)],
            [
                .words("p", [:], phrases(.verify)),
                .mixed(
                    "p", [:],
                    [.text("\(phrases(.address)): "), .words("a", ["href": transcript.address], transcript.address)]),
                .words("p", [:], checkpoint),
            ] + (transcript.verifierKey.map { [.words("p", [:], "\(phrases(.key)): \($0)")] } ?? []))
    }

    /// `/akn/gb/debate/2014-05-29/lamp-posts-3`
    private var address: String {
        "/akn/\(phrases(.country))/debate/\(day.date)/\(Cast.encoded(transcript.slug, keeping: ""))"
    }

    /// Of the words in one language, as published on a day.
    private var edition: String { "\(address)/\(language)@\(issued)" }

    private var day: Outline.DatedDay { outline.datedDay }

    private var issued: String { outline.minutes.times.closed.map(outline.clock.date) ?? day.date }

    /// Three letters (ISO 639-2), by the naming convention: `eng`.
    private var language: String {
        let tag = outline.meeting.language.tag
        return Locale.LanguageCode(String(tag.prefix { $0 != "-" })).identifier(.alpha3) ?? tag
    }
}
