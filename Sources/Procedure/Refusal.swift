package import Proceedings

/// An answer that says no. Nothing of the command has happened.
package enum Refusal: Error, Hashable, Sendable {
    case notPermitted(Command.Kind, Role)
    /// The meeting has not been opened yet.
    case notOpen
    /// It is already as asked.
    case already(Meeting.Phase)
    case closed
    /// Agenda items never taken up; say `really` to close all the same.
    case itemsOpen(count: Int)
    /// Two people pressed at once: the current item was taken up under a minute ago.
    case justTakenUp(number: Int)
    case unknownLine(Position?)
    case lineGone(Position)
    /// No line holds the words to be replaced.
    case noMatch(String)
    case unknownItem(Int?)
    case textEmpty
    /// Both in UTF-8 bytes.
    case textTooLong(limit: Int, length: Int)
    case controlCharacters
    /// A field out of its range.
    case badValue(field: String, rule: String)
    /// The meeting holds as many of these as it may.
    case tooMany(what: String, limit: Int)

    /// The word on the wire; never changes meaning.
    package var code: String {
        switch self {
        case .notPermitted: "not-permitted"
        case .notOpen: "not-open"
        case .already: "already"
        case .closed: "closed"
        case .itemsOpen: "items-open"
        case .justTakenUp: "just-taken-up"
        case .unknownLine: "unknown-line"
        case .lineGone: "line-gone"
        case .noMatch: "no-match"
        case .unknownItem: "unknown-item"
        case .textEmpty: "text-empty"
        case .textTooLong: "text-too-long"
        case .controlCharacters: "control-characters"
        case .badValue: "bad-value"
        case .tooMany: "too-many"
        }
    }
}
