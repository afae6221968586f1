import Proceedings

/// How much a meeting may hold, and a series. Text is never cut: over the limit is refused.
package enum Limit {
    /// A line's words as typed, UTF-8 bytes.
    package static let text = 4000
    /// Titles, names and other single-line fields, UTF-8 bytes.
    package static let title = 300
    package static let items = 200
    /// Of an agenda item, planned: up to a day.
    package static let itemMinutes = 1...1440
    /// Of headings.
    package static let levels = 1...2
    package static let strands = 50
    package static let speakers = 500
    package static let aliases = 10
    /// A question's words, in Unicode scalars, as the page counts them.
    package static let question = 500
    /// Questions of one meeting, whatever became of them.
    package static let questions = 5000
    /// Waiting to be looked at: more than a facilitator reads, and a flood is bounded by it.
    package static let questionsInReview = 300
    package static let questionsPerAsker = 5
    /// Words and phrases that make a question wait for a facilitator, and of each, in Unicode scalars.
    package static let watchedWords = 200
    package static let watchedWord = 60
    /// On the speakers list; staff add who is in the room beyond it.
    package static let turnsWaiting = 200
    /// Of attendees; staff go on beyond.
    package static let turns = 5000
    package static let turnsInAll = 20_000
    /// Of one turn, and of all turns of a sector, where they are limited; seconds.
    package static let turnTime = 10...3600
    package static let budget = 60...36_000
    /// Of one question that was split.
    package static let parts = 10
    /// Shows of hands of one meeting.
    package static let polls = 200
    /// Read out of those who gave one answer by name; all are counted.
    package static let names = 500
    /// Of who answers by name, in Unicode scalars.
    package static let voter = 100
    /// Answers to choose from.
    package static let options = 2...10
    /// Breakout groups of one meeting.
    package static let breakouts = 50
    /// Of one group.
    package static let reportLines = 200
    package static let themes = 50
    /// What groups are asked to report on.
    package static let prompts = 20
    /// On the schedule of one series, held and to come.
    package static let meetings = 500
    /// Of one meeting, planned: up to a week.
    package static let minutes = 1...10_080
    /// Of one strand.
    package static let milestones = 20
    /// Of one position board.
    package static let points = 500
    /// For one meeting.
    package static let papers = 100
    /// Of one paper's file, and of all of a series. Bytes.
    package static let file = 10_485_760
    package static let files = 209_715_200
    /// Of an address, UTF-8 bytes.
    package static let address = 2000
    /// Of one series, whatever became of them.
    package static let comments = 5000
    /// Explained, of one series.
    package static let words = 1000
    /// Suggestions to correct one record, whatever became of them.
    package static let emendations = 5000
    /// Of a word to be explained, in Unicode scalars.
    package static let term = 60
    /// Asked for and not explained yet.
    package static let wordsAsked = 300
    /// Whom to invite, from readers of one series within a day.
    package static let suggestions = 200
    package static let targets = 30
    /// Changes of a board that wait to be confirmed.
    package static let proposals = 100
    /// More people are in no room.
    package static let inTheRoom = 100_000
    /// More follow no meeting.
    package static let people = 10_000_000
    /// Of one record that is taken in at once, and so the highest number that anything in one can have.
    package static let entries = 1_000_000
    /// Of a place somebody follows from, in Unicode scalars.
    package static let place = 60
    /// The last millisecond of the year 9999, UTC.
    package static let time = Instant.printable.upperBound.milliseconds

    /// Refuses nothing, too much, and what is no text: control characters other than line break (a form sends CR LF)
    /// and tab, and the two noncharacters XML cannot carry.
    static func text(_ words: String) throws(Refusal) {
        if let refusal = refusal(of: words) { throw refusal }
    }

    /// What `text` would throw; `nil` where the words may stand.
    static func refusal(of words: String) -> Refusal? {
        let length = words.utf8.count
        guard length <= text else { return .textTooLong(limit: text, length: length) }
        guard words.allSatisfy({ $0 == "\n" || $0 == "\r\n" || $0.unicodeScalars.allSatisfy(isTextOrTab) }) else {
            return .controlCharacters
        }
        return words.isBlank ? .textEmpty : nil
    }

    static func question(_ words: String) throws(Refusal) {
        try text(words)
        let length = words.trimmed.unicodeScalars.count
        guard length <= question else { throw .questionTooLong(limit: question, length: length) }
    }

    package static func title(_ words: String, field: String) throws(Refusal) {
        guard !words.isBlank else { throw .badValue(field: field, rule: "some words") }
        guard words.utf8.count <= title else {
            throw .badValue(field: field, rule: "at most \(title) bytes of UTF-8, this has \(words.utf8.count)")
        }
        guard words.unicodeScalars.allSatisfy(isText) else {
            throw .badValue(field: field, rule: "one line without control characters")
        }
        guard !words.unicodeScalars.contains(where: \.turnsDirection) else {
            throw .badValue(field: field, rule: "without U+202A to U+202E and U+2066 to U+2069, which turn the writing")
        }
    }

    private static func isTextOrTab(_ scalar: Unicode.Scalar) -> Bool { scalar == "\t" || isText(scalar) }

    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0xfffe, 0xffff: false
        default: true
        }
    }
}
