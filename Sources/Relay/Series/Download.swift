import Crypto
import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

/// A file, or an archive of files, as it leaves the house: to be kept, never to be opened in our name.
struct Download {
    let name: String
    let contentType: String
    let etag: String
    let chunks: [Chunk]

    enum Chunk {
        case bytes([UInt8])
        case file(Paper.File)

        var size: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(let file): file.size
            }
        }
    }

    var size: Int { chunks.reduce(0) { $0 + $1.size } }

    init(_ file: Paper.File) {
        name = PaperContents.name(file.name, of: file.type)
        contentType = file.type.contentType
        etag = "\"\(file.digest)\""
        chunks = [.file(file)]
    }

    /// - Parameters:
    ///   - index: What the archive says of itself, as `papers.txt`.
    ///   - papers: Those that are files.
    ///   - sums: CRC-32 by digest.
    init(pack name: String, index: [UInt8], of papers: [PackedFile], sums: [String: UInt32], at instant: Instant) {
        let layout = ZipLayout(
            [ZipLayout.File("papers.txt", size: index.count, crc: CRC32.of(index), at: instant)]
                + papers.map {
                    ZipLayout.File($0.name, size: $0.file.size, crc: sums[$0.file.digest] ?? 0, at: $0.came)
                })
        self.init(name, layout, [Chunk.bytes(index)] + papers.map { Chunk.file($0.file) })
    }

    /// An archive, known again by what stands between its files: their sums are there.
    init(_ name: String, _ layout: ZipLayout, _ contents: [Chunk]) {
        self.name = name
        contentType = "application/zip"
        var hash = SHA256()
        for part in layout.heads + [layout.end] { hash.update(data: part) }
        etag = "\"\(hash.finalize().hex)\""
        chunks = zip(layout.heads, contents).flatMap { [Chunk.bytes($0), $1] } + [.bytes(layout.end)]
    }

    func head(cache: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: contentType, .cacheControl: cache, .eTag: etag,
                .contentDisposition: Self.disposition(name),
                .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
            ])
    }

    /// RFC 6266, with the name in full as RFC 8187 has it.
    static func disposition(_ name: String) -> String {
        let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" && !$0.isNewline ? $0 : "_" })
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let full = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? plain
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(full)"
    }
}

/// A paper that is a file, as an archive names it: its number makes it the only one of that name.
struct PackedFile {
    let number: Int
    let file: Paper.File
    let came: Instant

    var name: String { "\(number)-\(PaperContents.name(file.name, of: file.type))" }
}

extension Paper.Kind {
    var contentType: String {
        switch self {
        case .pdf: "application/pdf"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .markdown: "text/markdown; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        }
    }
}

extension Reception {
    /// Answers with a download, piece by piece.
    ///
    /// - Returns: An answer where no piece of it is wanted; `nil` where it has been given.
    func give(_ download: Download, to request: Request, cache: String) async throws(Problem) -> Response? {
        var head = download.head(cache: cache)
        let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces).droppingPrefix(["W/"]) }
        if known.contains(download.etag) || known.contains("*") {
            head.status = .notModified
            head.headers[.contentDisposition] = nil
            return head
        }
        guard await hub.listener.begin(head, length: download.size, to: request.peer) else { return nil }
        for chunk in download.chunks {
            guard await pour(chunk, to: request.peer) else { return nil }
        }
        return nil
    }

    /// - Returns: Whether more is wanted. What cannot be read, or was taken away meanwhile, cuts the answer short, and
    ///   the reader sees by its length that it is not whole.
    private func pour(_ chunk: Download.Chunk, to peer: Peer) async -> Bool {
        guard case .file(let file) = chunk else {
            if case .bytes(let bytes) = chunk { return await hub.listener.pour(bytes, to: peer) }
            return false
        }
        do throws(RecorderError) {
            for number in 0..<(file.size + RecordStore.paperPiece - 1) / RecordStore.paperPiece {
                guard let piece = try await hub.store.piece(number, ofPaper: file.digest) else {
                    await hub.listener.dismiss(peer, code: 1011, reason: "taken away")
                    return false
                }
                guard await hub.listener.pour(piece, to: peer) else { return false }
            }
            return true
        } catch {
            await hub.note(error)
            await hub.listener.dismiss(peer, code: 1011, reason: "unreadable")
            return false
        }
    }
}
