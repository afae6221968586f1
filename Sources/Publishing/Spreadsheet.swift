import Proceedings

/// CSV that spreadsheets read (RFC 4180): UTF-8 with byte order mark, CRLF.
enum Spreadsheet {
    /// - Parameter table: Rows of cells, the names of the columns first.
    static func bytes(_ table: [[String]]) -> [UInt8] {
        Array(("\u{FEFF}" + table.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()).utf8)
    }

    /// A spreadsheet that is set to semicolons or tabs begins a cell after each of them, whatever is quoted.
    private static func guarded(_ words: String) -> String {
        guard words.unicodeScalars.contains(where: isSeparator) else { return words }
        var text = String.UnicodeScalarView()
        var isAtBeginning = false
        for scalar in words.unicodeScalars {
            if isAtBeginning, beginsFormula(scalar) { text.append("'") }
            isAtBeginning = isSeparator(scalar) || (isAtBeginning && scalar.properties.isWhitespace)
            text.append(scalar)
        }
        return String(text)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ";" || scalar == "\t" || scalar == "\r" || scalar == "\n"
    }

    private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠": true
        default: false
        }
    }

    /// Words that a spreadsheet would run as a formula get an apostrophe in front; they come from strangers.
    private static func cell(_ words: String) -> String {
        let text = guarded(words.printable)
        let first = words.unicodeScalars.first { !$0.properties.isWhitespace && !$0.isUnseen }
        let safe = first.map(beginsFormula) ?? false ? "'" + text : text
        let needsQuotes =
            safe.unicodeScalars.contains { $0 == "," || $0 == "\"" || isSeparator($0) } || safe != safe.trimmed
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
