/// JSON with keys in the order given, so that the same record is the same bytes.
indirect enum JSONText {
    case object([(String, JSONText)])
    case array([JSONText])
    case string(String)
    case number(Int)
    case bool(Bool)
    case null

    static func string(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

    /// An object without the keys that are null.
    static func sparse(_ pairs: [(String, JSONText)]) -> JSONText {
        .object(pairs.filter { if case .null = $0.1 { false } else { true } })
    }

    /// On one line.
    var compact: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// One line for each member down to `depth`, below that compact.
    func lines(depth: Int) -> String {
        var text = ""
        write(to: &text, depth: depth, margin: "")
        return text
    }

    private func write(to text: inout String) { write(to: &text, depth: 0, margin: "") }

    private func write(to text: inout String, depth: Int, margin: String) {
        switch self {
        case .object(let pairs):
            Self.write(pairs, "{", "}", to: &text, depth: depth, margin: margin) { pair, text, margin in
                Self.quote(pair.0, to: &text)
                text += depth > 0 ? ": " : ":"
                pair.1.write(to: &text, depth: max(0, depth - 1), margin: margin)
            }
        case .array(let members):
            Self.write(members, "[", "]", to: &text, depth: depth, margin: margin) { member, text, margin in
                member.write(to: &text, depth: max(0, depth - 1), margin: margin)
            }
        case .string(let words): Self.quote(words, to: &text)
        case .number(let number): text += String(number)
        case .bool(let truth): text += truth ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func write<Member>(
        _ members: [Member], _ open: String, _ close: String, to text: inout String, depth: Int, margin: String,
        member: (Member, inout String, String) -> Void
    ) {
        let inner = margin + "  "
        text += open
        for (place, each) in members.enumerated() {
            if place > 0 { text += "," }
            if depth > 0 { text += "\n" + inner }
            member(each, &text, inner)
        }
        if depth > 0, !members.isEmpty { text += "\n" + margin }
        text += close
    }

    /// `<`, `>` and `&` are escaped too, so that the text can stand inside a `script` element.
    private static func quote(_ words: String, to text: inout String) {
        text += "\""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
