/// A piece of an OpenDocument file. Only `words` takes words, and nothing in them becomes a mark.
struct OpenDocumentMarkup {
    private(set) var text: String

    /// Marks of our own, as they stand.
    init(ours text: String) { self.text = text }

    /// An attribute's value is words too.
    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ inside: [OpenDocumentMarkup] = []) {
        let values = attributes.map { " \($0.key)=\"\(Self.escaped($0.value))\"" }.joined()
        let content = inside.map(\.text).joined()
        text = content.isEmpty ? "<\(name)\(values)/>" : "<\(name)\(values)>\(content)</\(name)>"
    }

    /// Every space stays where it is: an OpenDocument reader keeps only one of several, and none at the ends of a
    /// paragraph. Line breaks become elements, controls U+FFFD.
    static func words(_ words: String) -> OpenDocumentMarkup {
        var text = ""
        var spaces = 0
        func keepSpaces(atEnd: Bool = false) {
            guard spaces > 0 else { return }
            let isPlain = !text.isEmpty && !atEnd
            if isPlain { text += " " }
            let rest = isPlain ? spaces - 1 : spaces
            if rest > 0 { text += "<text:s text:c=\"\(rest)\"/>" }
            spaces = 0
        }
        for scalar in words.printable.unicodeScalars {
            if scalar == " " {
                spaces += 1
                continue
            }
            keepSpaces()
            switch scalar {
            case "\t": text += "<text:tab/>"
            case "\n", "\u{2028}", "\u{2029}": text += "<text:line-break/>"
            default: text += escaped(scalar)
            }
        }
        keepSpaces(atEnd: true)
        return OpenDocumentMarkup(ours: text)
    }

    /// Text of an element outside the body, where spaces are not the document's.
    static func plain(_ words: String) -> OpenDocumentMarkup { OpenDocumentMarkup(ours: escaped(words.unbroken)) }

    static func + (one: OpenDocumentMarkup, other: OpenDocumentMarkup) -> OpenDocumentMarkup {
        OpenDocumentMarkup(ours: one.text + other.text)
    }

    private static func escaped(_ words: String) -> String {
        words.unbroken.unicodeScalars.map(escaped).joined()
    }

    /// By scalars: a mark with an accent on it is still a mark to who reads the file.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        default: String(scalar)
        }
    }
}
