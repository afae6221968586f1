/// XML as a tree, written with its attributes and children in the order given, so that the same record is the same
/// bytes. Words are escaped scalar by scalar: a combining mark never hides a `<`.
indirect enum XMLText: Sendable {
    /// Its children stand each on a line of their own.
    case element(String, Attributes, [XMLText])
    /// Words, with mark-up among them; no space is added.
    case mixed(String, Attributes, [XMLText])
    case text(String)

    /// Those without a value are left out.
    typealias Attributes = KeyValuePairs<String, String?>

    static func words(_ name: String, _ attributes: Attributes = [:], _ words: String) -> XMLText {
        .mixed(name, attributes, [.text(words)])
    }

    static func empty(_ name: String, _ attributes: Attributes = [:]) -> XMLText { .mixed(name, attributes, []) }

    /// A document with this as its root, UTF-8.
    var document: [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        write(to: &text, margin: "")
        return Array((text + "\n").utf8)
    }

    private func write(to text: inout String, margin: String) {
        switch self {
        case .text(let words): Self.escape(words, to: &text, isValue: false)
        case .element(let name, let attributes, let children):
            Self.open(name, attributes, isEmpty: children.isEmpty, to: &text)
            guard !children.isEmpty else { return }
            for child in children {
                text += "\n\(margin)  "
                child.write(to: &text, margin: margin + "  ")
            }
            text += "\n\(margin)</\(name)>"
        case .mixed(let name, let attributes, let children):
            Self.open(name, attributes, isEmpty: children.isEmpty, to: &text)
            guard !children.isEmpty else { return }
            for child in children { child.write(to: &text, margin: margin) }
            text += "</\(name)>"
        }
    }

    private static func open(_ name: String, _ attributes: Attributes, isEmpty: Bool, to text: inout String) {
        text += "<\(name)"
        for case (let key, let value?) in attributes {
            text += " \(key)=\""
            escape(value, to: &text, isValue: true)
            text += "\""
        }
        text += isEmpty ? "/>" : ">"
    }

    /// What XML cannot carry, or a reader could not see, becomes U+FFFD.
    private static func escape(_ words: String, to text: inout String, isValue: Bool) {
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"" where isValue: text += "&quot;"
            case "\n" where isValue: text += "&#10;"
            case "\t" where isValue: text += "&#9;"
            default: text.unicodeScalars.append(scalar.isPrintable ? scalar : "\u{FFFD}")
            }
        }
    }
}
