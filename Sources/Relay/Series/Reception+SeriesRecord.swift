import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// The record of a series, for who verifies it.
extension Reception {
    func seriesRecord(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await readable(request, match)
        return try printed(
            try await hub.transcript(of: file), as: .jsonl, for: request, of: file.listing.visibility)
    }
}

extension Hub {
    /// What everyone may read of a series' record; of what is staff's the header stands alone.
    func transcript(of file: SeriesFile) async throws(Problem) -> Transcript {
        let record = file.listing.record
        do throws(RecorderError) {
            let newest = try await store.newestCheckpoint(of: record)
            let checkpoint = if let newest { newest } else { try await store.sign(record, at: now()) }
            // What was recorded since is for the next reader: all of it stands under the checkpoint.
            let sealed = Array(
                try await store.allSealedEntries(of: record, for: Reader(.attendee)).prefix(checkpoint.size))
            var entries: [Entry] = []
            while let last = sealed.last?.position, (entries.last?.position ?? .start) < last {
                let next = try await store.entries(
                    of: record, after: entries.last?.position ?? .start, limit: 5000, for: Reader(.attendee))
                if next.isEmpty { break }
                entries += next
            }
            return Transcript(
                entries: entries, sealed: sealed, address: site.address(ofSeries: file.listing.slug),
                slug: file.listing.slug, record: record, checkpoint: checkpoint,
                verifierKey: try await store.verifierKey(of: record), publisher: site.name)
        } catch { throw unreadable(error) }
    }
}
