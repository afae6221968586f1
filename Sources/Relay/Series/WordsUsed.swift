import Procedure
import Proceedings

/// Which words of its series' glossary a meeting uses. Looked for once as both stand, however many read the page.
actor WordsUsed {
    /// Newest use last.
    private var shelf: [Entry] = []

    private struct Entry {
        let record: RecordID
        /// How far the meeting and the series had come.
        let print: [Position]
        let words: [Glossary.Word]
    }

    /// Of meetings at the same time.
    private static let most = 50

    /// In the order of the alphabet.
    ///
    /// - Parameters:
    ///   - ledger: Of the series.
    ///   - minutes: As everyone may read them.
    ///   - record: Of the meeting.
    func words(of ledger: Ledger, in minutes: Minutes, of record: RecordID) -> [Glossary.Word] {
        let print = [minutes.position, ledger.position]
        let former = shelf.firstIndex { $0.record == record }.map { shelf.remove(at: $0) }
        let isAsBefore = former?.print == print
        let words = isAsBefore ? former?.words : nil
        let entry = Entry(
            record: record, print: print,
            words: words ?? Terms(ledger.glossary).occurring(in: minutes.publishedTexts))
        shelf.append(entry)
        shelf.removeFirst(max(0, shelf.count - Self.most))
        return entry.words
    }
}

extension Minutes {
    /// What is read in a meeting's pages: its notes, its agenda, and questions that are published.
    fileprivate var publishedTexts: [String] {
        notes.compactMap { $0.body?.readText } + meeting.agenda.map(\.title)
            + questions.all.compactMap { $0.publication?.wording.words }
    }
}

extension Line.Body {
    /// A note's words, or what a show of hands asked.
    var readText: String? {
        if case .pollClosed(_, let asked, _, _) = self { return asked.question }
        return words?.plain
    }
}
