import HTTPTypes
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

// What only the operator asks for, through the control socket.
extension Reception {
    /// The same note again changes nothing: its record's id is made of its bytes.
    func importNote(_ request: Request) async throws(Problem) -> Response {
        let note: ImportedNote
        do throws(ImportError) {
            note = try Importer.read(request.body, name: request.query("name"))
        } catch { throw Problem(.badValue, "\(error)") }
        let record = RecordID("note-" + note.identity.prefix(32))
        if let known = try await hub.listings().first(where: { $0.record == record }) {
            return .json(JSON.bytes(Imported(known, on: site, isNew: false, report: note.report)))
        }
        let listing = try await hub.found(
            note.meeting, speakers: [], slug: request.query("slug"),
            visibility: try Meeting.Visibility(checked: request.query("visibility")), by: .organiser, record: record,
            more: note.lines)
        return .json(JSON.bytes(Imported(listing, on: site, isNew: true, report: note.report)), status: .created)
    }

    func verification() async throws(Problem) -> Response {
        struct Body: Encodable { let verdicts: [VerdictView] }
        do throws(RecorderError) {
            return .json(JSON.bytes(Body(verdicts: try await hub.store.verify().map { VerdictView($0) })))
        } catch { throw await hub.unreadable(error) }
    }

    private struct Imported: Encodable {
        let slug, address: String
        let isNew: Bool
        let report: ImportReport

        init(_ listing: Listing, on site: Site, isNew: Bool, report: ImportReport) {
            slug = listing.slug
            address = site.address(ofMeeting: listing.slug)
            self.isNew = isNew
            self.report = report
        }
    }
}
