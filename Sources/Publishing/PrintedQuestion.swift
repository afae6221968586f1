import Proceedings

/// A question as the record prints it: only what was published, and what became of it.
struct PrintedQuestion: Sendable {
    let question: Question
    let wording: Question.Wording
    /// "Ada Ng, Open Data Wales, from outside the room"
    let who: String
    /// "Answered", "Carried forward"
    let outcome: String
    /// How many supported it; 0 is not printed.
    let support: Int

    var number: Int { question.number }
    /// Its id in every publication: `q4`.
    var id: String { "q\(number)" }
}

extension Outline {
    /// Those everyone may read, by number.
    var questions: [PrintedQuestion] {
        minutes.questions.all.compactMap { question in
            guard let wording = question.publication?.wording else { return nil }
            return PrintedQuestion(
                question: question, wording: wording, who: who(wording), outcome: outcome(question),
                support: transcript.support[question.number, default: 0])
        }
    }

    /// "Asked from outside the room: 14. Answered: 9."; `nil` where nobody asked.
    var questionsFromOutside: String? {
        let remote = questions.filter { !$0.wording.isFromRoom }
        guard !remote.isEmpty else { return nil }
        let answered = remote.count { !$0.question.answers.isEmpty }
        return phrases(.questionsFromOutside, ["asked": "\(remote.count)", "answered": "\(answered)"])
    }

    /// Who asked, and how many supported it.
    func about(_ printed: PrintedQuestion) -> String {
        guard printed.support > 0 else { return printed.who }
        return "\(printed.who); \(phrases(.questionSupport, ["n": "\(printed.support)"]))"
    }

    private func who(_ wording: Question.Wording) -> String {
        [
            wording.name, wording.organisation, wording.behalf.map { phrases(.questionBehalf, ["name": $0]) },
            phrases(wording.isFromRoom ? .questionRoom : .questionRemote),
        ].compactMap(\.self).joined(separator: ", ")
    }

    private func outcome(_ question: Question) -> String {
        switch question.state {
        case .answered: phrases(.questionAnswered)
        case .merged(let other): phrases(.questionInto, ["n": "\(other)"])
        case .split(let parts):
            phrases(.questionInto, ["n": parts.map(String.init).joined(separator: ", ")])
        case .takenAway(let owner, let due):
            [
                phrases(.questionTakenAway), owner.map { phrases(.owner, ["name": $0]) },
                due.map { phrases(.due, ["day": clock.day($0)]) },
            ].compactMap(\.self).joined(separator: ", ")
        case .carriedForward: phrases(.questionCarried)
        default: phrases(.questionOpen)
        }
    }
}
