import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// One meeting of a static site: its record in every form, its feed, its tree, and what it is searched with.
extension Reception {
    func siteMeeting(_ listing: Listing, in plan: SitePlan) async throws(Problem) -> [SiteFile] {
        let transcript = try await hub.transcript(of: listing)
        let folder = "m/\(listing.slug)"
        let tag = site.tag(of: listing.record, since: listing.createdAt)
        let series = plan.series(of: listing.record).map { (address: "/s/\($0.listing.slug)", title: $0.listing.title) }
        var files = try printing { () throws(PublishingError) -> [SiteFile] in
            let typeset = try press.set(transcript)
            let page = StaticPage(at: "\(folder)/index.html", in: plan.map)
            var files = [
                SiteFile(
                    "\(folder)/index.html",
                    page.rewritten(try press.page(of: typeset, series: series, recordStyle: pages.recordStyle)))
            ]
            let summary = StaticPage(at: "\(folder)/summary.html", in: plan.map)
            files.append(
                SiteFile(
                    "\(folder)/summary.html",
                    summary.rewritten(archivePages.summary(press.summary(of: typeset), of: listing.slug))))
            let printed = try press.publicationsInTurn(of: typeset)
            files += printed.filter { $0.form != .html }
                .map { SiteFile("\(folder)/record.\($0.form.fileExtension)", $0.bytes) }
            files.append(SiteFile("\(folder)/record.zip", try press.bag(typeset, of: printed).archive()))
            let feed = try press.feed(of: transcript, tag: tag, since: listing.createdAt)
            for form in Feed.Form.allCases {
                files.append(SiteFile("\(folder)/feed.\(form.rawValue)", feed.bytes(as: form)))
            }
            return files + SearchFiles.files(of: typeset)
        }
        files.append(SiteFile("\(folder)/calendar.ics", bytes(of: try await calendar(of: listing))))
        if let checkpoint = transcript.checkpoint { files += try await tree(of: listing.record, under: checkpoint) }
        return files
    }

    /// The checkpoint and every tile it covers, where C2SP tlog-tiles has them.
    func tree(of record: RecordID, under checkpoint: Checkpoint) async throws(Problem) -> [SiteFile] {
        let folder = "tlog/\(record.text)"
        var files = [SiteFile("\(folder)/checkpoint", Array(checkpoint.note.utf8))]
        let tiles = TilePlace.all(of: checkpoint.size)
        do throws(RecorderError) {
            for (level, place) in tiles {
                let bytes = try await hub.store.bytes(
                    of: .hashes(level: level), index: place.index, width: place.width, in: record)
                if let bytes { files.append(SiteFile("\(folder)/tile/\(level)/\(place.path)", bytes)) }
            }
            for (_, place) in tiles.filter({ $0.level == 0 }) {
                let bytes = try await hub.store.bytes(
                    of: .entries, index: place.index, width: place.width, in: record)
                if let bytes { files.append(SiteFile("\(folder)/tile/entries/\(place.path)", bytes)) }
            }
        } catch { throw await hub.unreadable(error) }
        return files
    }
}

extension TilePlace {
    /// Every tile of a tree of so many leaves: the full ones, and at each level the one at its end that is not.
    static func all(of size: Int) -> [(level: Int, place: TilePlace)] {
        var tiles: [(level: Int, place: TilePlace)] = []
        var (level, count) = (0, size)
        while count > 0 {
            tiles += (0..<count / 256).map { (level, TilePlace(index: $0, width: 256)) }
            if count % 256 > 0 { tiles.append((level, TilePlace(index: count / 256, width: count % 256))) }
            (level, count) = (level + 1, count / 256)
        }
        return tiles
    }

    init(index: Int, width: Int) {
        self.index = index
        self.width = width
    }

    /// `x001/067.p/12`
    var path: String {
        var parts: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let part = String(repeating: "0", count: 3 - digits.count) + digits
            parts.insert(parts.isEmpty ? part : "x" + part, at: 0)
            rest /= 1000
        } while rest > 0
        return parts.joined(separator: "/") + (width < 256 ? ".p/\(width)" : "")
    }
}
