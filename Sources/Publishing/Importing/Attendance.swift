import Proceedings

/// Who a note names as present.
struct Attendance {
    private(set) var speakers: [Speaker] = []
    /// Of a meeting; more names stay lines.
    private static let limit = 499

    /// - Returns: Whether the words were taken as a person: `Name`, `Name (Organisation)` or `Name, Organisation`. A name
    ///   already taken keeps its whole words as its name; too long a one is left to be a line.
    mutating func add(_ words: String) -> Bool {
        let parts = Self.parts(words)
        let isTaken = speakers.contains { $0.name == parts.name }
        let name = isTaken ? words : parts.name
        guard speakers.count < Self.limit, !name.isEmpty, name.utf8.count <= 300,
            parts.organisation?.utf8.count ?? 0 <= 300, !speakers.contains(where: { $0.name == name })
        else {
            return false
        }
        speakers.append(Speaker(name: name, organisation: isTaken ? nil : parts.organisation))
        return true
    }

    /// With the chair among them: the one of that name, or one more.
    func chaired(by chair: Speaker?) -> [Speaker] {
        guard let chair else { return speakers }
        let known = speakers.first { $0.name == chair.name }
        let first = Speaker(name: chair.name, role: chair.role, organisation: known?.organisation)
        return [first] + speakers.filter { $0.name != chair.name }
    }

    /// Short, and no sentence.
    static func isName(_ words: String) -> Bool {
        words.count <= 120 && words.last != "." && words.last != ":" && words.last != "?"
            && words.split(separator: " ").count <= 14
    }

    /// Names in one line: divided at semicolons, else at commas outside brackets.
    static func names(_ words: String) -> [String] {
        guard !words.isEmpty else { return [] }
        let mark: Character = words.contains(";") ? ";" : ","
        var names = [""]
        var depth = 0
        for character in words {
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            if character == mark, depth <= 0 { names.append("") } else { names[names.count - 1].append(character) }
        }
        return names.map(\.trimmingSpace).filter { !$0.isEmpty }
    }

    private static func parts(_ words: String) -> (name: String, organisation: String?) {
        if words.last == ")", let open = words.firstIndex(of: "(") {
            let inside = words[words.index(after: open)...].dropLast()
            if !inside.contains("("), !inside.contains(")") {
                return (String(words[..<open]).trimmingSpace, String(inside))
            }
        }
        guard let comma = words.firstIndex(of: ",") else { return (words, nil) }
        return (String(words[..<comma]).trimmingSpace, String(words[words.index(after: comma)...]).trimmingSpace)
    }
}
