import Foundation
package import Transport

/// The languages pages are in. The first is the house's own and has no prefix; `/cy/m/third` is `/m/third` in Welsh.
package struct Languages: Sendable {
    /// By tag, with the name each has for itself, `Cymraeg`, and how it says that a page is there in it.
    let all: [(tag: String, name: String, offer: String)]

    package static let own = "en"

    /// Takes the catalogues of `web/text`.
    init(_ phrases: [String: Phrases]) {
        let others = phrases.values.filter { $0.language != Self.own }.sorted { $0.language < $1.language }
        all = ([phrases[Self.own]].compactMap(\.self) + others).map { ($0.language, $0.name, $0.say("language_offer")) }
    }

    /// What leads every address in that language: "" or `/cy`.
    static func prefix(of tag: String) -> String { tag == own ? "" : "/" + tag }

    /// What has one address in every language: there are no words of ours in it.
    static let shared = ["/api/", "/assets/", "/health/", "/tlog/"]

    /// - Returns: The language a path asks for, and the path without it.
    func split(_ path: String) -> (tag: String, path: String) {
        guard let first = path.split(separator: "/", maxSplits: 1).first,
            all.dropFirst().contains(where: { $0.tag == first })
        else { return (Self.own, path) }
        let rest = String(path.dropFirst(first.utf8.count + 1))
        if Self.shared.contains(where: { rest.hasPrefix($0) }) { return (Self.own, path) }
        return (String(first), rest.isEmpty ? "/" : rest)
    }

    /// The same request of the address without a language.
    package func plain(_ request: Request) -> Request { request.moved(to: split(request.path).path) }

    /// The language a reader likes best among these (RFC 9110 §12.5.4); `nil` where none is named.
    ///
    /// - Parameter header: `Accept-Language`; a range such as `cy-GB` is taken as its language.
    func preferred(by header: String?) -> String? {
        let ranges = (header ?? "").split(separator: ",").prefix(32).compactMap { range -> (String, Double)? in
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let language = parts.first?.lowercased().split(separator: "-").first else { return nil }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return all.contains { $0.tag == language } && weight > 0 ? (String(language), weight) : nil
        }
        // The first of those liked as much.
        return ranges.enumerated().max { ($0.element.1, -$0.offset) < ($1.element.1, -$1.offset) }?.element.0
    }
}
