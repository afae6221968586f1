import Foundation

extension StringProtocol {
    /// Without white space and line ends at both ends. Most lines have none, and are not looked through for it.
    package var trimmed: String {
        if let first, let last, first.isASCII, last.isASCII, !first.isWhitespace, !last.isWhitespace {
            return String(self)
        }
        return trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Nothing of it is seen: white space, and characters that have no shape of their own.
    package var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isUnseen } }

    /// The same for words that look the same but for capitals and how wide their gaps are.
    package var likeness: String {
        let seen = unicodeScalars.filter { !$0.isUnseen }
        return seen.split { $0.properties.isWhitespace }
            .map { String(String.UnicodeScalarView($0)).lowercased() }.joined(separator: " ")
    }

    /// The same also for words with other marks on their letters, or in other forms of them (full-width, mathematical,
    /// ligatures): what is left once Unicode has taken them apart (NFKD). Letters of other alphabets stay other letters.
    package var bareLikeness: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return likeness }
        let bare = decomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
            ![.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
        }
        return String(String.UnicodeScalarView(bare)).likeness
    }
}

extension Unicode.Scalar {
    /// Drawn as nothing: zero-width characters, joiners, fillers, the Braille blank, and what turns the direction of
    /// writing.
    package var isUnseen: Bool {
        // U+200B is no default ignorable code point, but a format character.
        guard !isASCII else { return false }
        return properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format || value == 0x2800
    }

    /// Letters, their marks, and digits; a hyphen or an apostrophe ends a word.
    package var isOfWord: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Turns the direction of what follows it until another ends that (UAX #9, explicit directional formatting): in a
    /// name it would turn the words beside the name too.
    package var turnsDirection: Bool {
        switch value {
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
