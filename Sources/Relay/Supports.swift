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
    /// How many support each question, settled or not; one not named has no support. Those of questions merged into it
    /// count for it too, each participant once.
    var allSupport: [Int: Int] {
        minutes.questions.families.mapValues { counted.supports.count(of: $0) }.filter { $0.value > 0 }
    }

    /// Of all that may be supported now.
    var supportCounts: [Int: Int] {
        let open = Set(minutes.questions.open.map(\.number))
        return allSupport.filter { open.contains($0.key) }
    }
}
