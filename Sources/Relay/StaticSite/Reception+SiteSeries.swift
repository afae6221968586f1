import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// One series of a static site: its pages as readers have them, its papers, feed, calendar, record and tree.
extension Reception {
    func siteSeries(_ file: SeriesFile, in plan: SitePlan) async throws(Problem) -> [SiteFile] {
        let folder = "s/\(file.listing.slug)"
        let view = try await siteView(of: file, in: plan)
        var files = SeriesPage.allCases.filter { $0.isIn(view) }.map { page in
            let path = "\(folder)/\(page == .overview ? "index" : page.rawValue).html"
            return SiteFile(path, StaticPage(at: path, in: plan.map).rewritten(archivePages.series(view, page)))
        }
        let feed = plan.moved(try await feed(of: file), to: folder)
        for form in Feed.Form.allCases {
            files.append(SiteFile("\(folder)/feed.\(form.rawValue)", feed.bytes(as: form)))
        }
        files.append(SiteFile("\(folder)/calendar.ics", bytes(of: try await calendar(of: file))))
        for scheduled in file.ledger.meetings {
            let one = try await calendar(of: scheduled, in: file)
            files.append(SiteFile("\(folder)/meetings/\(scheduled.number)/calendar.ics", bytes(of: one)))
        }
        let transcript = try await hub.transcript(of: file)
        let rows = try printing { () throws(PublishingError) in try press.publish(transcript, as: .jsonl) }
        files.append(SiteFile("\(folder)/record.jsonl", rows.bytes))
        if let checkpoint = transcript.checkpoint {
            files += try await tree(of: file.listing.record, under: checkpoint)
        }
        return files + (try await papers(of: file, in: folder))
    }

    /// As everyone reads it, with those of its meetings that are in the site.
    private func siteView(of file: SeriesFile, in plan: SitePlan) async throws(Problem) -> SeriesPageView {
        let held = try await hub.held(in: file).filter { plan.map.meetings.contains($0.value.slug) }
        var view = SeriesPageView(
            slug: file.listing.slug, address: site.address(ofSeries: file.listing.slug), ledger: file.ledger,
            held: held, role: .attendee, now: plan.today, formID: { "" })
        view.isArchive = true
        return view
    }

    private func papers(of file: SeriesFile, in folder: String) async throws(Problem) -> [SiteFile] {
        var files: [SiteFile] = []
        let names = file.paperNames
        for (number, paper) in file.ledger.papers {
            guard let kept = paper.file, let name = names[number] else { continue }
            var bytes: [UInt8] = []
            do throws(RecorderError) {
                for piece in 0..<(kept.size + RecordStore.paperPiece - 1) / RecordStore.paperPiece {
                    bytes += try await hub.store.piece(piece, ofPaper: kept.digest) ?? []
                }
            } catch { throw await hub.unreadable(error) }
            files.append(SiteFile("\(folder)/papers/\(name)", bytes))
        }
        return files
    }
}

extension SitePlan {
    /// A feed as those have it who read the site; the house's own addresses hold where the site takes its place.
    func moved(_ feed: Feed, to folder: String) -> Feed {
        guard base != map.house else { return feed }
        return feed.moved(to: folder.isEmpty ? base : "\(base)/\(folder)") { address in
            map.place(of: address).map { "\(base)/\($0)" } ?? address
        }
    }
}
