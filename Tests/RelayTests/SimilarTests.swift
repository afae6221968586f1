import Foundation
import Proceedings
import Synchronization
import Testing

@testable import Recorder
@testable import Relay

@Suite struct `Questions like what is being typed` {
    private final class Count: Sendable {
        let made = Mutex(0)
    }

    private static func questions(_ words: String...) -> Questions {
        let lines = words.enumerated().flatMap { place, words in
            [
                Line(.questionReceived(place + 1, Question.Wording(words), asker: "ada")),
                Line(.questionPublished(place + 1, Question.Wording(words), isEdited: false, splitFrom: nil)),
            ]
        }
        return Minutes(
            lines.enumerated().map { Entry(Position($0 + 1), at: Instant(milliseconds: 0), $1) }
        ).questions
    }

    @Test func `an index is made once, however many ask at the same time`() async throws {
        // Given a hundred who ask before there is an index
        let count = Count()
        let similar = Similar { texts throws(RecorderError) in
            count.made.withLock { $0 += 1 }
            return try await WordIndex(texts)
        }
        let questions = Self.questions("Who pays for street lights?", "When does it begin?")
        let found = try await withThrowingTaskGroup { group in
            for _ in 1...100 {
                group.addTask {
                    try await similar.questions(
                        like: "paying for street lights", in: questions, of: RecordID("plenary"), limit: 5)
                }
            }
            return try await group.reduce(into: []) { $0.append($1.map(\.number)) }
        }
        // Then all are answered from one, and a new question makes another
        #expect(found == Array(repeating: [1], count: 100) && count.made.withLock(\.self) == 1)
        let more = Self.questions("Who pays for street lights?", "When does it begin?", "Who pays?")
        _ = try await similar.questions(like: "street lights", in: more, of: RecordID("plenary"), limit: 5)
        #expect(count.made.withLock(\.self) == 2)
    }

    @Test func `one that could not be made is tried again by the next asker`() async throws {
        let count = Count()
        let similar = Similar { texts throws(RecorderError) in
            let isFirst = count.made.withLock { made in
                made += 1
                return made == 1
            }
            guard !isFirst else {
                throw RecorderError(code: .cannotRead, path: "memory", underlying: Reason("no memory"))
            }
            return try await WordIndex(texts)
        }
        let questions = Self.questions("Who pays for street lights?")
        await #expect(throws: RecorderError.self) {
            try await similar.questions(like: "street lights", in: questions, of: RecordID("plenary"), limit: 5)
        }
        #expect(
            try await similar.questions(like: "street lights", in: questions, of: RecordID("plenary"), limit: 5).count
                == 1)
    }
}
