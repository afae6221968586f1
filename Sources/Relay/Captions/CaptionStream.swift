import Proceedings

/// What comes from caption software, one character after another, and the sentences it makes.
///
/// The stream is StreamText's: pieces of text in which U+0008 and U+007F take the character before them back, also one
/// of an earlier piece. A sentence that is whole has left the stream and is not reached any more.
struct CaptionStream {
    /// Of a sentence that is not whole yet.
    private(set) var unfinished = ""
    /// Who speaks until another does, by the name the meeting knows.
    private(set) var speaker: String?

    /// Characters of one line at most: who never ends a sentence is read all the same.
    static let most = 600
    /// A full stop after these ends no sentence.
    private static let shortened: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "e.g", "i.e", "etc", "vs", "cf",
    ]

    struct Sentence: Hashable {
        let words: String
        let speaker: String?
    }

    /// - Parameter speakers: Those the meeting knows; a sentence that begins with the name of one and a colon is theirs,
    ///   and so is what follows, up to the next `>>`.
    /// - Returns: The sentences that are whole now.
    mutating func take(_ piece: String, knowing speakers: [Speaker]) -> [Sentence] {
        var sentences: [Sentence] = []
        for scalar in piece.unicodeScalars {
            switch scalar {
            case "\u{8}", "\u{7F}": if !unfinished.isEmpty { unfinished.removeLast() }
            case "\r": break
            case "\n": finish(&sentences, knowing: speakers)
            default:
                let isSpace = scalar.properties.isWhitespace
                if isSpace, endsSentence || unfinished.count >= Self.most { finish(&sentences, knowing: speakers) }
                let isSeen = isSpace ? !unfinished.isEmpty : scalar.properties.generalCategory != .control
                if isSeen {
                    unfinished.unicodeScalars.append(isSpace ? " " : scalar)
                }
                if unfinished.hasSuffix(">>") {
                    unfinished.removeLast(2)
                    finish(&sentences, knowing: speakers)
                    speaker = nil
                } else if unfinished.utf8.count > 3 * Self.most {
                    finish(&sentences, knowing: speakers)
                }
            }
        }
        return sentences
    }

    /// What could not be written is said before all that comes.
    mutating func giveBack(_ sentences: [Sentence]) {
        unfinished = (sentences.map(\.words) + [unfinished]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private mutating func finish(_ sentences: inout [Sentence], knowing speakers: [Speaker]) {
        var words = unfinished.trimmingSpaces
        unfinished = ""
        if let colon = words.firstIndex(of: ":") {
            let name = words[..<colon].trimmingSpaces.likeness
            if let known = speakers.first(where: { ([$0.name] + $0.aliases).map(\.likeness).contains(name) }) {
                speaker = known.name
                words = words[words.index(after: colon)...].trimmingSpaces
            }
        }
        if !words.isEmpty { sentences.append(Sentence(words: words, speaker: speaker)) }
    }

    private var endsSentence: Bool {
        guard let mark = unfinished.last, ".?!…".contains(mark) else { return false }
        guard mark == "." else { return true }
        let last = unfinished.dropLast().split(separator: " ").last.map { $0.lowercased() } ?? ""
        // One letter is an initial.
        return last.count > 1 && !Self.shortened.contains(last)
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
