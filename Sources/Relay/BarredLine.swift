import Proceedings

/// A line of a form that says several things between bars: "Energy | Research | mixed". What comes last may be left out.
struct BarredLine {
    private var parts: [String]

    init(_ line: String) {
        parts = line.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
    }

    /// From 0; `nil` where it is empty, or left out.
    subscript(place: Int) -> String? { parts.indices.contains(place) && !parts[place].isEmpty ? parts[place] : nil }

    var first: String { parts[0] }
    var count: Int { parts.count }

    /// The same line from what it says, without what comes last and is empty.
    static func written(_ parts: [String?]) -> String {
        var parts = parts.map { $0 ?? "" }
        while parts.last == "" { parts.removeLast() }
        return parts.map { $0.replacing("\n", with: " ") }.joined(separator: " | ")
    }
}
