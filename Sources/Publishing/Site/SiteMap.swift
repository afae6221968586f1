import Foundation

/// Which address of the house is which file of a static site, for those that are in it.
package struct SiteMap: Sendable {
    /// Of meetings and series that are in the site, by the last part of their address.
    package var meetings: Set<String> = []
    package var series: Set<String> = []
    package var records: Set<String> = []
    /// Files of papers by series and number: `3-Draft.pdf`.
    package var papers: [String: [Int: String]] = [:]
    /// Scheme, host and port of the house that serves live pages, without a slash at the end.
    package let house: String

    package init(house: String) { self.house = house }

    /// - Parameter address: Of this house, with or without its host: `/m/third/lines/41`.
    /// - Returns: The file and the place in it; `nil` for what the site does not have.
    package func place(of address: String) -> String? {
        let local = address.hasPrefix(house) ? address.dropFirst(house.count) : Substring(address)
        guard local.isEmpty || local.hasPrefix("/"), !local.hasPrefix("//") else { return nil }
        let fragment = local.firstIndex(of: "#").map { String(local[$0...]) } ?? ""
        let path = local.prefix { $0 != "#" && $0 != "?" }
        let words = path.split(separator: "/").map(String.init)
        guard let first = words.first else { return "index.html" + fragment }
        switch first {
        case "m": return meeting(Array(words.dropFirst()), fragment)
        case "s": return series(Array(words.dropFirst()), fragment)
        case "tlog": return words.count > 1 && records.contains(words[1]) ? words.joined(separator: "/") : nil
        case "assets" where words.count > 1, "search" where words.count > 1: return words.joined(separator: "/")
        case "records", "search", "accessibility": return words.count == 1 ? "\(first).html" + fragment : nil
        case "feed.atom", "feed.json", "calendar.ics": return words.count == 1 ? first : nil
        default: return nil
        }
    }

    private func meeting(_ words: [String], _ fragment: String) -> String? {
        guard let slug = words.first, meetings.contains(slug) else { return nil }
        let page = "m/\(slug)/index.html"
        switch (words.count, words.dropFirst().first ?? "") {
        // A line is `#n41` on the live page and `#l41` in the record.
        case (1, _): return page + (fragment.hasPrefix("#n") ? "#l" + fragment.dropFirst(2) : fragment)
        case (2, "record"): return page + fragment
        case (2, "summary"): return "m/\(slug)/summary.html" + fragment
        case (2, "summary.md"): return "m/\(slug)/record.summary.md"
        case (2, "questions"): return page + "#questions"
        case (3, "lines"): return Int(words[2]).map { "\(page)#l\($0)" }
        case (3, "questions"): return Int(words[2]).map { "\(page)#q\($0)" }
        case (2, let file):
            let isFile = Form(rawValue: String(file.dropFirst("record.".count))) != nil && file.hasPrefix("record.")
            let isFeed = ["feed.atom", "feed.json", "calendar.ics"].contains(file)
            return isFile || isFeed ? "m/\(slug)/\(file)" : nil
        default: return nil
        }
    }

    private func series(_ words: [String], _ fragment: String) -> String? {
        guard let slug = words.first, series.contains(slug) else { return nil }
        let page = words.dropFirst().joined(separator: "/")
        switch words.count {
        case 1: return "s/\(slug)/index.html" + fragment
        case 2 where Self.seriesPages.contains(page): return "s/\(slug)/\(page).html" + fragment
        case 2 where ["feed.atom", "feed.json", "calendar.ics", "record.jsonl"].contains(page):
            return "s/\(slug)/\(page)"
        case 3 where words[1] == "papers":
            return Int(words[2]).flatMap { papers[slug]?[$0] }.map { "s/\(slug)/papers/\($0)" }
        case 4 where words[1] == "meetings" && words[3] == "calendar.ics": return "s/\(slug)/\(page)"
        default: return nil
        }
    }

    /// Beside the first, in the order of their tabs.
    package static let seriesPages = ["board", "schedule", "papers", "actions", "feedback", "comments", "glossary"]
}
