import Foundation
import Proceedings

/// Words as the search of a static site knows them: small, without accents, so that *dwr* finds *dŵr*. `finding.js` does
/// the same to what is typed.
package enum SearchWords {
    /// Longer words are cut; scalars.
    static let longest = 40

    package static func words(in text: String) -> Set<String> {
        var words: Set<String> = []
        var word = String.UnicodeScalarView()
        func end() {
            if !word.isEmpty { words.insert(String(word)) }
            word = String.UnicodeScalarView()
        }
        for scalar in folded(text).unicodeScalars {
            guard isPart(scalar) else {
                end()
                continue
            }
            if word.count < longest { word.append(scalar) }
        }
        end()
        return words
    }

    /// - Parameter text: ASCII is quick, and most of it.
    static func folded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
        let scalars = text.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !isMark($0) }
        return String(String.UnicodeScalarView(scalars)).lowercased()
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value) }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The file that has a word: by its first two letters, or by where its first stands in Unicode.
    package static func shard(of word: String) -> String {
        let scalars = Array(word.unicodeScalars.prefix(2))
        guard let first = scalars.first, first.isASCII else {
            let place = String((scalars.first?.value ?? 0) >> 7, radix: 16)
            return "u" + String(repeating: "0", count: max(0, 4 - place.count)) + place
        }
        return String(first) + (scalars.count > 1 && scalars[1].isASCII ? String(scalars[1]) : "_")
    }
}
