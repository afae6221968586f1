import Foundation
import Transport

/// Where a page is, so that it can lead to itself in other languages.
struct PageAddress: Sendable {
    /// Scheme, host and port.
    let origin: String
    /// Without a language's prefix, encoded.
    let path: String
    /// With its mark; "" where there is none.
    let query: String
    let languages: Languages

    init(_ request: Request, on site: Site, among languages: Languages) {
        origin = site.publicURL
        path = request.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { Self.escaped(String($0)) }.joined(separator: "/")
        let words = request.query.filter { $0.name != "said" }
            .map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        query = words.isEmpty ? "" : "?" + words.joined(separator: "&")
        self.languages = languages
    }

    /// The page in the languages it is not in now, for people.
    func others(than tag: String) -> [Slots] {
        languages.all.filter { $0.tag != tag }
            .map { ["tag": $0.tag, "name": $0.name, "href": Languages.prefix(of: $0.tag) + path + query] }
    }

    /// What tells a reader in their own language that the page is in it; `nil` where it stands before them so.
    func offer(of tag: String, to current: String) -> Slots? {
        guard tag != current, let offer = languages.all.first(where: { $0.tag == tag })?.offer else { return nil }
        return ["tag": tag, "words": offer, "href": Languages.prefix(of: tag) + path + query]
    }

    /// The page in every language, for programs.
    var alternates: [Slots] {
        languages.all.map { ["tag": $0.tag, "href": origin + Languages.prefix(of: $0.tag) + path] }
    }

    private static func escaped(_ words: String) -> String {
        words.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~")))
            ?? words
    }
}
