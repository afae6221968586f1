import Foundation

/// What stands at one place in the JSON of a line: `meeting.agenda.2.presenter`.
package struct Passage: Hashable, Sendable {
    package let path: String
    package let words: String

    /// A field of its own, not a part of what somebody wrote.
    package var isField: Bool { !["text", "language", "kind", "noticed"].contains(path.prefix { $0 != "." }) }
}

extension Line {
    /// Every text in the line, in the order of their paths. Words that mark-up cuts into pieces are one.
    package var passages: [Passage] {
        // Most lines are these, and making JSON of each would take long.
        if let words = body.words, kind != .report {
            let named: [Passage?] =
                switch body {
                case .speech(_, let speaker): [speaker.map { Passage(path: "speaker", words: $0) }]
                case .action(_, let owner, _): [owner.map { Passage(path: "owner", words: $0) }]
                default: []
                }
            return named.compactMap(\.self) + [Passage(path: "text", words: words.plain)]
        }
        var found: [Passage] = []
        Self.walk(json, "") { path, words in
            found.append(Passage(path: path, words: words))
            return words
        }
        if let words = body.words {
            found.removeAll { $0.path.hasPrefix("text") }
            found.append(Passage(path: "text", words: words.plain))
        }
        return found.filter { !Self.codes.contains($0.path) }.sorted { $0.path < $1.path }
    }

    /// The same line with other words at some places; a field that is nothing but a gap is left out where it may be.
    ///
    /// - Parameter change: What stands at a path instead of these words; `nil` is nothing at all.
    /// - Returns: `nil` where no line is left that could be read.
    package func replacing(_ change: (Passage) -> String?) -> Line? {
        var emptied: [String] = []
        let gapped = Self.walk(json, "") { path, words in
            if Self.codes.contains(path) { return words }
            let changed = change(Passage(path: path, words: words))
            if changed == nil { emptied.append(path) }
            return changed ?? Self.gap
        }
        var kept = gapped
        for path in emptied {
            let without = Self.removing(path.split(separator: ".").map(String.init)[...], from: kept)
            if Self.line(of: without) != nil { kept = without }
        }
        return Self.line(of: kept)
    }

    /// What stands for words that are gone inside others that stay.
    package static let gap = "…"

    private static let codes: Set<String> = [
        "kind", "by", "audience", "language", "asker", "noticed.name", "restoration.checkpoint",
    ]

    private var json: Any {
        do {
            return try JSONSerialization.jsonObject(with: try JSONEncoder().encode(self))
        } catch {
            preconditionFailure("a line is no JSON: \(error)")
        }
    }

    private static func line(of json: Any) -> Line? {
        do {
            return try JSONDecoder().decode(Line.self, from: try JSONSerialization.data(withJSONObject: json))
        } catch {
            return nil
        }
    }

    @discardableResult
    private static func walk(_ json: Any, _ path: String, _ visit: (String, String) -> String) -> Any {
        func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch json {
        case let words as String: return visit(path, words)
        case let list as [Any]: return list.enumerated().map { walk($1, below("\($0)"), visit) }
        case let fields as [String: Any]:
            return Dictionary(
                uniqueKeysWithValues: fields.sorted { $0.key < $1.key }.map { ($0, walk($1, below($0), visit)) })
        default: return json
        }
    }

    /// Fields only: taking one out of a list would make the places after it others.
    private static func removing(_ path: ArraySlice<String>, from json: Any) -> Any {
        guard let name = path.first else { return json }
        if var fields = json as? [String: Any], let inner = fields[name] {
            fields[name] = path.count == 1 ? nil : removing(path.dropFirst(), from: inner)
            return fields
        }
        guard var list = json as? [Any], let place = Int(name), list.indices.contains(place), path.count > 1 else {
            return json
        }
        list[place] = removing(path.dropFirst(), from: list[place])
        return list
    }
}
