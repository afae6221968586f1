/// One language's catalogue: every word a page says, by key.
package struct Phrases: Sendable {
    package let language: String
    /// Flat; keys of small letters, digits and underscores. `{name}` marks a blank.
    package let strings: [String: String]
    /// What the server's own sentences are in this language, by the form they have in the server's.
    let exact: [String: String]
    private let plurals: Plural.Rules

    /// - Throws: `PluralRule.Fault` where one of the keys `plural_zero` to `plural_many` is no rule.
    package init(language: String, strings: [String: String]) throws {
        self.init(language: language, strings: strings, exact: [:], plurals: try Plural.Rules(strings))
    }

    private init(language: String, strings: [String: String], exact: [String: String], plurals: Plural.Rules) {
        self.language = language
        self.strings = strings
        self.exact = exact
        self.plurals = plurals
    }

    /// As it calls itself: `Cymraeg`.
    var name: String { say("language_name") }

    /// Whether somebody who speaks the language has read the text.
    var isReviewed: Bool { strings["language_reviewed"] == "yes" }

    /// What another language's catalogue says stands where this one has no words yet.
    func completed(by other: Phrases) -> Phrases {
        let pairs = other.strings.filter { $0.key.hasPrefix("problem_exact_") }
            .map { ($0.value, strings[$0.key] ?? $0.value) }
        return Phrases(
            language: language, strings: strings.merging(other.strings) { own, _ in own },
            exact: Dictionary(pairs) { first, _ in first }, plurals: plurals)
    }

    /// - Returns: The sentence with its blanks filled; the key itself where the catalogue lacks it.
    package func say(_ key: String, _ blanks: [String: String] = [:]) -> String {
        var rest = Substring(strings[key] ?? key)
        var said = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            said += rest[..<open]
            let blank = String(rest[rest.index(after: open)..<close])
            said += blanks[blank] ?? "{\(blank)}"
            rest = rest[rest.index(after: close)...]
        }
        return said + rest
    }

    /// The form of `key` that goes with a number: `key_one`, `key_two`, `key_other`. Its blank is `{n}`.
    package func count(_ key: String, _ number: Int) -> String {
        let exact = "\(key)_\(plurals.form(of: number).rawValue)"
        return say(strings[exact] == nil ? key + "_other" : exact, ["n": String(number)])
    }

    /// All forms of a counted sentence, for a program that counts.
    func forms(_ key: String) -> [(form: String, words: String)] {
        Plural.allCases.compactMap { form in strings["\(key)_\(form.rawValue)"].map { (form.rawValue, $0) } }
    }

    /// What the page's own program says: the keys that begin with `client_`, without that, and how days are printed.
    var clientWords: [String: String] {
        let pairs = strings.filter { $0.key.hasPrefix("client_") }
            .map { (String($0.key.dropFirst("client_".count)), $0.value) }
        let days = ["months": say("record.months"), "date_short": say("date_short")]
        return days.merging(pairs) { own, _ in own }
    }
}
