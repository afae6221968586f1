/// What a theme is called: the words of the item that names it, else their beginning.
struct ThemeName {
    let words: String

    /// Characters of a name that is all of the item or a sentence of it, and of one that is cut.
    private static let longest = 100
    private static let cut = 80
    /// As the rules have it of a name, in bytes of UTF-8.
    private static let limit = 300

    /// - Parameter item: One line, without space around. At most 100 characters are the name as they stand, without a
    ///   final full stop; of more the first sentence, where that is no longer, else about 80, cut between words.
    /// - Returns: `nil` where no name within the rules can be made.
    init?(of item: String) {
        let whole = [Self.unstopped(item), Self.firstSentence(of: item).map(Self.unstopped)].compactMap(\.self)
        words = whole.first { $0.count <= Self.longest && $0.utf8.count <= Self.limit } ?? Self.beginning(of: item)
        guard !words.isEmpty else { return nil }
    }

    private static func unstopped(_ words: String) -> String {
        words.hasSuffix(".") && !words.hasSuffix("..") ? String(words.dropLast()) : words
    }

    /// Up to a mark that a space and a capital follow: "e.g. names" ends nothing.
    private static func firstSentence(of words: String) -> String? {
        var rest = words[...]
        while let end = rest.firstIndex(where: { ".?!".contains($0) }) {
            rest = rest[words.index(after: end)...]
            if rest.first == " ", rest.dropFirst().first?.isUppercase ?? false { return String(words[...end]) }
        }
        return nil
    }

    private static func beginning(of words: String) -> String {
        var head = words.prefix(cut)
        while head.utf8.count + " …".utf8.count > limit { head.removeLast() }
        head = head[..<(head.lastIndex(of: " ") ?? head.endIndex)]
        return head.isEmpty ? "" : head + " …"
    }
}
