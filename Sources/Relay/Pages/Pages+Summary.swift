import Publishing

extension Pages {
    /// "Where we have got to".
    ///
    /// - Parameter slug: Of the meeting.
    func summary(_ summary: Summary, of slug: String) -> [UInt8] {
        render(
            "summary", title: phrases.say("summary_title", ["title": summary.title]),
            [
                "meetingTitle": summary.title, "lead": summary.lead, "base": "/m/\(slug)",
                "series": summary.series.map { ["address": $0.address, "title": $0.title] as Slots } as Any? ?? false,
                "checkpoint": summary.checkpoint as Any? ?? false,
                "parts": summary.parts.map { part in
                    [
                        "kind": part.kind, "heading": part.heading, "none": part.none, "tick": Self.tick(part.kind),
                        "isEmpty": part.points.isEmpty,
                        "points": part.points.map { point in
                            [
                                "words": point.words, "about": point.about as Any? ?? false, "address": point.address,
                                "label": point.label, "language": point.language as Any? ?? false,
                            ] as Slots
                        },
                    ] as Slots
                },
            ])
    }

    /// The sign on the time rail of such moments.
    private static func tick(_ kind: String) -> String {
        switch kind {
        case "agreed": "agree"
        case "board": "item"
        case "disputed": "differ"
        case "next": "next"
        default: "ask"
        }
    }
}
