import Proceedings
import Recorder

/// Indexes of the questions that lately somebody looked for while asking.
actor Similar {
    /// Newest use last.
    private var shelf: [(record: RecordID, print: Int, index: WordIndex)] = []

    /// Of meetings at the same time.
    private static let most = 20

    /// Published questions that say something like `words`, the likest first.
    ///
    /// - Throws: `cannotRead`.
    func questions(
        like words: String, in questions: Questions, of record: RecordID, limit: Int
    ) async throws(RecorderError) -> [Question] {
        let known = questions.all.filter { $0.publication != nil }
        var hasher = Hasher()
        for question in known { hasher.combine(question.publication?.wording.words) }
        let print = hasher.finalize()
        let place = shelf.firstIndex { $0.record == record }
        var entry = place.map { shelf.remove(at: $0) }
        if entry?.print != print {
            let texts = known.map { (number: $0.number, words: $0.publication?.wording.words ?? "") }
            entry = (record, print, try await WordIndex(texts))
        }
        guard let entry else { return [] }
        // Another may have asked meanwhile.
        shelf.removeAll { $0.record == record }
        shelf.append(entry)
        shelf.removeFirst(max(0, shelf.count - Self.most))
        return try await entry.index.like(words, limit: limit).compactMap { questions[$0] }
    }
}
