import Proceedings

/// CSV that spreadsheets read (RFC 4180): UTF-8 with byte order mark, CRLF.
enum Spreadsheet {
    /// - Parameter table: Rows of cells, the names of the columns first.
    static func bytes(_ table: [[String]]) -> [UInt8] {
        Array(("\u{FEFF}" + table.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()).utf8)
    }

    /// Words that a spreadsheet would run as a formula get an apostrophe in front; they come from strangers. One that
    /// is set to semicolons or tabs reads the file in its own way, so a cell that holds one is quoted too.
    private static func cell(_ words: String) -> String {
        let text = words.printable
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
