/// JavaScript as it is served: without the comments that stand on lines of their own.
///
/// A third of what a reader would load is comments. Lines stay, so that a fault is told by its true line. Our scripts
/// have no template literal with a line that begins like a comment; a test holds them to it.
enum Bare {
    static func script(_ bytes: [UInt8]) -> [UInt8] {
        var isComment = false
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return Array(lines.map { bare($0, &isComment) }.joined(separator: "\n").utf8)
    }

    /// What is left of one line; `isComment` says whether a block comment goes on behind it.
    private static func bare(_ line: Substring, _ isComment: inout Bool) -> Substring {
        let words = line.drop { $0 == " " }
        if !isComment {
            if words.hasPrefix("//") { return "" }
            guard words.hasPrefix("/*") else { return line }
        }
        guard let end = words.firstRange(of: "*/") else {
            isComment = true
            return ""
        }
        isComment = false
        return words[end.upperBound...].drop { $0 == " " }
    }
}
