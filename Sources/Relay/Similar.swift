import Proceedings
import Recorder

/// Indexes of the questions that lately somebody looked for while asking. Each is made once, however many ask meanwhile.
actor Similar {
    private let make: @Sendable ([Text]) async throws(RecorderError) -> WordIndex
    /// Newest use last.
    private var shelf: [Entry] = []

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
        let index: Task<Result<WordIndex, RecorderError>, Never>
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
        let print = hasher.finalize()
        let entry = taken(of: record, print) ?? Entry(record: record, print: print, index: making(known))
        shelf.append(entry)
        shelf.removeFirst(max(0, shelf.count - Self.most))
        do throws(RecorderError) {
            return try await entry.index.value.get().like(words, limit: limit).compactMap { questions[$0] }
        } catch {
            shelf.removeAll { $0.record == record }  // the next asker has it made anew
            throw error
        }
    }

    /// The index of a record's questions as they are now; an older one is let go.
    private func taken(of record: RecordID, _ print: Int) -> Entry? {
        guard let place = shelf.firstIndex(where: { $0.record == record }) else { return nil }
        let entry = shelf.remove(at: place)
        return entry.print == print ? entry : nil
    }

    private func making(_ known: [Question]) -> Task<Result<WordIndex, RecorderError>, Never> {
        let texts = known.map { (number: $0.number, words: $0.publication?.wording.words ?? "") }
        return Task { [make] in
            do throws(RecorderError) { return .success(try await make(texts)) } catch { return .failure(error) }
        }
    }
}
