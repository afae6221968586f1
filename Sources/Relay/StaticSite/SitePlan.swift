import Crypto
import Foundation
import Proceedings
import Publishing
import Recorder

/// What a static site of the archive is made of: parts that are made anew one by one, where what they say has changed.
///
/// Only what is listed is in it; meetings once they have closed.
struct SitePlan: Sendable {
    /// Where the site will be read, without a slash at the end; where nobody said, the house itself.
    let base: String
    /// Oldest first.
    let meetings: [(listing: Listing, last: Position)]
    let series: [SeriesFile]
    /// Those a meeting's record may name, whether they are in the site or not.
    private let named: [SeriesFile]
    /// Its days are those of this one; nothing in a site moves with the hour.
    let today: Instant
    let map: SiteMap
    /// Hash of what every page is made from.
    private let key: String

    init(
        base: String, meetings: [(listing: Listing, last: Position)], series all: [SeriesFile], of site: Site,
        made assets: String, at now: Instant
    ) {
        self.base = base
        self.meetings = meetings
        series = all.filter { $0.listing.visibility == .listed }
        named = all.filter { $0.listing.visibility != .invited }
        today = Instant(milliseconds: now.milliseconds / 86_400_000 * 86_400_000)
        key = [Self.format, assets, base, site.publicURL, site.name].joined(separator: "\n")
        var map = SiteMap(house: site.publicURL)
        map.meetings = Set(meetings.map(\.listing.slug))
        map.series = Set(series.map(\.listing.slug))
        map.records = Set(meetings.map(\.listing.record.text) + series.map(\.listing.record.text))
        for file in series { map.papers[file.listing.slug] = file.paperNames }
        self.map = map
    }

    /// Changes with what the house makes of the same records.
    private static let format = "openfloor-site/1"

    /// A part, and the hash of all that what it says depends on.
    struct Part: Encodable {
        let name, version: String
    }

    var parts: [Part] {
        [Part(name: "assets", version: version(of: []))] + meetings.map { part(of: $0.listing, $0.last) }
            + series.map(part)
            + [
                Part(
                    name: "home",
                    version: version(
                        of: meetings.map { part(of: $0.listing, $0.last).version } + series.map { part(of: $0).version }
                    ))
            ]
    }

    func series(of record: RecordID) -> SeriesFile? {
        series.first { $0.ledger.number(of: record) != nil }
    }

    private func part(of listing: Listing, _ last: Position) -> Part {
        let file = named.first { $0.ledger.number(of: listing.record) != nil }
        let changes = file.flatMap { file in file.ledger.number(of: listing.record).map { file.ledger.changes(by: $0) }
        }
        let words = [
            listing.slug, listing.title, "\(last.number)", file?.listing.slug ?? "", file?.listing.title ?? "",
            "\(changes ?? [])",
        ]
        return Part(name: "m-\(listing.record.text)", version: version(of: words))
    }

    /// Its pages cite its meetings.
    private func part(of file: SeriesFile) -> Part {
        let cited = meetings.filter { file.ledger.number(of: $0.listing.record) != nil }
        let words = [file.listing.slug, "\(file.ledger.position.number)", "\(today.milliseconds)"]
        return Part(
            name: "s-\(file.listing.record.text)",
            version: version(of: words + cited.flatMap { [$0.listing.slug, "\($0.last.number)"] }))
    }

    private func version(of words: [String]) -> String {
        var hash = SHA256()
        for word in [key] + words { hash.update(data: Data("\(word.utf8.count) \(word)".utf8)) }
        return hash.finalize().prefix(16).hex
    }
}

extension SeriesFile {
    /// What its papers' files are called in a static site, by number.
    var paperNames: [Int: String] {
        let files = ledger.meetings.flatMap { ledger.files(of: $0.number) }
        return Dictionary(files.map { ($0.number, Self.safe($0.name)) }) { first, _ in first }
    }

    /// A slash is one also where it carries an accent.
    private static func safe(_ name: String) -> String {
        let scalars = name.unicodeScalars.map { $0 == "/" || $0 == "\\" || $0.value < 0x20 ? "-" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}
