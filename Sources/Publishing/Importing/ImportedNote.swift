package import Proceedings

/// A written note read into the record's own words.
package struct ImportedNote: Hashable, Sendable {
    /// What the first entry says of the meeting.
    package let meeting: Meeting
    /// What follows `.planned(meeting)`: who attended, the notes in the order written, the close.
    /// No opening: when the meeting began is not known.
    package let lines: [Line]
    package let report: ImportReport
    /// SHA-256 of the file's bytes in hex. A record made of the same identity is the same import: nothing is to be done.
    package let identity: String
}

/// What an import understood and what it guessed, for the person who must check it.
package struct ImportReport: Hashable, Sendable, Codable {
    /// `UTF-8` or `Windows-1252`.
    package let encoding: String
    /// Lines by the name of their kind.
    package let counts: [String: Int]
    package let recognised: [Reading]
    package let guessed: [Guess]

    /// One passage and the kind of line it became.
    package struct Reading: Hashable, Sendable, Codable {
        /// Counts from 1.
        package let lineNumber: Int
        /// The passage's first words, at most 60 characters.
        package let text: String
        package let kind: String
    }

    /// A reading that the shape of the note suggests but does not prove.
    package struct Guess: Hashable, Sendable, Codable {
        /// `nil` where the file's name was read.
        package let lineNumber: Int?
        package let text: String
        package let reading: String
        package let reason: String
    }
}

/// Why a file is not imported. Nothing is ever cut to make it fit.
package enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    /// `limit` is in bytes.
    case tooLarge(limit: Int)
    case notText(String)
    case noNote
    /// `limit` is in UTF-8 bytes.
    case lineTooLong(lineNumber: Int, bytes: Int, limit: Int)
    /// Of a document in XML.
    case markup(lineNumber: Int, reason: String)

    package var description: String {
        switch self {
        case .empty: "the file is empty; give a meeting note as plain text"
        case .tooLarge(let limit): "the file is larger than \(limit) bytes; split it by meeting and import each part"
        case .notText(let what): "the file is \(what); save the note as plain text (UTF-8) and import that"
        case .noNote:
            "no line begins with a dash, a bullet, a number, “Item” or “Action:”, so this is no meeting note; "
                + "put a dash before each thing noted and import again"
        case .markup(let number, let reason): "line \(number): \(reason)"
        case .lineTooLong(let number, let bytes, let limit):
            "line \(number) has \(bytes) bytes and a line of the record at most \(limit); "
                + "divide it into several lines and import again"
        }
    }
}
