import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// What leads to the rest of a static site: its front page, the list of all records, the search, feeds; and what
// search engines and servers look for.
extension Reception {
    func siteHome(_ plan: SitePlan) async throws(Problem) -> [SiteFile] {
        let view = try await archiveView(plan)
        let map = plan.map
        var files = [
            ("index.html", archivePages.archiveHome(view)), ("records.html", archivePages.archiveRecords(view)),
            ("search.html", archivePages.archiveSearch(view)), ("accessibility.html", archivePages.accessibility()),
        ].map { SiteFile($0.0, StaticPage(at: $0.0, in: map).rewritten($0.1)) }
        let missing = archivePages.archiveMissing(home: "\(plan.base)/index.html", search: "\(plan.base)/search.html")
        files.append(SiteFile("404.html", missing))
        let feed = plan.moved(try await siteFeed(at: plan.today), to: "")
        for form in Feed.Form.allCases { files.append(SiteFile("feed.\(form.rawValue)", feed.bytes(as: form))) }
        var events: [CalendarFeed.Event] = []
        for file in plan.series { events += try await self.events(of: file) }
        let calendar = CalendarFeed(name: site.name, address: "\(plan.base)/calendar.ics", events: events)
        return files + [
            SiteFile("calendar.ics", bytes(of: calendar)), SiteFile("sitemap.xml", plan.sitemap),
            SiteFile("robots.txt", Array("User-agent: *\nAllow: /\nSitemap: \(plan.base)/sitemap.xml\n".utf8)),
        ]
    }

    private func archiveView(_ plan: SitePlan) async throws(Problem) -> ArchiveView {
        let newest = plan.meetings.map(\.listing).sorted { ($0.heldAt, $0.slug) > ($1.heldAt, $1.slug) }
        var summaries: [MeetingSummary] = []
        for listing in newest.prefix(Self.listed) {
            summaries.append(MeetingSummary(slug: listing.slug, try await hub.floor(of: listing).publicMinutes))
        }
        let far = Instant(milliseconds: .max)
        var home = HomeView(live: [], next: [], records: summaries, formID: "")
        let held = Set(plan.meetings.map(\.listing.record))
        home.series = plan.series.reversed().map {
            (SeriesSummary($0, on: site), $0.ledger.next(at: plan.today, except: held), $0.ledger.series.timeZone)
        }
        home.scheduled = plan.series.flatMap { file in
            file.ledger.meetings.filter { $0.meeting.record == nil && $0.isToCome(at: plan.today) }
                .map { (SeriesSummary(file, on: site), $0, file.ledger.series.timeZone) }
        }.sorted { ($0.1.meeting.startsAt ?? far) < ($1.1.meeting.startsAt ?? far) }
        return ArchiveView(
            name: site.name, house: site.publicURL, home: home,
            all: newest.map { ($0, day(of: $0), $0.heldAt) })
    }
}

extension SitePlan {
    /// Every page a reader may want to be led to (sitemaps.org).
    fileprivate var sitemap: [UInt8] {
        let pages =
            ["index.html", "records.html", "accessibility.html"] + meetings.map { "m/\($0.listing.slug)/index.html" }
            + series.flatMap { file in
                (["index"] + SiteMap.seriesPages).map { "s/\(file.listing.slug)/\($0).html" }
            }
        let words =
            ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
            + ["<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"]
            + pages.map { "<url><loc>\(base)/\($0)</loc></url>" } + ["</urlset>"]
        return Array((words.joined(separator: "\n") + "\n").utf8)
    }
}
