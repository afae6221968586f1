import Proceedings
import Recorder

/// Indexes of the questions that lately somebody looked for while asking. Each is made once, however many ask meanwhile.
actor Similar {
    private let make: @Sendable ([Text]) async throws(RecorderError) -> WordIndex
    /// Newest use last.
    private var shelf: [Entry] = []
    private var loading = Loading()

    typealias Text = (number: Int, words: String)

    init(
        _ make: @escaping @Sendable ([Text]) async throws(RecorderError) -> WordIndex = { texts throws(RecorderError) in
            try await WordIndex(texts)
        }
    ) { self.make = make }

    private struct Entry {
        let record: RecordID
        /// Of the words that are in it.
        let print: Int
        let index: WordIndex
    }

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
        let entry = try await entry(of: record, known, print: hasher.finalize())
        return try await entry.index.like(words, limit: limit).compactMap { questions[$0] }
    }

    private func entry(of record: RecordID, _ known: [Question], print: Int) async throws(RecorderError) -> Entry {
        while loading.isUnderWay(record) {
            await withCheckedContinuation { loading.wait(for: record, $0) }
        }
        let former = shelf.firstIndex { $0.record == record }.map { shelf.remove(at: $0) }
        if let former, former.print == print {
            shelf.append(former)
            return former
        }
        loading.begin(record)
        defer { loading.end(record) }
        let texts = known.map { (number: $0.number, words: $0.publication?.wording.words ?? "") }
        let entry = Entry(record: record, print: print, index: try await make(texts))
        shelf.append(entry)
        shelf.removeFirst(max(0, shelf.count - Self.most))
        return entry
    }
}
