package import Proceedings

// Who speaks, and how the record names them.
extension Chamber {
    /// The name a speech carries under the policy in force; what this leaves out is never stored.
    ///
    /// The line's own override comes first, then the speaker's, then the meeting's policy.
    package func printed(_ speaker: Speaker, attribution: Attribution?) -> String? {
        switch attribution ?? speaker.attribution ?? minutes.meeting.attribution {
        case .named: speaker.name
        case .role: speaker.role
        case .organisation: speaker.organisation
        case .none: nil
        }
    }

    /// A line being typed, as the public may see it.
    ///
    /// - Returns: `nil` where nothing but "the scribe is writing" may be shown: under any policy but `named`, and
    ///   for what is no note, such as a correction, whose old words may be what must go.
    package func publicDraft(_ text: String, at now: Instant) -> String? {
        guard minutes.meeting.attribution == .named, minutes.phase != .planned else { return nil }
        guard case .noted(let noted) = Typed(text, in: minutes, at: now) else { return nil }
        let words = InlineText(marked: noted.words).plain
        guard case .speech(let speaker) = noted.kind else { return words }
        guard let name = printed(speaker, attribution: nil) else { return nil }
        return "\(name): \(words)"
    }

    func addition(of speaker: Speaker, by author: Participant) throws(Refusal) -> Line.Body {
        try Limit.title(speaker.name, field: "name")
        for (field, words) in [("role", speaker.role), ("organisation", speaker.organisation)] {
            if let words { try Limit.title(words, field: field) }
        }
        guard speaker.aliases.count <= Limit.aliases else { throw .tooMany(what: "aliases", limit: Limit.aliases) }
        for alias in speaker.aliases {
            try Limit.title(alias, field: "aliases")
            if alias.contains(":") || alias.contains(",") {
                throw .badValue(field: "aliases", rule: "no colon or comma")
            }
            if let other = minutes.speakers.first(where: { $0.name != speaker.name && $0.answers(to: alias) }) {
                throw .badValue(field: "aliases", rule: "one of its own: \(alias) is \(other.name)")
            }
        }
        if speaker.name.contains(":") || speaker.name.contains("\n") {
            throw .badValue(field: "name", rule: "one line without a colon")
        }
        if speaker.attribution != nil, author.role == .scribe { throw .notPermitted(.setAttribution, author.role) }
        let isNew = !minutes.speakers.contains { $0.name == speaker.name }
        guard !isNew || minutes.speakers.count < Limit.speakers else {
            throw .tooMany(what: "speakers", limit: Limit.speakers)
        }
        return .speakerAdded(speaker)
    }
}

extension Speaker {
    /// Whether the scribe means this speaker by `word`: the name or an alias, in any case.
    package func answers(to word: String) -> Bool {
        let word = word.lowercased()
        return name.lowercased() == word || aliases.contains { $0.lowercased() == word }
    }
}
