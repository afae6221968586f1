import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// A static site of the archive, as the operator's command fetches it: first its plan, then those parts that changed.
extension Reception {
    func sitePlan(_ request: Request) async throws(Problem) -> Response {
        struct Body: Encodable {
            let parts: [SitePlan.Part]
            /// In the order of the search's index.
            let meetings: [SearchFiles.Meeting]
        }
        let plan = try await plan(request)
        let listed = plan.meetings.map { listing, _ in
            SearchFiles.Meeting(slug: listing.slug, title: listing.title, day: day(of: listing))
        }
        return .json(JSON.bytes(Body(parts: plan.parts, meetings: listed)))
    }

    /// Those it gets to before the asker could lose patience, at least one; the rest is to be asked for again.
    ///
    /// - Throws: `badValue` where a part is none of the plan's, as where it was closed to the public meanwhile.
    func siteParts(_ request: Request) async throws(Problem) -> Response {
        let names = (request.query("names") ?? "").split(separator: ",").map(String.init)
        guard (1...Self.mostParts).contains(names.count) else {
            throw Problem(
                .badValue, "“names” must be 1 to \(Self.mostParts) parts of the site, with commas between them.")
        }
        let plan = try await plan(request)
        var parts: [(name: String, files: [SiteFile])] = []
        let end = Moment.now + Self.enough
        for name in names {
            parts.append((name, try await files(of: name, in: plan)))
            if .now > end { break }
        }
        return Response(
            status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: Response.isPrivate],
            body: SiteParcel.packed(parts))
    }

    /// At once, so that the plan need not be made for each.
    private static let mostParts = 50
    private static let enough = Duration.seconds(2)

    private func plan(_ request: Request) async throws(Problem) -> SitePlan {
        var base = request.query("base") ?? site.publicURL
        while base.hasSuffix("/") { base.removeLast() }
        guard base.hasPrefix("https://") || base.hasPrefix("http://"),
            !base.unicodeScalars.contains(where: { $0.value <= 0x20 || "\"<>&?#".unicodeScalars.contains($0) })
        else { throw Problem(.badValue, "“base” must be an address such as https://records.example.org/archive.") }
        var meetings: [(listing: Listing, last: Position)] = []
        do throws(RecorderError) {
            for listing in try await hub.store.listings()
            where listing.visibility == .listed && listing.phase == .closed {
                meetings.append((listing, try await hub.store.head(of: listing.record)?.last ?? .start))
            }
        } catch { throw await hub.unreadable(error) }
        return SitePlan(
            base: base, meetings: meetings,
            series: try await hub.allSeries(), of: site,
            made: [pages.assets, pages.phrases.language].joined(separator: " "), at: now())
    }

    private func files(of part: String, in plan: SitePlan) async throws(Problem) -> [SiteFile] {
        if part == "assets" { return pages.siteFiles }
        if part == "home" { return try await siteHome(plan) }
        let record = RecordID(String(part.dropFirst(2)))
        if part.hasPrefix("m-"), let (listing, _) = plan.meetings.first(where: { $0.listing.record == record }) {
            return try await siteMeeting(listing, in: plan)
        }
        if part.hasPrefix("s-"), let file = plan.series.first(where: { $0.listing.record == record }) {
            return try await siteSeries(file, in: plan)
        }
        throw Problem(.badValue, "The site has no part “\(part)” any more. Begin anew.")
    }

    /// "29 May 2014"
    func day(of listing: Listing) -> String {
        let clock = LocalTime(listing.timeZone, pages.phrases)
        return clock.day(clock.fields(listing.heldAt).date)
    }

    /// Pages that leave out what takes a server.
    var archivePages: Pages {
        var pages = pages
        pages.isArchive = true
        return pages
    }

    func printing<Made>(_ body: () throws(PublishingError) -> Made) throws(Problem) -> Made {
        do throws(PublishingError) { return try body() } catch {
            throw Problem(.notRecorded, "The site could not be printed: \(error)")
        }
    }
}

extension Listing {
    /// As far as the register knows.
    var heldAt: Instant { startsAt ?? closedAt ?? createdAt }
}
