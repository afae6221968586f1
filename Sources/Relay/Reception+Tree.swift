import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// The tree of a record, for who checks it: checkpoints and tiles (C2SP tlog-checkpoint, tlog-tiles), and the proof for
// one line that was quoted.
extension Reception {
    func treeCheckpoint(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (record, visibility) = try await treeOwner(request, match)
        let checkpoint: Checkpoint?
        do throws(RecorderError) { checkpoint = try await hub.store.newestCheckpoint(of: record) } catch {
            throw await hub.unreadable(error)
        }
        guard let checkpoint else { return notFound(request) }
        // It changes: a client is to ask again.
        var response = Response.plain(checkpoint.note)
        if visibility != .invited { response.headers[.cacheControl] = "public, no-cache" }
        return response
    }

    func tile(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (record, visibility) = try await treeOwner(request, match)
        let level = match.part("level")
        let tile: RecordStore.Tile? = level == "entries" ? .entries : Int(level).map { .hashes(level: $0) }
        let place = TilePlace(["n", "m", "w"].compactMap { match.parts[$0] })
        guard let tile, let place, level == "entries" || String(Int(level) ?? -1) == level else {
            return notFound(request)
        }
        let bytes: [UInt8]?
        do throws(RecorderError) {
            bytes = try await hub.store.bytes(of: tile, index: place.index, width: place.width, in: record)
        } catch { throw await hub.unreadable(error) }
        guard let bytes else { return notFound(request) }
        let cache =
            visibility == .invited ? Response.isPrivate : "public, max-age=31536000, immutable"
        return Response(
            status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: cache], body: bytes)
    }

    func lineProof(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (_, proof) = try await proof(request, match)
        return .json(JSON.bytes(proof))
    }

    func lineProofPage(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (listing, proof) = try await proof(request, match)
        return .page(pages.proof(proof, in: try await view(of: listing, as: .attendee)))
    }

    /// Of a meeting's record, or of a series'.
    func consistency(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let record =
            if match.route == .seriesConsistency { try await readable(request, match).listing.record } else {
                try await hub.whom(request, in: match.part("slug"), as: try request.role()).0.record
            }
        try await requireSound(record)
        let most = 1 << 40
        let former = try request.number("from", in: 0...most, otherwise: 0)
        let size = try request.query("to").map { _ throws(Problem) in
            try request.number("to", in: former...most, otherwise: 0)
        }
        let proof: RecordStore.ConsistencyProof?
        do throws(RecorderError) {
            proof = try await hub.store.consistency(from: former, to: size, in: record)
        } catch { throw await hub.unreadable(error) }
        guard let proof else {
            throw Problem(.badValue, "Nothing so long has been signed of this record yet. Ask again in a minute.")
        }
        return .json(JSON.bytes(TreeGrowth(proof, of: record)))
    }

    private func proof(_ request: Request, _ match: Route.Match) async throws(Problem) -> (Listing, LineProof) {
        let (listing, _) = try await hub.whom(request, in: match.part("slug"), as: .attendee)
        guard listing.phase == .closed else {
            throw Problem(.notClosed, "A line can be proved once the meeting has closed. Until then follow it live.")
        }
        let floor = try await hub.floor(of: listing)
        guard let number = Int(match.part("line")), let note = floor.publicMinutes.note(Position(number)) else {
            throw Problem(.unknownLine, "No note has this number.")
        }
        // What was corrected is proved by its newest words.
        let position = floor.wordsHeld(of: note.position)
        do throws(RecorderError) {
            let sealed = try await hub.store.sealedEntries(
                of: listing.record, after: Position(position.number - 1), limit: 1, for: Reader(.attendee)
            ).first
            var proof = try await hub.store.proof(of: position, in: listing.record)
            if proof == nil {  // the server ended, or the disk was full, before the close could be signed
                _ = try await hub.store.sign(listing.record, at: now())
                proof = try await hub.store.proof(of: position, in: listing.record)
            }
            if let proof {
                let words = note.body == nil ? nil : sealed
                return (
                    listing, LineProof(proof, line: note.position, entry: position, words: words, of: listing, on: site)
                )
            }
        } catch { throw await hub.unreadable(error) }
        throw Problem(.notRecorded, "The record could not be signed just now. Try again in a minute.")
    }

    /// The record an address names, where the reader may read what it is of.
    private func treeOwner(
        _ request: Request, _ match: Route.Match
    ) async throws(Problem) -> (RecordID, Meeting.Visibility) {
        let record = RecordID(match.part("record"))
        if let file = try await hub.series(of: record) {
            _ = try await hub.whom(request, in: file, as: .attendee)
            try await requireSound(record)
            return (record, file.listing.visibility)
        }
        guard let listing = try await hub.listingIfAny(of: record) else {
            throw Problem(.unknownMeeting, "No record has this name.")
        }
        _ = try await hub.whom(request, in: listing.slug, as: .attendee)
        try await requireSound(record)
        return (record, listing.visibility)
    }

    /// Others keep a tile for ever: none is given away of a record that was found damaged, when it was last read whole or
    /// inspected. What the disk changed since is found by the next inspection, and by whoever checks the tile.
    ///
    /// - Throws: `recordDamaged`.
    private func requireSound(_ record: RecordID) async throws(Problem) {
        if await hub.damaged.contains(record) { throw .recordDamaged }
        if let listing = try await hub.listingIfAny(of: record) { _ = try await hub.floor(of: listing) }
    }
}

/// Where a tile stands: `067`, `x001/067`, or with `.p/W` where it is not full.
struct TilePlace: Equatable {
    let index: Int
    let width: Int

    /// - Returns: `nil` unless the segments are as the specification writes them.
    init?(_ segments: [String]) {
        var segments = segments
        var width = 256
        if segments.count > 1, segments[segments.count - 2].hasSuffix(".p") {
            guard let partial = Int(segments.removeLast()), (1...255).contains(partial) else { return nil }
            width = partial
            segments[segments.count - 1].removeLast(2)
        }
        var index = 0
        for (place, segment) in segments.enumerated() {
            let isLast = place == segments.count - 1
            let digits = isLast ? Substring(segment) : segment.dropFirst()
            guard isLast || segment.hasPrefix("x"), digits.utf8.count == 3,
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
            else { return nil }
            index = index * 1000 + number
        }
        guard !segments.isEmpty else { return nil }
        self.index = index
        self.width = width
    }
}

/// The proof that a line was recorded as it is quoted, for programs and for a page.
struct LineProof: Encodable {
    /// The line's number, and its address.
    let line: Position
    let address: String
    /// The entry that holds its words: the line's own, or its last correction.
    let entry: Position
    let record: RecordID
    /// The leaf as hashed; it is JSON, and names the commitment.
    let header: String
    /// In base 64, and the words as JSON: SHA-256(salt ‖ body) is the commitment. Missing where they were taken back.
    let salt, body: String?
    /// The leaf's place in the tree, from 0, and how many leaves the tree has.
    let index, size: Int
    /// Hashes from the leaf to the root, nearest first; these and the root in base 64.
    let path: [String]
    let root: String
    /// The signed note that states size and root, and what it is verified with.
    let checkpoint, verifierKey: String

    init(
        _ proof: RecordStore.InclusionProof, line: Position, entry: Position, words: SealedEntry?, of listing: Listing,
        on site: Site
    ) {
        self.line = line
        address = site.address(ofMeeting: listing.slug) + "/lines/\(line.number)"
        self.entry = entry
        record = listing.record
        header = String(decoding: proof.header, as: UTF8.self)
        salt = words?.salt.map { Data($0).base64EncodedString() }
        body = words?.body.map { String(decoding: $0, as: UTF8.self) }
        index = entry.number - 1
        size = proof.size
        path = proof.path.map { Data($0).base64EncodedString() }
        root = Data(proof.root).base64EncodedString()
        checkpoint = proof.checkpoint
        verifierKey = proof.verifierKey
    }
}
