import Foundation
import Proceedings

extension Typed {
    /// `Dilys to write the paper by 26 March`, `Dilys i ysgrifennu’r papur erbyn 26 Mawrth`: owner before ` to ` or
    /// ` i `, day after the last ` by ` or ` erbyn `. The words stay whole.
    static func action(_ rest: String, in minutes: Minutes, at now: Instant) -> Typed {
        let words = rest.trimmed
        guard !words.isEmpty else { return .empty }
        let due = due(in: words, after: now, zone: minutes.meeting.timeZone)
        return .noted(Noted(kind: .action(owner: owner(in: words, minutes), due: due), words: words))
    }

    /// A known speaker or alias, or else up to four capitalised words. In a meeting that is not in Welsh ` i ` may be
    /// anything, and only known names count before it.
    private static func owner(in words: String, _ minutes: Minutes) -> String? {
        let isWelsh = minutes.meeting.language.primary == Language.welsh.primary
        let ends = [(" to ", true), (" i ", isWelsh)].compactMap { word, names in
            words.range(of: word).map { (name: String(words[..<$0.lowerBound]), names: names) }
        }
        return ends.sorted { $0.name.count < $1.name.count }.lazy
            .compactMap { known($0.name, minutes.speakers) ?? ($0.names ? unknown($0.name) : nil) }.first
    }

    private static func known(_ name: String, _ speakers: [Speaker]) -> String? {
        speakers.first { $0.answers(to: name) }?.name
    }

    private static func unknown(_ name: String) -> String? {
        let parts = name.split(separator: " ")
        let looksLikeName =
            !name.contains(where: \.isNewline) && (1...4).contains(parts.count)
            && parts.allSatisfy { $0.first?.isUppercase == true }
        return looksLikeName && name.utf8.count <= Limit.title ? name : nil
    }

    private static func due(in words: String, after now: Instant, zone: String) -> String? {
        let starts = [" by ", " erbyn "].compactMap { words.range(of: $0, options: .backwards) }
        guard let start = starts.max(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
        let said = words[start.upperBound...].trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        if let written = Calendar.day(written: said, after: now, zone: zone) { return written }
        let parts = said.split(separator: " ")
        guard (2...3).contains(parts.count), let day = Int(parts[0].prefix(while: \.isNumber)),
            let month = months.firstIndex(where: { isMonth(parts[1], $0) })
        else { return nil }
        let year = parts.count == 3 ? Int(parts[2]) : nil
        guard parts.count == 2 || year != nil else { return nil }
        return Calendar.day(day, month: month + 1, year: year, after: now, zone: zone)
    }

    /// In full or by its first three letters, English or Welsh.
    private static func isMonth(_ word: Substring, _ names: [String]) -> Bool {
        let word = word.lowercased()
        return names.contains { $0 == word || (word.count == 3 && $0.hasPrefix(word) && names.first == $0) }
    }

    private static let months: [[String]] = [
        ["january", "ionawr"], ["february", "chwefror"], ["march", "mawrth"], ["april", "ebrill"], ["may", "mai"],
        ["june", "mehefin"], ["july", "gorffennaf"], ["august", "awst"], ["september", "medi"],
        ["october", "hydref"], ["november", "tachwedd"], ["december", "rhagfyr"],
    ]
}
