import Foundation
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

    /// Who does a next step: a known speaker as the policy prints them, so that an alias never unfolds into a name
    /// it withholds; anybody else as typed.
    func printed(owner: String, attribution: Attribution?) -> String? {
        guard let speaker = minutes.speakers.first(where: { $0.name == owner }) else { return owner }
        return printed(speaker, attribution: attribution)
    }

    /// A line being typed, as the public may see it.
    ///
    /// - Returns: `nil` where nothing but "the scribe is writing" may be shown: under any policy but `named`, for
    ///   what is or may become no note, such as a correction, whose old words may be what must go, for a name
    ///   that is withheld once its colon is typed, and for what `Limit` refuses.
    package func publicDraft(_ text: String, at now: Instant) -> String? {
        guard minutes.meeting.attribution == .named, minutes.phase == .open || minutes.phase == .paused,
            Limit.refusal(of: text) == nil, !Typed.isReplacementBegun(Typed.words(of: text)),
            !isWithheldNameBegun(Typed.words(of: text)),
            case .noted(let noted) = Typed(text, in: minutes, at: now)
        else { return nil }
        let words = InlineText(marked: noted.words).plain
        guard case .speech(let speaker) = noted.kind else { return words }
        guard let name = printed(speaker, attribution: nil) else { return nil }
        return "\(name): \(words)"
    }

    private func isWithheldNameBegun(_ text: String) -> Bool {
        let start = text.lowercased()
        return minutes.speakers.contains { speaker in
            printed(speaker, attribution: nil) != speaker.name
                && ([speaker.name] + speaker.aliases).contains { $0.lowercased().hasPrefix(start) }
        }
    }

    func addition(of speaker: Speaker, by author: Participant) throws(Refusal) -> Line.Body {
        let speaker = speaker.trimmed
        try Limit.title(speaker.name, field: "name")
        for (field, words) in [("role", speaker.role), ("organisation", speaker.organisation)] {
            if let words { try Limit.title(words, field: field) }
        }
        guard speaker.aliases.count <= Limit.aliases else { throw .tooMany(what: "aliases", limit: Limit.aliases) }
        for alias in speaker.aliases {
            try Limit.title(alias, field: "aliases")
            if alias.contains(",") { throw .badValue(field: "aliases", rule: "words without a comma") }
            try callable(alias, speaker, field: "aliases")
        }
        try callable(speaker.name, speaker, field: "name")
        if speaker.attribution != nil, author.role == .scribe { throw .notPermitted(.setAttribution, author.role) }
        let isNew = !minutes.speakers.contains { $0.name == speaker.name }
        guard !isNew || minutes.speakers.count < Limit.speakers else {
            throw .tooMany(what: "speakers", limit: Limit.speakers)
        }
        return .speakerAdded(speaker)
    }

    /// A scribe who types `word` and a colon must mean this speaker and nothing else.
    private func callable(_ word: String, _ speaker: Speaker, field: String) throws(Refusal) {
        guard !word.contains(":"), !word.contains("：") else {
            throw .badValue(field: field, rule: "words without a colon")
        }
        guard !Typed.isTaken(word) else {
            throw .badValue(field: field, rule: "words that mean nothing else to the scribe: \(word) does")
        }
        if let other = minutes.speakers.first(where: { $0.name != speaker.name && $0.answers(to: word) }) {
            throw .badValue(field: field, rule: "one of its own: \(word) is \(other.name)")
        }
    }
}

extension Speaker {
    /// Without spaces around the names a scribe types.
    fileprivate var trimmed: Speaker {
        Speaker(
            name: name.trimmingCharacters(in: .whitespaces),
            aliases: aliases.map { $0.trimmingCharacters(in: .whitespaces) }, role: role, organisation: organisation,
            attribution: attribution)
    }

    /// Whether the scribe means this speaker by `word`: the name or an alias, in any case.
    package func answers(to word: String) -> Bool {
        let word = word.lowercased()
        return name.lowercased() == word || aliases.contains { $0.lowercased() == word }
    }
}
