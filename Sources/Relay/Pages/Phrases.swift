/// One language's catalogue: every word a page says, by key.
package struct Phrases: Sendable {
    package let language: String
    /// Flat; keys of small letters, digits and underscores. `{name}` marks a blank.
    package let strings: [String: String]

    package init(language: String, strings: [String: String]) {
        self.language = language
        self.strings = strings
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

    /// The form of `key` that goes with a number: `key_one`, `key_other`. Its blank is `{n}`.
    package func count(_ key: String, _ number: Int) -> String {
        say(key + (number == 1 ? "_one" : "_other"), ["n": String(number)])
    }

    /// What the page's own program says: the keys that begin with `client_`, without that.
    var clientWords: [String: String] {
        let pairs = strings.filter { $0.key.hasPrefix("client_") }
            .map { (String($0.key.dropFirst("client_".count)), $0.value) }
        return Dictionary(pairs) { first, _ in first }
    }
}
