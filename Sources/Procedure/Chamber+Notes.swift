import Proceedings

// Notes as the scribe types them, and what is said about them afterwards.
extension Chamber {
    func written(
        _ text: String, attribution: Attribution?, from author: Participant, at now: Instant
    ) throws(Refusal) -> [Line.Body] {
        try Limit.text(text)
        if attribution != nil, author.role == .scribe { throw .notPermitted(.setAttribution, author.role) }
        switch Typed(text, in: minutes, at: now) {
        case .asked(let command):
            return try ruling(on: command, from: author, at: now).map(\.body)
        case .replaced(let old, let new, let target):
            try permit(.correct, to: author)
            return [try replacement(of: old, with: new, in: target)]
        case .marked(let target):
            try permit(.markKeyMoment, to: author)
            return [try keyMoment(try newestNote(or: target))]
        case .hidden(let target):
            try permit(.retract, to: author)
            let note = try standing(try newestNote(or: target))
            return takingBack(note) + reopening(without: note.position)
        case .noted(let noted):
            guard minutes.phase != .planned else { throw .notOpen }
            return [try body(of: noted, attribution: attribution)]
        case .answered(let noted, let number):
            try permit(.answer, to: author)
            guard minutes.phase != .planned else { throw .notOpen }
            return try answer(try body(of: noted, attribution: attribution), to: number)
        case .empty: throw .textEmpty
        case .unknown(let word):
            throw .badValue(
                field: "text", rule: "a known command; \(word) is none. Put \\ before it to write it as it is")
        }
    }

    func correction(of target: Position, to text: String, because cause: Cause? = nil) throws(Refusal) -> Line.Body {
        try Limit.text(text)
        if let why = cause?.words { try Limit.title(why, field: "why") }
        let note = try standing(target)
        let words = InlineText(marked: text)
        guard !words.isEmpty else { throw .textEmpty }
        guard note.body?.words != words else { throw .already(minutes.phase) }
        return .correction(of: note.position, to: words, because: cause)
    }

    /// A line is changed by staff, or by the rapporteur of the group that reported it.
    func amending(
        _ target: Position, by author: Participant, _ change: (Note) throws(Refusal) -> [Line.Body]
    ) throws(Refusal) -> [Line.Body] {
        let note = try standing(target)
        try permit(author, toChange: note)
        return try change(note)
    }

    func keyMoment(_ target: Position) throws(Refusal) -> Line.Body {
        var note = try standing(target)
        if let original = note.translates { note = try standing(original) }
        guard !note.isKeyMoment else { throw .already(minutes.phase) }
        return .keyMoment(of: note.position)
    }

    /// A note that can still be spoken of. What a group heard first is spoken of where everyone reads it.
    func standing(_ target: Position) throws(Refusal) -> Note {
        let target = minutes.breakouts.copy(of: target) ?? target
        guard let note = minutes.note(target), note.kind.isNote else { throw .unknownLine(target) }
        guard note.body != nil else { throw .lineGone(target) }
        return note
    }

    private func newestNote(or target: Position?) throws(Refusal) -> Position {
        if let target { return target }
        guard let note = minutes.notes.last(where: { $0.kind.isNote && $0.body != nil }) else {
            throw .unknownLine(nil)
        }
        return note.position
    }

    private func replacement(
        of old: String, with new: String, in target: Position?
    ) throws(Refusal) -> Line.Body {
        func changed(_ note: Note) -> InlineText? { note.body?.words?.replacing(old, with: new) }
        let note =
            if let target { try standing(target) } else {
                minutes.notes.last { $0.kind.isNote && changed($0) != nil }
            }
        guard let note, let words = changed(note) else { throw .noMatch(old) }
        guard !words.isEmpty else { throw .textEmpty }
        guard note.body?.words != words else { throw .already(minutes.phase) }
        let length = words.plain.utf8.count
        guard length <= Limit.text else { throw .textTooLong(limit: Limit.text, length: length) }
        return .correction(of: note.position, to: words)
    }

    private func body(of noted: Typed.Noted, attribution: Attribution?) throws(Refusal) -> Line.Body {
        let words = InlineText(marked: noted.words)
        guard !words.isEmpty else { throw .textEmpty }
        switch noted.kind {
        case .topic(let level):
            guard level == 1, let item = item(titled: words.plain) else { return .topic(words, level: level) }
            return .itemTakenUp(item.number)
        case .speech(let speaker): return .speech(words, speaker: printed(speaker, attribution: attribution))
        case .summary: return .summary(words)
        case .scene: return .scene(words)
        case .decision: return .decision(words)
        case .disagreement: return .disagreement(words)
        case .feedback: return .feedback(words)
        case .action(let owner, let due):
            return .action(words, owner: owner.flatMap { printed(owner: $0, attribution: attribution) }, due: due)
        case .continuation: return continuation(words, attribution: attribution)
        }
    }

    /// `…` goes on in the voice of the newest note; a heading is not continued.
    ///
    /// A name is carried on only where the policy in force would print it for somebody: the earlier line may have
    /// been written under another policy, or by an override that was for that line alone.
    private func continuation(_ words: InlineText, attribution: Attribution?) -> Line.Body {
        let last = minutes.notes.last { $0.kind.isNote && $0.body != nil }?.body
        return switch last {
        case .speech(_, let name):
            .speech(
                words,
                speaker: minutes.speakers.lazy.compactMap { printed($0, attribution: attribution) }.first { $0 == name }
            )
        case .decision: .decision(words)
        case .disagreement: .disagreement(words)
        case .feedback: .feedback(words)
        case .action: .action(words, owner: nil, due: nil)
        case .scene: .scene(words)
        default: .summary(words)
        }
    }
}
