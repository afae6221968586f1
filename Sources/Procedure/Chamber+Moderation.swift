import Proceedings

// What a moderator does with a question. Each decision says what it expects to find, so that of two moderators who
// decide at once the second is told what the first did.
extension Chamber {
    func moderated(_ command: Command) throws(Refusal) -> [Line.Body] {
        switch command {
        case .publish(let number, let words): [try published(number, words)]
        case .decline(let number, let reason): [try declined(number, reason)]
        case .merge(let number, let other): [try merged(number, into: other)]
        case .split(let number, let words): try split(number, words)
        case .unpublish(let number, let reason): [try unpublished(number, reason)]
        default: throw .noQuestion
        }
    }

    private func published(_ number: Int, _ words: String?) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        // What is withdrawn has no words left.
        guard let asking = question.asking else { throw .questionIs(number, question.state) }
        switch question.state {
        case .inReview, .declined, .merged: break
        case .unpublished(reason: .some): break
        default: throw .questionIs(number, question.state)
        }
        if let former = question.publication {
            // It may have support, which was given to these words and no others.
            guard words == nil || words == former.wording.words else { throw .questionIs(number, question.state) }
            return .questionPublished(
                number, try reworded(former.wording, former.wording.words), isEdited: former.isEdited,
                splitFrom: former.splitFrom)
        }
        // Anew under the policy in force: it may withhold what it printed when the question came.
        let wording = try reworded(asking.wording, words ?? asking.wording.words)
        return .questionPublished(
            number, wording, isEdited: wording.words != asking.wording.words, splitFrom: nil)
    }

    private func declined(_ number: Int, _ reason: String) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        guard question.state == .inReview else { throw .questionIs(number, question.state) }
        try Limit.title(reason, field: "reason")
        return .questionDeclined(number, reason: reason.trimmed)
    }

    private func merged(_ number: Int, into other: Int) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        let target = try standing(question: other)
        guard number != other else { throw .badValue(field: "into", rule: "another question") }
        guard question.state == .inReview || question.state == .published || question.state == .next else {
            throw .questionIs(number, question.state)
        }
        // What is merged itself is not open, so nothing ever goes round in a ring.
        guard target.publication != nil, target.state.isOpen else { throw .questionIs(other, target.state) }
        return .questionMerged(number, into: other)
    }

    private func split(_ number: Int, _ parts: [String]) throws(Refusal) -> [Line.Body] {
        let question = try standing(question: number)
        guard let former = question.publication?.wording ?? question.asking?.wording,
            question.state == .inReview || question.state == .published || question.state == .next
        else { throw .questionIs(number, question.state) }
        guard (2...Limit.parts).contains(parts.count) else {
            throw .badValue(field: "parts", rule: "2 to \(Limit.parts) questions")
        }
        let highest = minutes.questions.highest
        guard highest + parts.count <= Limit.questions else {
            throw .tooMany(what: "questions", limit: Limit.questions)
        }
        var lines = [Line.Body.questionSplit(number, into: Array(highest + 1...highest + parts.count))]
        for (place, words) in parts.enumerated() {
            lines.append(
                .questionPublished(
                    highest + 1 + place, try reworded(former, words), isEdited: true, splitFrom: number))
        }
        return lines
    }

    private func unpublished(_ number: Int, _ reason: String) throws(Refusal) -> Line.Body {
        let question = try standing(question: number)
        guard question.publication != nil, minutes.questions.onNow != number else {
            throw .questionIs(number, question.state)
        }
        if case .unpublished = question.state { throw .questionIs(number, question.state) }
        try Limit.title(reason, field: "reason")
        return .questionUnpublished(number, reason: reason.trimmed)
    }

    private func reworded(_ former: Question.Wording, _ words: String) throws(Refusal) -> Question.Wording {
        try checked(
            Question.Wording(words, name: former.name, organisation: former.organisation, behalf: former.behalf),
            isFromRoom: former.isFromRoom)
    }

    /// A wording within its limits and without what the attribution policy withholds, which is then never stored.
    func checked(_ wording: Question.Wording, isFromRoom: Bool) throws(Refusal) -> Question.Wording {
        try Limit.question(wording.words)
        for (field, words) in [
            ("name", wording.name), ("organisation", wording.organisation), ("behalf", wording.behalf),
        ] {
            if let words, !words.trimmed.isEmpty { try Limit.title(words, field: field) }
        }
        let policy = minutes.meeting.attribution
        func kept(_ words: String?, under policies: Set<Attribution>) -> String? {
            guard let words = words?.trimmed, !words.isEmpty, policies.contains(policy) else { return nil }
            return words
        }
        return Question.Wording(
            wording.words.trimmed, name: kept(wording.name, under: [.named]),
            organisation: kept(wording.organisation, under: [.named, .organisation]),
            behalf: kept(wording.behalf, under: [.named, .organisation]), isFromRoom: isFromRoom)
    }
}
