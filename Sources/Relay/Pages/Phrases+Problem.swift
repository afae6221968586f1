import Procedure
import Wire

// No, said in one language.
extension Phrases {
    /// What exactly is wrong. Where only the house's own language has words for it, what the code means stands here; and
    /// the exact words follow where nothing else helps.
    func advice(_ problem: Problem) -> String {
        if let exact = exactly(problem.sentence) { return exact }
        let words = ["what", "do"].map { self.problem(problem.code.rawValue, $0) }.joined(separator: " ")
        return problem.code == .badValue ? "\(words) (\(problem.detail))" : words
    }

    /// The words for a code; `part` is `title`, `what` or `do`.
    func problem(_ code: String, _ part: String) -> String {
        let key = code.replacing("-", with: "_")
        let known = strings["problem_\(key)_\(part)"] != nil
        return say("problem_\(known ? key : "trouble")_\(part)")
    }

    /// A sentence of the house's; `nil` where the catalogue does not have it.
    func exactly(_ sentence: Sentence) -> String? {
        guard language != Languages.own else { return sentence.words }
        guard let form = exact[sentence.form] else { return nil }
        var words: [String] = []
        for blank in sentence.blanks {
            switch blank {
            case .words(let own): words.append(own)
            case .sentence(let inner):
                guard let said = exactly(inner) else { return nil }
                words.append(said)
            }
        }
        return Sentence.filled(form, words)
    }
}

extension Outcome {
    /// As it is told to somebody who reads another language than the house's own.
    func said(in phrases: Phrases?) -> Outcome {
        guard let phrases, case .refused(let id, let problem) = self else { return self }
        return .refused(id: id, problem.said(in: phrases))
    }
}

extension Problem {
    func said(in phrases: Phrases?) -> Problem {
        guard let phrases else { return self }
        return Problem(
            code, "\(phrases.advice(self))", limit: limit, length: length, retryAfter: retryAfter)
    }
}
