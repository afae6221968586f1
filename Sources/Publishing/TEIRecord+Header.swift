import Proceedings

// What the document says of itself, and of the people in it.
extension TEIRecord {
    var header: XMLText { .element("teiHeader", [:], [file, profile]) }

    private var file: XMLText {
        .element(
            "fileDesc", [:],
            [
                .element(
                    "titleStmt", [:], [.words("title", ["xml:lang": outline.titleLanguage], outline.meeting.title)]),
                .element("editionStmt", [:], [.words("edition", [:], outline.edition)]),
                .element("publicationStmt", [:], publication),
                .element("notesStmt", [:], notes),
                .element("sourceDesc", [:], [.element("bibl", [:], source)]),
            ])
    }

    private var publication: [XMLText] {
        [
            .words("publisher", [:], transcript.publisher),
            .words("date", ["when": outline.minutes.times.closed.map(outline.clock.date) ?? day.date], printedIssue),
            .words("idno", ["type": "URI"], transcript.address),
            .element("availability", [:], [.words("p", [:], outline.statement)]),
        ]
    }

    private var printedIssue: String { outline.minutes.times.closed.map(outline.clock.day) ?? day.words }

    /// Purposes, then what a reader needs to verify the record.
    private var notes: [XMLText] {
        outline.purposes.map { .words("note", ["type": "purpose"], $0) }
            + [.words("note", ["type": "checkpoint"], transcript.checkpoint?.note ?? outline.noCheckpoint)]
            + (transcript.verifierKey.map { [.words("note", ["type": "key"], $0)] } ?? [])
    }

    private var source: [XMLText] {
        [
            .words("title", ["xml:lang": outline.titleLanguage], outline.meeting.title),
            .words("date", ["when": day.date], day.words),
            .words("idno", ["type": "URI"], transcript.address),
        ]
    }

    private var profile: XMLText {
        let people = cast.people.map(person)
        let place = outline.meeting.place.map { [XMLText.words("name", ["type": "place"], $0)] } ?? []
        return .element(
            "profileDesc", [:],
            [
                .element("langUsage", [:], outline.languages.map { .words("language", ["ident": $0], $0) }),
                .element(
                    "settingDesc", [:],
                    [.element("setting", [:], place + [.words("date", ["when": day.date], day.words)])]),
            ] + (people.isEmpty ? [] : [.element("particDesc", [:], [.element("listPerson", [:], people)])]))
    }

    private func person(_ person: Cast.Person) -> XMLText {
        let speaker = person.speaker
        return .element(
            "person", ["xml:id": person.id],
            [.words("persName", [:], person.name)]
                + (speaker?.role.map { [.words("occupation", [:], $0)] } ?? [])
                + (speaker?.organisation.map { [.words("affiliation", [:], $0)] } ?? [])
                + [.words("idno", ["type": "URI"], person.address)])
    }

    private var day: Outline.DatedDay { outline.datedDay }
}
