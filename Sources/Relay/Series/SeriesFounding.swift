import Procedure
import Proceedings
import Recorder
import Wire

/// The body of `POST /api/v1/series`.
struct SeriesFounding: Decodable {
    let slug: String?
    let visibility: String?
    let series: SeriesPlan
}

/// A series just founded, with links that are shown this once.
struct FoundedSeries: Encodable {
    let slug: String
    let record: RecordID
    let address: String
    /// By role.
    let links: [String: String]
}

/// A series in a list.
struct SeriesSummary: Encodable {
    let slug, title, address, visibility: String

    init(_ file: SeriesFile, on site: Site) {
        slug = file.listing.slug
        title = file.listing.title
        address = site.address(ofSeries: slug)
        visibility = file.listing.visibility.rawValue
    }
}

extension Meeting.Visibility {
    /// - Parameter word: As a client writes it; `nil` is unlisted.
    init(checked word: String?) throws(Problem) {
        guard let word else {
            self = .unlisted
            return
        }
        guard let visibility = Meeting.Visibility(rawValue: word) else {
            throw Problem(.badValue, "“visibility” must be listed, unlisted or invited.")
        }
        self = visibility
    }
}
