import Crypto
import HTTPTypes
import Procedure
import Proceedings
import Publishing
import Recorder
import Transport
import Wire

/// A file that came with a request, looked at and found to be what may be a paper.
struct Upload: Sendable {
    let file: Paper.File
    let bytes: RecordStore.PaperBytes

    /// - Parameter name: As its sender calls it.
    /// - Throws: `badValue`.
    init(_ bytes: [UInt8], named name: String) throws(Problem) {
        let kind: Paper.Kind
        do throws(Refusal) { kind = try PaperContents.kind(of: bytes, named: name) } catch { throw Problem(error) }
        let digest = SHA256.hash(data: bytes).hex
        file = Paper.File(digest: digest, name: PaperContents.name(name, of: kind), type: kind, size: bytes.count)
        self.bytes = RecordStore.PaperBytes(digest: digest, crc: CRC32.of(bytes), bytes: bytes)
    }
}

extension FormFields {
    /// A form as it comes from a page that also takes files.
    ///
    /// - Returns: Its fields, and the file that was chosen, if any.
    /// - Throws: `badFrame`; `badValue` where the file may not be a paper.
    static func withFile(
        _ request: Request
    ) throws(Problem) -> (fields: FormFields, file: (name: String, bytes: [UInt8])?) {
        let form: Multipart
        do throws(Multipart.Fault) {
            form = try Multipart(request.body, contentType: request.headers[.contentType] ?? "")
        } catch { throw Problem(.badFrame, "This form could not be read (\(error)). Load its page again.") }
        var values: [String: String] = [:]
        var file: (name: String, bytes: [UInt8])?
        for part in form.parts {
            guard let name = part.filename else {
                guard let value = String(validating: request.body[part.content], as: UTF8.self) else {
                    throw Problem(.badFrame, "“\(part.name.prefix(40))” is not UTF-8. Load the form’s page again.")
                }
                values[part.name] = value.replacing("\r\n", with: "\n")
                continue
            }
            // A browser sends a file without name and bytes where none was chosen.
            if !name.isEmpty || !part.content.isEmpty { file = (name, Array(request.body[part.content])) }
        }
        return (FormFields(values), file)
    }
}

extension SeriesFrame {
    /// The digest of its content, by which the same id with other content is known; a file is part of it.
    func digest(with upload: Upload?) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: content)
        if let upload { hash.update(data: Array(upload.file.digest.utf8)) }
        return [UInt8](hash.finalize())
    }
}
