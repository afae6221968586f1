import Proceedings
import Recorder

/// A search and what it found.
struct SearchView {
    let asked: SearchAsked
    /// The listed ones.
    let series: [SeriesSummary]
    /// `nil` where nothing was looked for.
    var findings: SearchFindings?
    var page = 1
    /// Records that are not in the index yet.
    var left = 0
    var refusal: String?

    init(asked: SearchAsked, series: [SeriesSummary]) {
        self.asked = asked
        self.series = series
    }
}

extension Pages {
    func search(_ view: SearchView) -> [UInt8] {
        var slots = searchForm(view)
        slots["refusal"] = view.refusal
        if let findings = view.findings {
            let hits = SearchSlots(phrases: phrases)
            slots["found"] =
                [
                    "isSome": !findings.hits.isEmpty, "countWord": countWord(findings),
                    "isUnfinished": view.left > 0, "hits": findings.hits.map { hits.slots($0) },
                    "byBest": view.asked.order != SearchQuery.Order.newest.rawValue && !view.asked.words.isEmpty,
                    "byNewest": view.asked.order == SearchQuery.Order.newest.rawValue,
                    "newestAddress": view.asked.address(order: .newest),
                    "bestAddress": view.asked.address(order: .best),
                ] as Slots
            slots.merge(
                turning(page: view.page, count: findings.count, perPage: SearchQuery().perPage) {
                    view.asked.address(page: $0)
                }
            ) { $1 }
        }
        let heading = phrases.say("search_heading")
        let title =
            view.asked.words.isEmpty ? heading : phrases.say("search_title", ["words": view.asked.words])
        return render("search", title: title, slots)
    }

    private func searchForm(_ view: SearchView) -> Slots {
        let asked = view.asked
        let kinds =
            [("", phrases.say("search_any_kind"))]
            + Searched.Kind.allCases.map {
                ($0.rawValue, phrases.say("search_kind_\($0.rawValue)"))
            }
        let series = [("", phrases.say("search_any_series"))] + view.series.map { ($0.slug, $0.title) }
        func field(_ name: String, _ value: String, _ form: Field.Form, hint: String? = nil) -> Slots {
            Field(name: name, label: phrases.say("search_\(name)"), hint: hint, form: form)
                .slots(value: value, error: nil)
        }
        return [
            "words": asked.words, "order": asked.order, "most": SearchTerms.mostCharacters,
            "narrows": ![asked.speaker, asked.series, asked.kind, asked.from, asked.to].allSatisfy(\.isEmpty),
            "fields": [
                field("speaker", asked.speaker, .line(type: "text")),
                field("kind", asked.kind, .choice(kinds)), field("series", asked.series, .choice(series)),
                field("from", asked.from, .line(type: "date")), field("to", asked.to, .line(type: "date")),
            ],
        ]
    }

    private func countWord(_ findings: SearchFindings) -> String {
        findings.isMore
            ? phrases.say("search_more_than", ["n": String(findings.count)])
            : phrases.count("search_count", findings.count)
    }

    /// The ways to the page before and the next.
    func turning(page: Int, count: Int, perPage: Int, _ address: (Int) -> String) -> Slots {
        let pages = max(1, (count + perPage - 1) / perPage)
        var slots: Slots = ["turns": pages > 1]
        slots["pageWord"] = phrases.say("search_page", ["n": String(page), "all": String(pages)])
        if page > 1 { slots["earlier"] = address(page - 1) }
        if page < pages { slots["later"] = address(page + 1) }
        return slots
    }
}

/// Found lines as the partial `search-hit` wants them: words as slots, never as mark-up.
struct SearchSlots {
    let phrases: Phrases
    /// Under a person's name, and its meeting's heading, a line names neither again.
    var isUnderHeading = false

    func slots(_ hit: SearchHit) -> Slots {
        let clock = LocalTime(hit.timeZone, phrases)
        let label = phrases.say("search_label_\(hit.kind.rawValue)")
        var slots: Slots = [
            "address": hit.path, "label": label.isEmpty ? false : label,
            "style": hit.kind.rawValue,
            "place": phrases.say(place(of: hit.kind), ["n": String(hit.number)]),
            "pieces": hit.excerpt.pieces.map { piece -> Slots in
                piece.isHit ? ["hit": piece.words] : ["words": piece.words]
            },
            "isCutBefore": hit.excerpt.isCutBefore, "isCutAfter": hit.excerpt.isCutAfter,
            "before": hit.before.map(Self.tail) as Any? ?? false,
            "after": hit.after.map { LineSlots.excerpt($0) } as Any? ?? false,
            "heading": hit.heading.flatMap { $0 == hit.before ? nil : $0 } as Any? ?? false,
            "tick": Self.tick(hit.kind) as Any? ?? false,
        ]
        if let speaker = hit.speaker, !isUnderHeading {
            slots["speaker"] = speaker
            slots["speakerAddress"] = hit.speakerSlug.map { "/speakers/\($0.asPathSegment)" } as Any? ?? false
        }
        if !isUnderHeading {
            slots["meeting"] =
                [
                    "title": hit.isSeries ? phrases.say("search_board_of", ["title": hit.title]) : hit.title,
                    "address": hit.isSeries ? "/s/\(hit.slug)/board" : "/m/\(hit.slug)/record",
                    "day": clock.longDate(hit.isSeries ? hit.at : hit.heldAt),
                    // Most meetings of a series have its name in theirs.
                    "series": hit.series.flatMap { hit.title.contains($0.title) ? nil : $0.title } as Any? ?? false,
                ] as Slots
        }
        return slots
    }

    private func place(of kind: Searched.Kind) -> String {
        switch kind {
        case .point: "board_point"
        case .question: "ground_question"
        case .theme: "search_label_theme"
        default: "line_title"
        }
    }

    /// The end of what came before: at most 120 characters, cut between words.
    private static func tail(_ words: String) -> String {
        guard words.count > 120 else { return words }
        let end = words.suffix(120)
        return "… " + end[(end.firstIndex(of: " ") ?? end.startIndex)...].trimmed
    }

    private static func tick(_ kind: Searched.Kind) -> String? {
        switch kind {
        case .decision: "agree"
        case .disagreement: "differ"
        case .action: "next"
        case .question: "ask"
        case .hands: "hands"
        case .heading: "item"
        default: nil
        }
    }
}
