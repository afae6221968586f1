/// Lines of the meeting and its groups that say something of the same thing, gathered by the facilitator.
package struct Theme: Hashable, Sendable {
    /// Counts from 1; never given twice.
    package let number: Int
    package let name: String
    /// In the order they were gathered; those taken back are not among them.
    package internal(set) var lines: [Position] = []
}

/// The themes of one meeting, taken from its entries in order.
package struct Themes: Hashable, Sendable {
    private var known: [Int: Theme] = [:]
    /// The highest number ever given; 0 before the first.
    package private(set) var highest = 0

    package subscript(number: Int) -> Theme? { known[number] }

    /// By number, those that hold a line.
    package var all: [Theme] { known.values.filter { !$0.lines.isEmpty }.sorted { $0.number < $1.number } }

    /// Whatever the case; also one that holds no line any more.
    package func named(_ name: String) -> Theme? {
        known.values.filter { $0.name.likeness == name.likeness }.min { $0.number < $1.number }
    }

    /// Numbers up to this one are never given again.
    mutating func raise(to number: Int) { highest = max(highest, number) }

    mutating func take(_ body: Line.Body) {
        switch body {
        case .themeGathered(let number, let name, let line):
            highest = max(highest, number)
            known[number, default: Theme(number: number, name: name)].lines.append(line)
        case .themeReleased(let number, let line): known[number]?.lines.removeAll { $0 == line }
        case .retraction(let line): for number in known.keys { known[number]?.lines.removeAll { $0 == line } }
        default: break
        }
    }
}
