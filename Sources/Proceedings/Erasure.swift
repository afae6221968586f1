/// That words were taken out of a record: which lines, on what ground. Never the words.
///
/// It is applied by taking the record anew without those words, so that who followed and who comes later know the same.
package struct Erasure: Hashable, Sendable, Codable {
    /// Ascending, at least one.
    package let lines: [Position]
    package let ground: Ground
    /// Of a letter or a case, such as `FOI 2026/14`; not a name. At most 60 bytes.
    package let reference: String?
    /// Numbers of the questions all words of which went.
    package let questions: [Int]?
    /// The highest number ever given to each kind of thing, so that none is given again though nobody knows whose it was.
    package let highest: [Numbered: Int]

    package init(
        of lines: [Position], ground: Ground, reference: String? = nil, questions: [Int] = [],
        highest: [Numbered: Int] = [:]
    ) {
        self.lines = lines
        self.ground = ground
        self.reference = reference
        self.questions = questions.isEmpty ? nil : questions
        self.highest = highest
    }

    /// Why words go. The raw value is stored and sent.
    package enum Ground: String, Hashable, Sendable, Codable, CaseIterable {
        /// The person asked for it (GDPR, article 17).
        case request = "persons-request"
        case court = "court-order"
        case confidential
        case mistake
        /// What was for staff only has been kept as long as it may be.
        case retention
    }

    /// What has numbers that are never given twice.
    package enum Numbered: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        case items, questions, turns, polls, breakouts, themes
        case meetings, points, papers, comments, words
    }

    /// The notice of it that stands where a line was.
    package struct Notice: Hashable, Sendable {
        package let at: Instant
        /// The role that had it erased; `nil` is the house's own rule.
        package let by: Role?
        package let ground: Ground
    }
}

extension Sequence<Entry> {
    /// The same record as it is read once every erasure in it has been carried out: an entry for everyone keeps its kind,
    /// of any other nothing is known.
    package var expunged: [Entry] {
        let entries = Array(self)
        var gone: Set<Position> = []
        for case .erasure(let erasure) in entries.compactMap({ $0.line?.body }) { gone.formUnion(erasure.lines) }
        return gone.isEmpty ? entries : entries.map { gone.contains($0.position) ? $0.withoutWords : $0 }
    }
}

extension Entry {
    package var withoutWords: Entry {
        guard let line else { return self }
        let content: Content = line.audience == .everyone ? .erased(line.kind) : .withheld
        return Entry(position: position, acceptedAt: acceptedAt, content: content)
    }
}
