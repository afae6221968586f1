import Procedure
import Proceedings

/// Which words of its series' glossary a meeting uses. Looked for once as both stand, however many read the page.
actor WordsUsed {
    private var shelf = Shelf<Found>(most: 50)

    private struct Found {
        /// How far the meeting and the series had come.
        let print: [Position]
        let words: [Glossary.Word]
    }

    /// Words are gone from the records they were found in.
    func forget() { shelf.removeAll() }

    /// In the order of the alphabet.
    ///
    /// - Parameters:
    ///   - ledger: Of the series.
    ///   - minutes: As everyone may read them.
    ///   - record: Of the meeting.
    func words(of ledger: Ledger, in minutes: Minutes, of record: RecordID) -> [Glossary.Word] {
        let print = [minutes.position, ledger.position]
        if let former = shelf.value(of: record), former.print == print { return former.words }
        let words = Terms(ledger.glossary).occurring(in: minutes.publishedTexts)
        shelf.keep(Found(print: print, words: words), of: record)
        return words
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
