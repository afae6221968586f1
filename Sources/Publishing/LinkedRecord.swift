import Proceedings

/// What search engines read: schema.org `Event` and `LiveBlogPosting`, the outcomes as its updates.
struct LinkedRecord {
    private let outline: Outline

    init(_ outline: Outline) { self.outline = outline }

    /// Safe inside a `script` element: no `<` is left in it.
    var json: String {
        JSONText.object([
            ("@context", .string("https://schema.org")), ("@graph", .array([event, posting])),
        ]).compact
    }

    private var address: String { outline.transcript.address }

    private var event: JSONText {
        let meeting = outline.meeting
        let times = outline.minutes.times
        let isImported = outline.transcript.isImported
        return .sparse([
            ("@type", .string("Event")), ("@id", .string(address + "#event")), ("name", .string(meeting.title)),
            ("description", .string(meeting.objective)),
            ("startDate", .string((isImported ? nil : times.opened).map(outline.clock.local) ?? announced)),
            ("endDate", .string(isImported ? nil : times.closed.map(outline.clock.local))),
            ("eventStatus", .string("https://schema.org/EventScheduled")),
            ("eventAttendanceMode", .string("https://schema.org/MixedEventAttendanceMode")),
            ("inLanguage", .string(meeting.language.tag)), ("isAccessibleForFree", .bool(true)),
            ("location", .array(places)), ("organizer", organisation),
        ])
    }

    /// A day only, where no time was announced.
    private var announced: String? {
        outline.meeting.startsAt.map {
            outline.clock.isMidnight($0) ? outline.clock.date($0) : outline.clock.local($0)
        }
    }

    private var places: [JSONText] {
        let room = outline.meeting.place.map { place in
            JSONText.object([
                ("@type", .string("Place")), ("name", .string(place)), ("address", .string(place)),
            ])
        }
        let online = JSONText.object([("@type", .string("VirtualLocation")), ("url", .string(address))])
        return [room, online].compactMap(\.self)
    }

    private var organisation: JSONText {
        .object([("@type", .string("Organization")), ("name", .string(outline.transcript.publisher))])
    }

    private var posting: JSONText {
        let times = outline.minutes.times
        return .sparse([
            ("@type", .string("LiveBlogPosting")), ("@id", .string(address + "#record")),
            ("url", .string(address)), ("headline", .string(outline.meeting.title)),
            ("about", .object([("@id", .string(address + "#event"))])),
            ("publisher", organisation),
            ("datePublished", .string(times.closed.map(outline.clock.local))),
            ("coverageStartTime", .string(times.opened.map(outline.clock.local))),
            ("coverageEndTime", .string(times.closed.map(outline.clock.local))),
            ("liveBlogUpdate", .array(outline.lines.map(\.line).filter(isOutcome).map(update))),
        ])
    }

    private func isOutcome(_ line: PrintedLine) -> Bool {
        !line.isGone && (line.note.isKeyMoment || line.note.kind.phrase != nil)
    }

    private func update(_ line: PrintedLine) -> JSONText {
        .sparse([
            ("@type", .string("BlogPosting")), ("@id", .string(outline.transcript.address(of: line.note.position))),
            ("headline", .string(outline.label(line) ?? outline.phrases(.keyMoment))),
            ("datePublished", .string(outline.clock.local(line.note.acceptedAt))),
            ("inLanguage", .string(line.language)),
            ("articleBody", .string(line.words.plain)),
        ])
    }
}
