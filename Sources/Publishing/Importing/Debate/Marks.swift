import Proceedings

/// What this house says of a line beside its words, in `inline` elements: "Key moment: ", who does it and by when.
struct Marks {
    /// The element without them.
    let rest: XMLTree
    private(set) var isKeyMoment = false
    /// The group, and what it was asked.
    private(set) var reported: (group: String, asked: String)?
    private(set) var owner: String?
    /// `yyyy-mm-dd`
    private(set) var due: String?
    /// Of an assignment, what is neither.
    private(set) var unread = ""

    init(of one: XMLTree) {
        rest = one.without { $0.name == "inline" && ["mark", "assignment"].contains($0.attributes["name"] ?? "") }
        for mark in one.elements where mark.name == "inline" {
            switch mark.attributes["name"] {
            case "mark": take(mark: mark.text)
            case "assignment": take(assignment: mark.text)
            default: break
            }
        }
    }

    private mutating func take(mark: String) {
        let words = mark.hasSuffix(": ") ? String(mark.dropLast(2)) : mark
        if words == "Key moment" { isKeyMoment = true }
        let parts = words.split(separator: " · ", maxSplits: 1).map(String.init)
        if parts.count == 2 { reported = (parts[0], parts[1]) }
    }

    /// ` (Owner: Dilys Owen, due 5 June 2014)`
    private mutating func take(assignment: String) {
        let inside = assignment.trimmingSpace.dropFirst().dropLast()
        var rest: [Substring] = []
        for part in inside.split(separator: ", ") {
            if part.hasPrefix("due "), let day = NoteDay.first(in: String(part)) {
                due = day.iso
            } else {
                rest.append(part)
            }
        }
        let words = rest.joined(separator: ", ")
        if words.hasPrefix("Owner: ") { owner = String(words.dropFirst("Owner: ".count)) } else { unread = words }
    }
}
