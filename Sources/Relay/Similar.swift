import Proceedings
import Recorder

/// Indexes of the questions that lately somebody looked for while asking. Each is made once, however many ask meanwhile.
actor Similar {
    private let make: @Sendable ([Text]) async throws(RecorderError) -> WordIndex
    private var shelf = Shelf<Indexed>(most: 20)
    private var loading = Loading()

    typealias Text = (number: Int, words: String)

    init(
        _ make: @escaping @Sendable ([Text]) async throws(RecorderError) -> WordIndex = { texts throws(RecorderError) in
            try await WordIndex(texts)
        }
    ) { self.make = make }

    private struct Indexed {
        /// Of the words that are in it.
        let print: Int
        let index: WordIndex
    }

    /// Words of it are gone from the store.
    func forget(_ record: RecordID) { shelf.remove(record) }

    /// Published questions that say something like `words`, the likest first.
    ///
    /// - Throws: `cannotRead`.
    func questions(
        like words: String, in questions: Questions, of record: RecordID, limit: Int
    ) async throws(RecorderError) -> [Question] {
        let known = questions.all.filter { $0.publication != nil }
        var hasher = Hasher()
        for question in known { hasher.combine(question.publication?.wording.words) }
        let index = try await index(of: record, known, print: hasher.finalize())
        return try await index.like(words, limit: limit).compactMap { questions[$0] }
    }

    private func index(of record: RecordID, _ known: [Question], print: Int) async throws(RecorderError) -> WordIndex {
        while loading.isUnderWay(record) {
            await withCheckedContinuation { loading.wait(for: record, $0) }
        }
        if let former = shelf.value(of: record), former.print == print { return former.index }
        loading.begin(record)
        defer { loading.end(record) }
        let texts = known.map { (number: $0.number, words: $0.publication?.wording.words ?? "") }
        let index = try await make(texts)
        shelf.keep(Indexed(print: print, index: index), of: record)
        return index
    }
}
