/// The form of a sentence that goes with a whole number. Raw values end the keys of the text catalogue: `home_lines_two`.
enum Plural: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other

    /// Which numbers take which form: the rules of a catalogue, `plural_few`. Where none holds, it is `other`.
    struct Rules: Sendable {
        private var rules: [(form: Plural, rule: PluralRule)] = []

        /// - Throws: `PluralRule.Fault` of the first that is none.
        init(_ strings: [String: String]) throws(PluralRule.Fault) {
            for form in Plural.allCases {
                guard let text = strings["plural_" + form.rawValue] else { continue }
                rules.append((form, try PluralRule(text)))
            }
        }

        func form(of number: Int) -> Plural { rules.first { $0.rule.holds(for: number) }?.form ?? .other }
    }
}
