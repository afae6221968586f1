import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// A record with everything of it in one signed archive.
extension Reception {
    func bag(of listing: Listing, isExact: Bool, for request: Request) async throws(Problem) -> Response? {
        let transcript = try await hub.transcript(of: listing, isExact: isExact)
        let (papers, sums) = try await hub.papers(toldBy: listing)
        let items = papers.map { packed in
            Bag.Item(
                kept: "papers/\(packed.name)", digest: packed.file.digest, size: packed.file.size,
                crc: sums[packed.file.digest] ?? 0, at: packed.came)
        }
        let (bag, note): (Bag, String)
        do {
            let signer = try await hub.store.publisherKey(of: listing.record, host: site.host)
            bag = try await withTaskExecutorPreference(printers) {
                let typeset = try press.set(transcript)
                let printed = try await press.publications(of: typeset)
                return try press.bag(typeset, of: printed, papers: items, signer: signer.line)
            }
            note = try hub.store.sign(bag.statement, by: signer)
        } catch {
            throw Problem(.notRecorded, "The record could not be packed: \(error)")
        }
        let files = Dictionary(papers.map { ($0.file.digest, $0.file) }) { first, _ in first }
        return try await give(
            Download(bag, signed: note, papers: files), to: request,
            cache: isExact ? Response.isPrivate : cache(listing.visibility))
    }
}

extension Hub {
    /// Files among the papers of a meeting, as those know them who may read it, and their sums (CRC-32) by digest.
    func papers(toldBy listing: Listing) async throws(Problem) -> ([PackedFile], [String: UInt32]) {
        guard let file = try await series(toldBy: listing),
            let number = file.ledger.meetings.first(where: { $0.meeting.record == listing.record })?.number
        else { return ([], [:]) }
        do throws(RecorderError) {
            return (file.ledger.files(of: number), try await store.paperSums(of: file.listing.record))
        } catch { throw unreadable(error) }
    }
}

extension Download {
    /// - Parameter papers: Those the bag names as kept, by digest.
    init(_ bag: Bag, signed note: String, papers: [String: Paper.File]) {
        let items = bag.signed(by: note)
        let layout = ZipLayout(
            items.map { item in
                let name = "\(bag.name)/\(item.name)"
                return switch item.content {
                case .bytes(let bytes): ZipLayout.File(name, size: item.size, crc: CRC32.of(bytes), at: bag.at)
                case .kept(let crc, let came): ZipLayout.File(name, size: item.size, crc: crc, at: came)
                }
            })
        let contents = items.map { item in
            if case .bytes(let bytes) = item.content {
                Chunk.bytes(bytes)
            } else {
                papers[item.digest].map { Chunk.file($0) } ?? .bytes([])
            }
        }
        self.init("\(bag.name).zip", layout, contents)
    }
}
