import Glibc

/// What the command line says: `--name value`, `--name` alone, and the words before them.
struct Arguments {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    func has(_ option: String) -> Bool { words.contains(option) }

    func text(_ option: String) -> String? {
        guard let index = words.firstIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1]
    }

    /// Ends the program where the value is no whole number.
    func number(_ option: String, otherwise: Int) -> Int {
        guard let text = text(option) else { return otherwise }
        guard let number = Int(text) else { Self.refuse("\(option) takes a whole number, not “\(text)”.") }
        return number
    }

    /// A line on standard error.
    static func say(_ words: String) {
        let line = words + "\n"
        write(STDERR_FILENO, line, line.utf8.count)
    }

    static func refuse(_ words: String) -> Never {
        say(words)
        exit(64)
    }
}
