import Proceedings
import Recorder

/// What was found, for programs.
struct SearchAnswer: Encodable {
    let count: Int
    /// There are more than are counted.
    let isMore: Bool
    let page, pages: Int
    /// Every record is in the index.
    let isComplete: Bool
    let hits: [Hit]

    init(_ findings: SearchFindings, _ query: SearchQuery, left: Int, on site: Site) {
        count = findings.count
        isMore = findings.isMore
        page = query.page
        pages = (findings.count + query.perPage - 1) / query.perPage
        isComplete = left == 0
        hits = findings.hits.map { Hit($0, on: site) }
    }

    struct Hit: Encodable {
        let kind: Searched.Kind
        /// Of the line, the question, the theme or the point.
        let number: Int
        let address: String
        let at: Instant
        let speaker: String?
        let words: [Piece]
        let isCutBefore, isCutAfter: Bool
        /// The words of the lines beside it, and of the heading it stands under.
        let before, after, heading: String?
        let meeting: Place?
        let series: Place?

        init(_ hit: SearchHit, on site: Site) {
            kind = hit.kind
            number = hit.number
            address = site.publicURL + hit.path
            at = hit.at
            speaker = hit.speaker
            words = hit.excerpt.pieces.map { Piece(text: $0.words, isHit: $0.isHit) }
            (isCutBefore, isCutAfter) = (hit.excerpt.isCutBefore, hit.excerpt.isCutAfter)
            (before, after, heading) = (hit.before, hit.after, hit.heading)
            meeting =
                hit.isSeries
                ? nil : Place(slug: hit.slug, title: hit.title, address: site.address(ofMeeting: hit.slug))
            series = hit.series.map { Place(slug: $0.slug, title: $0.title, address: site.address(ofSeries: $0.slug)) }
        }
    }

    struct Piece: Encodable {
        let text: String
        /// It is what was looked for.
        let isHit: Bool
    }

    struct Place: Encodable {
        let slug, title, address: String
    }
}

extension SearchHit {
    /// Where it stands.
    var path: String {
        switch kind {
        case .point: "/s/\(slug)/board#point\(number)"
        case .question: "/m/\(slug)/questions/\(number)"
        case .theme: "/m/\(slug)/record#themes"
        default: "/m/\(slug)/lines/\(number)"
        }
    }
}
