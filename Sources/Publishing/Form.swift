/// A form the record is published in.
package enum Form: String, Hashable, CaseIterable, Sendable {
    case html
    case markdown = "md"
    case text = "txt"
    /// One document for programs: meeting, sections, lines.
    case json
    /// One row for each position, for those who verify.
    case jsonl
    /// Decisions and actions, for a spreadsheet.
    case csv
    /// Questions, for a spreadsheet.
    case questions = "questions.csv"
    /// Shows of hands, and who spoke, for a spreadsheet.
    case polls = "polls.csv"
    case turns = "turns.csv"
    case reports = "reports.csv"
    /// Lines and sections against a recording of the meeting (WebVTT).
    case notesTrack = "notes.vtt"
    case chapters = "chapters.vtt"
    /// OpenDocument text, for those who edit the record.
    case openDocument = "odt"
    /// W3C scribe log.
    case scribeLog = "scribe.log"
    /// For archives of debates (Akoma Ntoso 3.0), for sites that show them, for corpora of them (TEI).
    case akomaNtoso = "akn.xml"
    case sayIt = "sayit.xml"
    case tei = "tei.xml"
    /// One page of what the meeting came to, for a blog (Markdown).
    case summary = "summary.md"
    /// All of these and the papers, signed (BagIt).
    case zip

    /// All but the bag, which holds them.
    package static let printed = allCases.filter { $0 != .zip }

    /// Without the dot.
    package var fileExtension: String { rawValue }

    package var contentType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .markdown, .summary: "text/markdown; charset=utf-8"
        case .text, .scribeLog: "text/plain; charset=utf-8"
        case .json: "application/json"
        case .jsonl: "application/jsonl"
        case .openDocument: "application/vnd.oasis.opendocument.text"
        case .csv, .questions, .polls, .turns, .reports: "text/csv; charset=utf-8; header=present"
        case .notesTrack, .chapters: "text/vtt; charset=utf-8"
        case .akomaNtoso: "application/akn+xml"
        case .sayIt: "application/xml"
        case .tei: "application/tei+xml"
        case .zip: "application/zip"
        }
    }
}

/// A document ready to be served or written to a folder.
package struct Publication: Hashable, Sendable {
    package let form: Form
    /// Lower-case ASCII letters, digits and hyphens, then the form's extension; safe as a file name.
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
}

/// Why a record could not be printed. Each is a fault of what the press was given, never of the meeting.
package enum PublishingError: Error, Hashable, Sendable, CustomStringConvertible {
    case missingTemplate(String)
    case brokenTemplate(String, reason: String)
    /// The catalogue has no words for this key.
    case missingPhrase(String)

    package var description: String {
        switch self {
        case .missingTemplate(let name): "the template \(name).mustache is missing from web/templates"
        case .brokenTemplate(let name, let reason): "the template \(name).mustache cannot be read: \(reason)"
        case .missingPhrase(let key): "the text catalogue has no entry \(key); add it to web/text/en.json"
        }
    }
}
