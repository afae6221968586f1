import Proceedings

/// The minutes as those know them who may not read all of it: everyone, and the breakout groups that have written what
/// others have not heard.
struct Extracts: Sendable {
    private(set) var everyone = Minutes()
    private var groups: [Int: Minutes] = [:]

    init(_ entries: [Entry] = []) {
        for entry in entries { take(entry) }
    }

    func minutes(for reader: Reader) -> Minutes { reader.group.flatMap { groups[$0] } ?? everyone }

    mutating func take(_ entry: Entry) {
        if case .breakout(let number) = entry.line?.audience { groups[number, default: everyone].take(entry) }
        guard Gallery.may(entry, be: .everyone) else { return }
        everyone.take(entry)
        for number in groups.keys { groups[number]?.take(entry) }
    }
}
