import Foundation
import Proceedings

/// What a static site is searched with. All of it is scripts that hand over what they hold: from disk a page may load
/// scripts, and nothing else.
package enum SearchFiles {
    /// One meeting's lines, to be looked through, and its words, one a line, to make the index of.
    package static func files(of typeset: Press.Typeset) -> [SiteFile] {
        let slug = typeset.transcript.slug
        var words: Set<String> = []
        let lines = typeset.outline.lines.map { line, _ -> JSONText in
            let said = line.words.plain
            words.formUnion(SearchWords.words(in: said))
            if let speaker = line.speaker { words.formUnion(SearchWords.words(in: speaker)) }
            return .array([.number(line.note.position.number), .string(line.speaker), .string(said)])
        }
        words.formUnion(SearchWords.words(in: typeset.outline.meeting.title))
        let script = "openFloorArchive.lines(\(JSONText.string(slug).compact),\(JSONText.array(lines).compact));\n"
        return [
            SiteFile(linesPath(slug), Array(script.utf8)),
            SiteFile(wordsPath(slug), Array(words.sorted().map { $0 + "\n" }.joined().utf8)),
        ]
    }

    package static func linesPath(_ slug: String) -> String { "search/lines/\(slug).js" }
    package static func wordsPath(_ slug: String) -> String { "search/meetings/\(slug).txt" }

    /// A meeting in the index; its number there is its place.
    package struct Meeting: Sendable, Codable {
        package let slug: String
        package let title: String
        /// `29 May 2014`
        package let day: String

        package init(slug: String, title: String, day: String) {
            self.slug = slug
            self.title = title
            self.day = day
        }
    }

    /// - Parameter words: Of each meeting, as its file has them; in the same order.
    package static func index(of meetings: [Meeting], words: [[Substring]]) -> [SiteFile] {
        var shards: [String: [Substring: [Int]]] = [:]
        for (number, words) in words.enumerated() {
            for word in words {
                shards[SearchWords.shard(of: String(word)), default: [:]][word, default: []].append(number)
            }
        }
        let list = meetings.map { JSONText.array([.string($0.slug), .string($0.title), .string($0.day)]) }
        let names = JSONText.array(shards.keys.sorted().map { .string($0) }).compact
        let catalogue = "openFloorArchive.catalogue(\(JSONText.array(list).compact),\(names));\n"
        return [SiteFile("search/catalogue.js", Array(catalogue.utf8))]
            + shards.sorted { $0.key < $1.key }.map { name, words in
                let pairs = words.sorted { $0.key < $1.key }.map { word, numbers in
                    (String(word), JSONText.array(numbers.map { .number($0) }))
                }
                let script = "openFloorArchive.words(\"\(name)\",\(JSONText.object(pairs).compact));\n"
                return SiteFile("search/words/\(name).js", Array(script.utf8))
            }
    }
}
