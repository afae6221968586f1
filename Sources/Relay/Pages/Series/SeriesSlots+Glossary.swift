import Procedure
import Proceedings

/// What the glossary's page was opened with.
struct GlossaryView {
    /// The meeting whose reader came from it, by the last part of its address.
    var meeting: String?
    /// What shall be explained, before it is asked.
    var term: String?
    /// For whom the link was made that somebody explains words by.
    var owner: String?
    /// A word was just asked for.
    var hasAsked = false
    /// Address of a link person's link, just made.
    var link: String?

    /// What the address says then.
    static let asked = "asked"
}

// Words: what they mean, and what waits to be explained.
extension SeriesSlots {
    var glossary: Slots {
        let known = ledger.glossary
        let mayExplain = SeriesCommand.Kind.explain.permitted.contains(view.role)
        let asks = view.kept(.askWord)
        let today = clock.fields(view.now).date
        let words = known.explained.compactMap { ExplainedWord($0, today: today, clock) }
        var slots: Slots = [
            "words": words.map { word in
                word.slots.merging(["form": mayExplain ? form(for: known[word.number]) : false]) { $1 }
            },
            "hasWords": !words.isEmpty,
            "mayAskWord": !view.isArchive && SeriesCommand.Kind.askWord.permitted.contains(view.role),
            "mayExplain": mayExplain, "askTerm": asks?["term"] ?? view.glossary.term ?? "", "termLimit": Limit.term,
            // What was asked for is theirs alone to know who explain it.
            "waiting": mayExplain
                ? known.asked.map { ["number": $0.number, "term": $0.term, "form": form(for: $0)] as Slots } : [],
            "hasWaiting": mayExplain && !known.asked.isEmpty, "newWord": form(for: nil),
            "inviteID": view.formID(), "keptName": view.kept?["do"] == "invite" ? view.kept?["name"] ?? "" : "",
        ]
        if let meeting = view.glossary.meeting ?? view.kept?["from"].flatMap(Slug.checked) { slots["from"] = meeting }
        let due = words.count(where: \.isOverdue)
        slots["overdue"] = mayExplain && due > 0 ? phrases.count("glossary_due", due) : false
        if view.said, view.glossary.hasAsked { slots["said"] = phrases.say("glossary_asked") }
        return slots
    }

    /// A word's form, filled in; a new one's where there is none.
    private func form(for word: Glossary.Word?) -> Slots {
        let kept = view.kept(.explain, of: word?.number)
        let known = word?.explanation
        return [
            "number": word?.number ?? 0, "isKnown": word != nil, "key": word.map { String($0.number) } ?? "new",
            "formID": view.formID(), "term": kept.value("term", word?.term), "typed": kept.value("text", known?.text),
            "owner": kept.value("owner", known == nil ? view.glossary.owner : known?.owner),
            "review": kept.value("review", known?.review), "isOpen": kept != nil,
        ]
    }
}

extension Pages {
    /// The words a meeting's page uses that its series explains, and where one asks for more; `nil` without a series.
    func wordsSlots(_ view: MeetingView) -> Slots? {
        guard let series = view.series, let words = series.words else { return nil }
        let glossary = "/s/\(series.slug)\(SeriesPage.glossary.path)?meeting=\(view.slug)"
        return ["words": words.map(\.slots), "hasWords": !words.isEmpty, "ask": "\(glossary)#ask"]
    }

    func linkPersonSlots(_ address: String) -> Slots {
        [
            "address": address,
            "qr": qrSlots(address, label: phrases.say("glossary_link_made")) as Any? ?? false,
        ]
    }
}
