import Proceedings

/// CSV that spreadsheets read (RFC 4180): UTF-8 with byte order mark, CRLF.
enum Spreadsheet {
    /// - Parameter table: Rows of cells, the names of the columns first.
    static func bytes(_ table: [[String]]) -> [UInt8] {
        Array(("\u{FEFF}" + table.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()).utf8)
    }

    /// A spreadsheet that is set to semicolons or tabs begins a cell after each of them, whatever is quoted.
    private static func guarded(_ text: String) -> String {
        text.replacing(/([;\t\r\n]\s*)([=+\-@|%＝＋－＠])/) { "\($0.1)'\($0.2)" }
    }

    /// Words that a spreadsheet would run as a formula get an apostrophe in front; they come from strangers.
    private static func cell(_ words: String) -> String {
        let text = guarded(words.printable)
        let first = words.unicodeScalars.first { !$0.properties.isWhitespace && !$0.isUnseen }
        let isFormula = first.map { "=+-@\t\r\n|%＝＋－＠".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let needsQuotes =
            safe.unicodeScalars.contains { ",;\t\"\r\n".unicodeScalars.contains($0) } || safe != safe.trimmed
        return needsQuotes ? "\"" + safe.doublingQuotes + "\"" : safe
    }
}

extension String {
    fileprivate var doublingQuotes: String {
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\"" { text.append(scalar) }
            text.append(scalar)
        }
        return String(text)
    }
}
