import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Transport
import Wire

// Pages to stand in frames of other sites: what everyone may read, whoever asks. No cookie counts, nothing can be pressed.
extension Reception {
    func embeddedMeeting(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let view = try await view(of: try await embeddable(match), as: .attendee)
        return embed(pages.embeddedMeeting(view, refreshes: request.query("refresh") != nil))
    }

    func embeddedLine(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let listing = try await embeddable(match)
        let view = try await view(of: listing, as: .attendee)
        guard let line = Int(match.part("line")).map({ Position($0) }),
            let cited = try await citation(of: view.minutes.breakouts.copy(of: line) ?? line, in: view, of: listing)
        else { return notFound(request) }
        return embed(pages.embeddedLine(cited, in: view))
    }

    func embeddedBoard(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        guard file.listing.visibility != .invited else { throw .unknownSeries }
        let view = SeriesPageView(
            slug: file.listing.slug, address: site.address(ofSeries: file.listing.slug), ledger: file.ledger,
            held: try await hub.held(in: file), role: .attendee, now: now(), formID: { "" })
        return embed(pages.embeddedBoard(view))
    }

    /// - Throws: `unknownMeeting` also where only invited people may read it: there is nothing to see without cookies.
    private func embeddable(_ match: Route.Match) async throws(Problem) -> Listing {
        let listing = try await hub.listing(of: match.part("slug"))
        guard listing.visibility != .invited else {
            throw Problem(.unknownMeeting, "No meeting that everyone may read has this address.")
        }
        return listing
    }

    private func embed(_ html: [UInt8]) -> Response {
        var response = Response.page(html)
        response.headers[.contentSecurityPolicy] = SecurityHeaders.ofEmbeds(within: site.embedOrigins)
        response.headers[.cacheControl] = "public, max-age=10"
        return response
    }
}

extension Site {
    /// What another site's page says to show this one; `nil` where no site may.
    ///
    /// - Parameter path: Of the page itself, which is under `/embed` too.
    func embedCode(of path: String, titled title: String) -> String? {
        guard !embedOrigins.isEmpty else { return nil }
        let title = title.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        let address = "\(publicURL)/embed\(path)"
        return
            "<iframe src=\"\(address)\" title=\"\(title)\" width=\"100%\" height=\"420\" loading=\"lazy\"></iframe>"
    }
}
