import Proceedings

// What is done to a record once its meeting has closed: editions, suggestions, corrections that are dated.
extension Chamber {
    /// The next edition. Circulating again sets another day; without one, the day there is stays.
    func edition(_ command: Command, at now: Instant) throws(Refusal) -> Line.Body {
        guard minutes.phase == .closed else { throw .notClosed }
        guard minutes.editing.edition != .final else { throw .editionIs(.final) }
        guard case .circulate(let until) = command else { return .finalised }
        if let until {
            guard Calendar.isDay(until) else { throw .badValue(field: "until", rule: "a day such as 2026-06-12") }
            let today = Calendar.day(of: now, zone: minutes.meeting.timeZone)
            guard until >= today else { throw .badValue(field: "until", rule: "today, \(today), or a later day") }
        }
        let day = until ?? minutes.editing.until
        guard minutes.editing.edition != .circulated(until: day) else { throw .editionIs(minutes.editing.edition) }
        return .circulated(until: day)
    }

    func suggestion(
        of target: Position, _ wording: Suggestion.Wording, from author: Participant
    ) throws(Refusal)
        -> Line.Body
    {
        guard author.id != "" else { throw .noToken }
        guard minutes.phase != .planned else { throw .notOpen }
        try Limit.text(wording.text)
        if let why = wording.why { try Limit.title(why, field: "why") }
        let note = try standing(target)
        guard note.audience == .everyone else { throw .notHeard(note.position) }
        let words = InlineText(marked: wording.text)
        guard !words.isEmpty else { throw .textEmpty }
        guard note.body?.words != words else {
            throw .badValue(field: "text", rule: "other words than the line has already")
        }
        let suggestions = minutes.editing.suggestions
        guard suggestions.all.count < Limit.emendations else {
            throw .tooMany(what: "suggestions for one record", limit: Limit.emendations)
        }
        guard suggestions.waiting.count < Limit.questionsInReview else {
            throw .queueFull(limit: Limit.questionsInReview)
        }
        let own = suggestions.all(of: author.id).count { $0.state == .waiting }
        guard !author.role.onlyReads || own < Limit.questionsPerAsker else {
            throw .tooMany(what: "suggestions of yours that wait", limit: Limit.questionsPerAsker)
        }
        return .suggestionReceived(
            of: note.position, Suggestion.Wording(wording.text.trimmed, why: wording.why?.trimmed), by: author.id)
    }

    /// - Parameters:
    ///   - text: Instead of what was suggested.
    ///   - why: As everyone reads it.
    private func acceptance(of number: Int, as text: String?, because why: String?) throws(Refusal) -> Line.Body {
        let (suggestion, wording) = try waiting(suggestion: number)
        return try correction(
            of: suggestion.line, to: text ?? wording.text, because: Cause(why, suggestion: number))
    }

    func accepted(
        _ number: Int, as text: String?, because why: String?, by author: Participant
    ) throws(Refusal) -> [Line.Body] {
        try permitEmendation(by: author, because: why)
        return [try acceptance(of: number, as: text, because: why)]
    }

    func decline(of number: Int, reason: String) throws(Refusal) -> Line.Body {
        let (suggestion, _) = try waiting(suggestion: number)
        try Limit.title(reason, field: "reason")
        return .suggestionDeclined(number, of: suggestion.line, reason: reason.trimmed)
    }

    private func waiting(suggestion number: Int) throws(Refusal) -> (Suggestion, Suggestion.Wording) {
        guard let suggestion = minutes.editing.suggestions[number], let wording = suggestion.wording else {
            throw .unknownSuggestion(number)
        }
        guard suggestion.state == .waiting else { throw .suggestionIs(number, suggestion.state) }
        return (suggestion, wording)
    }

    /// What was circulated is put right by those who answer for the record, and they say why.
    func permitEmendation(by author: Participant, because why: String?) throws(Refusal) {
        guard minutes.editing.isCirculated else { return }
        guard author.role.leads else { throw .notPermitted(.correct, author.role) }
        if why == nil { throw .reasonNeeded }
    }
}
