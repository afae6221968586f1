/// What is wrong, in the house's own language: its blanks are known, so that a catalogue can say it in another.
package struct Sentence: Sendable, ExpressibleByStringInterpolation {
    /// With `{1}`, `{2}` and so on for what was put in: what a catalogue knows it by.
    package let form: String
    package let blanks: [Blank]

    package enum Blank: Hashable, Sendable {
        /// The same in every language: a number, a name, a word of the wire.
        case words(String)
        case sentence(Sentence)

        package var words: String {
            switch self {
            case .words(let words): words
            case .sentence(let sentence): sentence.words
            }
        }
    }

    package init(stringLiteral words: String) {
        form = words
        blanks = []
    }

    package init(stringInterpolation parts: StringInterpolation) {
        form = parts.form
        blanks = parts.blanks
    }

    /// As a program is told it.
    package var words: String { Self.filled(form, blanks.map(\.words)) }

    /// - Parameter form: Any language's; what is put in is never read as a blank.
    package static func filled(_ form: String, _ blanks: [String]) -> String {
        var rest = Substring(form)
        var said = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let number = Int(rest[rest.index(after: open)..<close])
            said += rest[..<open]
            said +=
                number.flatMap { blanks.indices.contains($0 - 1) ? blanks[$0 - 1] : nil } ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return said + rest
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var form = ""
        fileprivate var blanks: [Blank] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ words: String) { form += words }

        package mutating func appendInterpolation(_ sentence: Sentence) { put(.sentence(sentence)) }

        package mutating func appendInterpolation<Value>(_ value: Value) { put(.words("\(value)")) }

        private mutating func put(_ blank: Blank) {
            blanks.append(blank)
            form += "{\(blanks.count)}"
        }
    }
}

/// Two that read the same are the same, whatever of it was put in.
extension Sentence: Hashable {
    package static func == (one: Sentence, other: Sentence) -> Bool { one.words == other.words }

    package func hash(into hasher: inout Hasher) { hasher.combine(words) }
}
