import Foundation
import Proceedings
import Publishing

// How final the records of the earlier meetings are, and what was put right in them.
extension SampleSeries {
    /// One is final, with a correction a reader suggested; one is circulated, with a suggestion that waits; one is a draft.
    func publish(_ past: Past, as slug: String, from note: ImportedNote) async throws {
        struct Accepted: Decodable { let entries: [Int] }
        guard past.edition != .draft else { return }
        try await order(Order(do: "circulate"), of: slug)
        guard let (opening, old, new, why) = past.suggestion else { return }
        let line = try Self.position(of: opening, in: note)
        let words = note.lines[line - 2].body.words?.plain ?? ""
        let answer = try await order(
            Order(do: "suggest", text: words.replacing(old, with: new), why: why, line: line), of: slug)
        guard past.edition == .final else { return }
        let number = try JSONDecoder().decode(Accepted.self, from: Data(answer)).entries.first
        try await order(Order(do: "suggestion-accept", why: why, number: number), of: slug)
        try await order(Order(do: "finalise"), of: slug)
    }
}
