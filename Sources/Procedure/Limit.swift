/// How much a meeting may hold. Text is never cut: over the limit is refused.
package enum Limit {
    /// A line's words as typed, UTF-8 bytes.
    package static let text = 4000
    /// Titles, names and other single-line fields, UTF-8 bytes.
    package static let title = 300
    package static let items = 200
    package static let strands = 50
    package static let speakers = 500
    package static let aliases = 10

    /// Refuses nothing, too much, and what is no text: control characters other than line break and tab, and the
    /// two noncharacters XML cannot carry.
    static func text(_ words: String) throws(Refusal) {
        let length = words.utf8.count
        guard length <= text else { throw .textTooLong(limit: text, length: length) }
        guard words.unicodeScalars.allSatisfy({ isText($0) || $0 == "\n" || $0 == "\t" }) else {
            throw .controlCharacters
        }
        guard !words.allSatisfy(\.isWhitespace) else { throw .textEmpty }
    }

    static func title(_ words: String, field: String) throws(Refusal) {
        guard !words.allSatisfy(\.isWhitespace) else { throw .badValue(field: field, rule: "some words") }
        guard words.utf8.count <= title else {
            throw .badValue(field: field, rule: "at most \(title) bytes of UTF-8, this has \(words.utf8.count)")
        }
        guard words.unicodeScalars.allSatisfy(isText) else {
            throw .badValue(field: field, rule: "one line without control characters")
        }
    }

    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0xfffe, 0xffff: false
        default: true
        }
    }
}
