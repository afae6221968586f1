/// The form of a sentence that goes with a whole number. Raw values end the keys of the text catalogue: `home_lines_two`.
package enum Plural: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other

    /// By the cardinal rules of CLDR 46 (`supplemental/plurals.xml`), which browsers know as `Intl.PluralRules`; a language
    /// that is not in the table is counted as English is.
    package static func of(_ number: Int, in language: String) -> Plural {
        switch base(language) {
        case "cy":
            switch number {
            case 0: .zero
            case 1: .one
            case 2: .two
            case 3: .few
            case 6: .many
            default: .other
            }
        default: number == 1 ? .one : .other
        }
    }

    /// The forms a catalogue of that language has of every counted sentence.
    package static func forms(in language: String) -> [Plural] {
        base(language) == "cy" ? allCases : [.one, .other]
    }

    private static func base(_ language: String) -> Substring { language.prefix { $0 != "-" } }
}
