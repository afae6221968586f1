import Foundation
import Proceedings

extension Typed {
    /// `Dilys to write the paper by 26 March`: owner before ` to `, day after the last ` by `. The words stay whole.
    static func action(_ rest: String, in minutes: Minutes, at now: Instant) -> Typed {
        let words = rest.trimmed
        guard !words.isEmpty else { return .empty }
        let due = due(in: words, after: now, zone: minutes.meeting.timeZone)
        return .noted(Noted(kind: .action(owner: owner(in: words, minutes.speakers), due: due), words: words))
    }

    /// A known speaker or alias, or else up to four capitalised words.
    private static func owner(in words: String, _ speakers: [Speaker]) -> String? {
        guard let end = words.range(of: " to ") else { return nil }
        let name = String(words[..<end.lowerBound])
        if let speaker = speakers.first(where: { $0.answers(to: name) }) { return speaker.name }
        let parts = name.split(separator: " ")
        let looksLikeName =
            !name.contains(where: \.isNewline) && (1...4).contains(parts.count)
            && parts.allSatisfy { $0.first?.isUppercase == true }
        return looksLikeName && name.utf8.count <= Limit.title ? name : nil
    }

    private static func due(in words: String, after now: Instant, zone: String) -> String? {
        guard let start = words.range(of: " by ", options: .backwards) else { return nil }
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
