import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
package import Transport
import Wire

// Papers: read, sent in, downloaded.
extension Reception {
    /// What a request may have as its body beyond any other, bytes.
    package static func largeBody(_ request: Request) -> Int? {
        guard request.method == .post, case .found(let match) = Route.match(.post, request.path) else { return nil }
        switch match.route {
        case .papersForm: return Limit.file + 65_536
        case .addPaper: return Limit.file
        case .imports: return request.entrance == .control ? ZipArchive.mostBytes : nil
        default: return nil
        }
    }

    /// A paper from its form; the page says what became of it.
    func papersForm(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let (form, sent) =
            if request.headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false {
                try FormFields.withFile(request)
            } else { (try FormFields(request), nil) }
        let role = try form.role()
        let file = try await hub.series(at: match.part("series"))
        _ = try await hub.whom(request, in: file, as: role)
        do throws(Problem) {
            let upload: Upload? = if let sent { try Upload(sent.bytes, named: sent.name) } else { nil }
            try await give(try form.seriesFrame, to: file, as: role, by: request, sending: upload)
            return .seeOther("/s/\(file.listing.slug)/papers?as=\(role.rawValue)&said=ok")
        } catch {
            await hub.refusals.note(error.code)
            var view = try await seriesView(of: file, as: role, for: request)
            (view.refusal, view.kept) = (error, form)
            return .page(pages.series(view, .papers), refusedBy: error)
        }
    }

    /// A paper from a program: its bytes are the body, all else is in the query.
    func addPaper(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response {
        let file = try await hub.series(at: match.part("series"))
        let role = try request.role()
        _ = try await hub.whom(request, in: file, as: role)
        let names = ["id", "number", "meeting", "title", "minutes", "items", "name"]
        var fields = Dictionary(names.compactMap { name in request.query(name).map { (name, $0) } }) { first, _ in first
        }
        guard let name = fields.removeValue(forKey: "name") else {
            throw Problem(.badFrame, "“name” is missing: what the file is called, such as draft.pdf.")
        }
        fields["do"] = SeriesCommand.Kind.addPaper.rawValue
        let frame = try FormFields(fields).seriesFrame
        let upload = try Upload(request.body, named: name)
        let positions = try await give(frame, to: file, as: role, by: request, sending: upload)
        return .json(ServerFrame.accepted(id: frame.id, positions).bytes)
    }

    func paperFile(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response? {
        let file = try await readable(request, match)
        guard let number = Int(match.part("number")), let paper = file.ledger[paper: number] else {
            throw Problem(.unknownPaper, "There is no such paper in this series; it may have been taken away.")
        }
        guard let kept = paper.file else {
            throw Problem(.unknownPaper, "Paper \(number) is kept elsewhere: \(paper.address ?? "")")
        }
        return try await give(Download(kept), to: request, cache: cache(file.listing.visibility))
    }

    /// All files of one meeting, and what names them, in one.
    func papersPack(_ request: Request, _ match: Route.Match) async throws(Problem) -> Response? {
        let file = try await readable(request, match)
        guard let number = Int(match.part("number")), file.ledger[meeting: number] != nil else {
            throw Problem(Refusal.notScheduled(Int(match.part("number")) ?? 0))
        }
        let files = file.ledger.files(of: number)
        guard !files.isEmpty else {
            throw Problem(.unknownPaper, "This meeting has no papers that are kept here. See the papers of the series.")
        }
        let sums: [String: UInt32]
        do throws(RecorderError) { sums = try await hub.store.paperSums(of: file.listing.record) } catch {
            throw await hub.unreadable(error)
        }
        let view = try await seriesView(of: file, as: .attendee, for: request)
        let pack = Download(
            pack: "\(file.listing.slug)-\(number)-papers.zip", index: pages.papersIndex(view, of: number), of: files,
            sums: sums, at: files.map(\.came).max() ?? Instant(milliseconds: 0))
        return try await give(pack, to: request, cache: cache(file.listing.visibility))
    }
}

extension Ledger {
    /// Papers of a meeting that are kept here, by number.
    func files(of meeting: Int) -> [PackedFile] {
        papers(of: meeting).compactMap { number, paper in
            paper.file.map {
                PackedFile(number: number, file: $0, came: came(paper: number) ?? Instant(milliseconds: 0))
            }
        }
    }
}
