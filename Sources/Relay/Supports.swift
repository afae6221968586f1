import HashTreeCollections
import Proceedings
import Recorder

/// Who supports which question. A batch is ruled on a copy, which shares with the original what it does not change.
struct Supports: Sendable {
    private var known: TreeDictionary<Int, TreeSet<Participant.ID>> = [:]

    init(_ supports: [RecordStore.Support] = []) {
        for support in supports { set(support) }
    }

    /// - Returns: Whether that changed anything.
    @discardableResult
    mutating func set(_ support: RecordStore.Support) -> Bool {
        if support.isOn { return known[support.question, default: []].insert(support.participant).inserted }
        return known[support.question]?.remove(support.participant) != nil
    }

    mutating func clear(_ question: Int) { known[question] = nil }

    /// How many different participants support any of these.
    func count(of questions: [Int]) -> Int {
        guard let first = questions.first, questions.count > 1 else {
            return questions.first.flatMap { known[$0]?.count } ?? 0
        }
        return questions.dropFirst().reduce(known[first, default: []]) { $0.union(known[$1, default: []]) }.count
    }

    func questions(of participant: Participant.ID) -> [Int] {
        known.filter { $1.contains(participant) }.map(\.key).sorted()
    }
}

extension Floor {
    /// Those of questions merged into it count for it too, each participant once.
    func support(of question: Int) -> Int { supports.count(of: minutes.questions.family(of: question)) }

    /// Of all that may be supported now.
    var supportCounts: [Int: Int] { counts(of: minutes.questions.open) }

    /// Of every question, settled or not.
    var allSupport: [Int: Int] { counts(of: minutes.questions.all) }

    private func counts(of questions: [Question]) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for question in questions {
            let support = support(of: question.number)
            if support > 0 { counts[question.number] = support }
        }
        return counts
    }
}
