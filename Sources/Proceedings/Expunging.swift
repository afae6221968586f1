import Foundation

/// Finds what goes from one record when some of its words are erased: the same words stand in more than one entry.
///
/// What only says how things stand – a plan, a schedule, the board – is not taken away with a name in it: it is said once
/// more without the name, and then the old entry is emptied.
package struct Expunging {
    /// As they are in the record, position by position.
    package let entries: [Entry]
    private let subjects: [Subject: [Position]]
    /// Where a note's words were first said, in whichever language.
    private let roots: [Position: Position]

    package init(_ entries: [Entry]) {
        self.entries = entries
        var roots: [Position: Position] = [:]
        for entry in entries {
            switch entry.line?.body {
            case .correction(let target, _, _), .suggestionReceived(let target, _, _),
                .suggestionDeclined(_, let target, _):
                roots[entry.position] = roots[target] ?? target
            case .report(_, let heading): roots[entry.position] = heading.origin.map { roots[$0] ?? $0 }
            default:
                if let target = entry.line?.translates { roots[entry.position] = roots[target] ?? target }
            }
        }
        self.roots = roots
        var subjects: [Subject: [Position]] = [:]
        for entry in entries {
            guard let subject = Subject(entry, roots) else { continue }
            subjects[subject, default: []].append(entry.position)
        }
        self.subjects = subjects
    }

    package subscript(position: Position) -> Line? {
        entries.indices.contains(position.number - 1) ? entries[position.number - 1].line : nil
    }

    /// Everything whose words are those of some lines: corrections and what readers suggested, the copy a group's
    /// line has for everyone, what a question was before it was published.
    ///
    /// - Parameter lines: Those without words of their own are left out.
    package func together(with lines: some Sequence<Position>) -> Set<Position> {
        var found: Set<Position> = []
        for line in lines {
            guard let subject = self[line].flatMap({ _ in Subject(entries[line.number - 1], roots) }) else { continue }
            found.formUnion(subjects[subject, default: []])
            guard case .question(let number) = subject else { continue }
            found.formUnion(parts(of: number).flatMap { subjects[.question($0), default: []] })
        }
        return found
    }

    /// Entries that name somebody, in a field of its own or in what somebody wrote.
    ///
    /// - Parameter name: As printed; capitals and gaps count for nothing.
    package func naming(_ name: String) -> (asName: Set<Position>, inWords: Set<Position>) {
        let like = name.likeness
        var asName: Set<Position> = []
        var inWords: Set<Position> = []
        for entry in entries {
            for passage in entry.line?.passages ?? [] {
                let words = passage.words.likeness
                if words == like, passage.isField { asName.insert(entry.position) }
                if words.holds(like) { inWords.insert(entry.position) }
            }
        }
        return (asName, inWords.subtracting(asName))
    }

    /// Entries that say again what was said elsewhere, word by word.
    ///
    /// - Parameter sayings: Shorter ones than twelve characters say nothing by themselves and are passed over.
    package func repeating(_ sayings: [String]) -> Set<Position> {
        let known = sayings.map(\.likeness).filter { $0.count >= 12 }
        guard !known.isEmpty else { return [] }
        return Set(
            entries.filter { entry in
                entry.line?.passages.contains { passage in
                    let words = passage.words.likeness
                    return known.contains { words.holds($0) }
                } ?? false
            }.map(\.position))
    }

    /// What notes, questions and comments say at these positions, as copies of it would.
    package func sayings(at positions: Set<Position>) -> [String] {
        positions.sorted().flatMap { position -> [String] in
            switch self[position]?.body {
            case .correction(_, let words, _): [words.plain]
            case .suggestionReceived(_, let wording, _): [wording.text]
            case .questionReceived(_, let wording, _, _), .questionAmended(_, let wording, _, _, _),
                .questionPublished(_, let wording, _, _):
                [wording.words]
            case .turnAsked(_, _, let wish), .turnQueued(_, let wish): [wish.remark, wish.about].compactMap(\.self)
            case .series(.commentReceived(_, let wording, _)), .series(.commentPublished(_, let wording)):
                [wording.text]
            case let body: (body?.words?.plain).map { [$0] } ?? []
            }
        }
    }

    /// The questions that were made of one.
    private func parts(of number: Int) -> [Int] {
        entries.compactMap { entry in
            guard case .questionPublished(let part, _, _, let whole) = entry.line?.body, whole == number else {
                return nil
            }
            return part
        }
    }
}

extension String {
    /// As words of their own: not a part of a longer one.
    func holds(_ words: String) -> Bool {
        var rest = self[...]
        while !words.isEmpty, let found = rest.range(of: words) {
            let before = found.lowerBound == startIndex ? nil : self[index(before: found.lowerBound)]
            let after = found.upperBound == endIndex ? nil : self[found.upperBound]
            if !(before?.isOfWord ?? false), !(after?.isOfWord ?? false) { return true }
            rest = self[index(after: found.lowerBound)...]
        }
        return false
    }
}

extension Character {
    fileprivate var isOfWord: Bool { unicodeScalars.first?.isOfWord ?? false }
}
