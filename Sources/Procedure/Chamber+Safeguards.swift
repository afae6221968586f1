import Proceedings

// Against abuse: devices that may only read, words that wait for a facilitator, names that are somebody else's.
extension Chamber {
    func safeguard(_ command: Command) throws(Refusal) -> [Line.Body] {
        switch command {
        case .bar(let trace): return try barred(by: trace)
        case .unbar(let participant):
            guard minutes.safeguards.isBarred(participant) else { throw .already(minutes.phase) }
            return [.participantUnbarred(participant)]
        case .watchWords(let words):
            let words = try Self.checked(watched: words)
            guard words != minutes.safeguards.watched else { throw .already(minutes.phase) }
            return [.wordsWatched(words)]
        default: preconditionFailure("\(command.kind.rawValue) is not about safeguards")
        }
    }

    /// A device that is barred takes back what is its own, and does nothing else.
    func admit(_ author: Participant, to command: Command) throws(Refusal) {
        guard author.role == .attendee, minutes.safeguards.isBarred(author.id), !command.takesBack else { return }
        throw .barred
    }

    /// Nobody calls it to speak meanwhile: its turn leaves the list.
    private func barred(by trace: Command.Trace) throws(Refusal) -> [Line.Body] {
        let participant = try device(by: trace)
        guard !minutes.safeguards.isBarred(participant) else { throw .already(minutes.phase) }
        let turn = minutes.phase == .closed ? nil : minutes.speakersList.turn(of: participant)?.number
        let waits = turn.map { minutes.speakersList.order.contains($0) } ?? false
        return [.participantBarred(participant)] + (waits ? turn.map { [.turnLeft($0)] } ?? [] : [])
    }

    private func device(by trace: Command.Trace) throws(Refusal) -> Participant.ID {
        switch trace {
        case .question(let number):
            guard let asking = try standing(question: number).asking, !asking.wording.isFromRoom else {
                throw .badValue(field: "number", rule: "a question from outside the room that was not taken back")
            }
            return asking.asker
        case .turn(let number):
            guard let participant = minutes.speakersList[number]?.participant else { throw .unknownTurn(number) }
            return participant
        }
    }

    /// Each once, without what is empty.
    static func checked(watched words: [String], field: String = "words") throws(Refusal) -> [String] {
        var kept: [String] = []
        var known: Set<String> = []
        for word in words.map(\.trimmed) where !word.isBlank {
            try Limit.title(word, field: field)
            guard word.unicodeScalars.count <= Limit.watchedWord else {
                throw .badValue(field: field, rule: "words or phrases of at most \(Limit.watchedWord) characters")
            }
            guard word.canBeWatched else {
                throw .badValue(field: field, rule: "words or phrases, not punctuation alone")
            }
            if known.insert(word.asWatched).inserted { kept.append(word) }
        }
        guard kept.count <= Limit.watchedWords else {
            throw .tooMany(what: "words that make a question wait", limit: Limit.watchedWords)
        }
        return kept
    }

    /// Why a facilitator should look at a question whoever moderates: a device may say who it is, and nobody has seen it.
    ///
    /// - Parameter holders: As in `ruling`.
    func noticed(in wording: Question.Wording, _ holders: () -> [String]) -> Question.Noticed? {
        Question.Noticed(words: watchedWords(in: wording), name: owner(ofNameIn: wording, holders))
    }

    /// In all that would be published.
    private func watchedWords(in wording: Question.Wording) -> [String] {
        let watched = minutes.safeguards.watched.filter(\.canBeWatched)  // a gap stands there for what was erased
        guard !watched.isEmpty else { return [] }
        let known = WholeWords(watched.map(\.asWatched))
        var found: Set<Int> = []
        for words in [wording.words, wording.name, wording.organisation, wording.behalf] {
            if let words { known.note(words.asWatched, in: &found) }
        }
        return found.sorted().map { watched[$0] }
    }

    private func owner(ofNameIn wording: Question.Wording, _ holders: () -> [String]) -> Question.Noticed.Owner? {
        let names = Set([wording.name, wording.behalf].compactMap { $0?.asName }.filter { !$0.isEmpty })
        guard !names.isEmpty else { return nil }
        func isOneOf(_ known: [String]) -> Bool { known.contains { names.contains($0.asName) } }
        if isOneOf(minutes.speakers.flatMap { [$0.name] + $0.aliases + ($0.role.map { [$0] } ?? []) }) {
            return .speaker
        }
        if isOneOf(holders()) { return .staff }
        return names.isDisjoint(with: Self.offices) ? nil : .office
    }

    /// What those are called who lead a meeting, in English and in Welsh, as `asName` has it.
    private static let offices: Set<String> = [
        "chair", "chairman", "chairperson", "chairwoman", "facilitator", "moderator", "note taker", "notetaker",
        "organiser", "organizer", "scribe", "cadair", "cadeirydd", "cofnodwr", "cymedrolwr", "gadeirydd", "hwylusydd",
        "trefnydd",
    ]
}

extension Command {
    /// Takes back what is one's own, which nobody is kept from.
    fileprivate var takesBack: Bool {
        switch self {
        case .withdraw, .leaveList, .leaveBreakout: true
        case .tellWhereabouts(let told): told.sector == nil && told.place?.isBlank ?? true
        default: false
        }
    }
}

extension String {
    /// As it is looked for: a picture is a word by itself.
    fileprivate var asWatched: String {
        unicodeScalars.map { $0.properties.generalCategory == .otherSymbol ? " \($0) " : String($0) }.joined()
            .bareLikeness
    }

    fileprivate var canBeWatched: Bool {
        asWatched.unicodeScalars.contains { $0.isOfWord || $0.isSign }
    }

    /// As it is said: a hyphen is a gap, and "the" says nothing.
    fileprivate var asName: String {
        let words = bareLikeness.unicodeScalars.split { $0 == " " || $0.properties.generalCategory == .dashPunctuation }
            .map { String(String.UnicodeScalarView($0)) }
        return (words.count > 1 && ["the", "y", "yr"].contains(words[0]) ? Array(words.dropFirst()) : words)
            .joined(separator: " ")
    }
}

extension Unicode.Scalar {
    fileprivate var isSign: Bool {
        switch properties.generalCategory {
        case .currencySymbol, .mathSymbol, .modifierSymbol, .otherSymbol: true
        default: false
        }
    }
}
