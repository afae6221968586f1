import CLWS
import HTTPTypes

/// The static files, found by their exact path: what is not in the table cannot be reached.
///
/// Bodies lie in memory that stays where it is as long as the listener, so C sends them without a copy.
final class FileTable: Sendable {
    struct Body: Sendable {
        /// Never written after init, freed with the table, which outlives every peer.
        nonisolated(unsafe) let start: UnsafeMutablePointer<UInt8>
        let count: Int

        init(_ bytes: [UInt8]) {
            start = .allocate(capacity: max(bytes.count, 1))
            start.update(from: bytes, count: bytes.count)
            count = bytes.count
        }
    }

    struct Entry: Sendable {
        let file: StaticFile
        let plain: Body
        let gzip: Body?
    }

    /// What to send.
    struct Serving {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: Body?
        /// Also where no body is sent (HEAD).
        let length: Int
    }

    private let entries: [String: Entry]

    init(_ files: [StaticFile]) {
        let made = files.map { file in
            (file.path, Entry(file: file, plain: Body(file.bytes), gzip: file.gzip.map { Body($0) }))
        }
        entries = Dictionary(made, uniquingKeysWith: { _, last in last })
    }

    deinit {
        for entry in entries.values {
            entry.plain.start.deallocate()
            entry.gzip?.start.deallocate()
        }
    }

    /// nil when the path is not a file's.
    func serving(of request: Request) -> Serving? {
        guard let entry = entries[request.path] else { return nil }
        let zipped = entry.gzip.flatMap { Self.acceptsGzip(request.headers[.acceptEncoding]) ? $0 : nil }
        let etag = zipped == nil ? entry.file.etag : Self.zipped(entry.file.etag)
        var headers: HTTPFields = [
            .contentType: entry.file.contentType, .cacheControl: entry.file.cacheControl, .eTag: etag,
        ]
        if entry.gzip != nil { headers[.vary] = "Accept-Encoding" }
        if let known = request.headers[.ifNoneMatch], Self.matches(known, etag) {
            headers[.contentType] = nil
            return Serving(status: .notModified, headers: headers, body: nil, length: 0)
        }
        if zipped != nil { headers[.contentEncoding] = "gzip" }
        let body = zipped ?? entry.plain
        return Serving(status: .ok, headers: headers, body: request.method == .head ? nil : body, length: body.count)
    }

    private static func zipped(_ etag: String) -> String {
        etag.hasSuffix("\"") ? etag.dropLast() + "-gz\"" : etag + "-gz"
    }

    /// RFC 9110, 13.1.2: weak comparison of a list, or "*".
    private static func matches(_ known: String, _ etag: String) -> Bool {
        known.split(separator: ",").contains { part in
            let trimmed = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            let tag = String(trimmed)
            return tag == "*" || tag == etag || tag == "W/" + etag
        }
    }

    /// RFC 9110, 12.5.3: gzip is named, or "*" is, with a weight that is not zero.
    static func acceptsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.lowercased().split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let coding = pieces.first, coding == "gzip" || coding == "*" else { return false }
            guard let weight = pieces.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return true }
            return (Double(weight.dropFirst(2)) ?? 0) > 0
        }
    }
}
