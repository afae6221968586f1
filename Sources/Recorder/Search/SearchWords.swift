import Foundation

/// Words as the search compares them: small letters without marks, so that `dwr` finds `dŵr` and `dŵr` finds `dwr`.
///
/// A word is letters and digits; all else divides. Scripts without gaps between words are taken sign by sign.
struct SearchWords {
    struct Word {
        let text: String
        let place: Range<String.Index>
    }

    let all: [Word]

    init(in text: String) {
        var reader = Reader()
        for index in text.unicodeScalars.indices { reader.read(text.unicodeScalars[index], at: index, in: text) }
        reader.end(at: text.endIndex)
        all = reader.words
    }

    /// What the index is given: FTS5 divides it as this type does.
    static func plain(_ text: String) -> String {
        // Most lines are plain ASCII, and then there is nothing to fold but capitals.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return SearchWords(in: text).all.map(\.text).joined(separator: " ")
    }

    private struct Reader {
        var words: [Word] = []
        private var text = ""
        private var start: String.Index?

        mutating func read(_ scalar: Unicode.Scalar, at index: String.Index, in whole: String) {
            if scalar.isASCII {
                let isOfWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                guard isOfWord else { return end(at: index) }
                begin(at: index)
                text.unicodeScalars.append(contentsOf: String(scalar).lowercased().unicodeScalars)
                return
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .spacingMark, .format: return  // they belong to what is before them
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber:
                if scalar.standsAlone { end(at: index) }
                begin(at: index)
                text += Self.folded(scalar)
                if scalar.standsAlone { end(at: whole.unicodeScalars.index(after: index)) }
            default: end(at: index)
            }
        }

        mutating func end(at index: String.Index) {
            if let start, !text.isEmpty { words.append(Word(text: text, place: start..<index)) }
            start = nil
            text = ""
        }

        private mutating func begin(at index: String.Index) { start = start ?? index }

        private static func folded(_ scalar: Unicode.Scalar) -> String {
            let letters = String(scalar).lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
                switch $0.properties.generalCategory {
                case .nonspacingMark, .enclosingMark, .spacingMark, .mathSymbol, .spaceSeparator: false
                default: true
                }
            }
            return String(String.UnicodeScalarView(letters))
        }
    }
}

extension Unicode.Scalar {
    /// A word by itself: Chinese and Japanese are written without gaps.
    fileprivate var standsAlone: Bool {
        properties.isIdeographic || (0x3040...0x30FF).contains(value)
    }
}
