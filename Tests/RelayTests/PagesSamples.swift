import Proceedings

/// A meeting of our own, as pages show it: written from the facts of an open policy-making day.
enum PagesSamples {
    static let start: Int64 = 1_773_309_600_000  // 2026-03-12T10:00:00Z

    static let meeting = Meeting(
        title: "Data sharing: third open meeting",
        objective: "Find out where opinion agrees and where it divides on three proposals.",
        intendedOutput: "A page per strand that shows what is agreed, what is disputed and what comes next.",
        startsAt: Instant(milliseconds: start), place: "Town Hall, Cardiff, and online",
        agenda: [
            AgendaItem(number: 1, title: "Welcome", purpose: .inform, minutes: 10, presenter: "Dilys Owen"),
            AgendaItem(number: 2, title: "Updates from strands", purpose: .inform, minutes: 40),
            AgendaItem(number: 3, title: "Small groups", purpose: .discuss, minutes: 45),
            AgendaItem(number: 4, title: "Report back and common themes", purpose: .discuss, minutes: 40),
            AgendaItem(number: 5, title: "Problems and solutions", purpose: .decide, minutes: 30),
        ],
        strands: ["Research and statistics", "Fraud, error and debt", "Tailored public services"])

    static func entries(upTo phase: Meeting.Phase) -> [Entry] {
        var bodies: [Line.Body] = [.planned(meeting)]
        bodies += [
            Speaker(name: "Dilys Owen", aliases: ["do"], role: "Chair", organisation: "Open Policy Forum"),
            Speaker(name: "Rhys Malik", aliases: ["rm"], role: "Strand lead", organisation: "Statistics Office"),
            Speaker(name: "Ada Brooks", aliases: ["ab"], role: nil, organisation: "Borough Council"),
        ].map(Line.Body.speakerAdded)
        if phase != .planned { bodies += live }
        if phase == .paused { bodies.append(.paused) }
        if phase == .closed { bodies.append(.closed) }
        return bodies.enumerated().map { place, body in
            Entry(
                Position(place + 1), at: Instant(milliseconds: start + Int64(place) * 41_000), Line(body, by: .scribe))
        }
    }

    private static let live: [Line.Body] = [
        .opened, .itemTakenUp(1),
        speech(
            "Thanked those joining from outside London; the aim is to name agreement and disagreement.", "Dilys Owen"),
        .summary(
            InlineText([
                .text("Papers are at "), .link([.text("the papers page")], address: "https://example.org/papers"),
                .text(". "), .strong([.text("Read "), .emphasis([.text("first")])]), .text("."),
            ])),
        .itemTakenUp(2), .topic(InlineText(plain: "Research and statistics"), level: 2),
        speech(
            "The office seeks quicker access to de-identified administrative data, for statistical purposes only. "
                + "Approval now takes a resolution in both houses.", "Rhys Malik"),
        .disagreement(InlineText(plain: "Whether both houses should still approve each new share.")),
        .topic(InlineText(plain: "Fraud, error and debt"), level: 2),
        .summary(InlineText(plain: "Estimates of the scale run from £47 to £68 billion; their sources are not clear.")),
        .scene(InlineText(plain: "The sound in the hall failed for two minutes.")),
        speech("One process would replace separate agreements between departments.", "Ada Brooks"),
        .decision(InlineText(plain: "Each estimate is published with its source.")),
        .action(InlineText(plain: "write to the three departments"), owner: "Rhys Malik", due: "2026-03-26"),
        .keyMoment(of: Position(11)),
        .correction(of: Position(13), to: InlineText(plain: "Estimates run from £47 to £68 billion; sources differ.")),
        speech("<script>alert('no')</script> & friends", nil), .retraction(of: Position(21)),
    ]

    private static func speech(_ words: String, _ speaker: String?) -> Line.Body {
        .speech(InlineText(plain: words), speaker: speaker)
    }
}
