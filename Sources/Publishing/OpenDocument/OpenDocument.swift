import Proceedings

/// The record as an OpenDocument text (ODF 1.2), for those who must edit it: an archive whose first file says what it
/// is, so that it is known by its first bytes.
struct OpenDocument {
    private let outline: Outline
    private static let mediaType = "application/vnd.oasis.opendocument.text"
    private static let namespaces: KeyValuePairs = [
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    ]

    init(_ outline: Outline) { self.outline = outline }

    var bytes: [UInt8] {
        let at = written ?? Instant(milliseconds: 0)
        let files = [
            ("mimetype", Array(Self.mediaType.utf8)),
            ("content.xml", Self.file("document-content", OpenDocumentBody(outline).content)),
            ("styles.xml", Self.file("document-styles", OpenDocumentStyles(outline).content)),
            ("meta.xml", Self.file("document-meta", meta)),
            ("META-INF/manifest.xml", Array((Self.opening + manifest.text).utf8)),
        ]
        return ZipArchive.bytes(of: files.map { ZipArchive.File(name: $0.0, bytes: $0.1, at: at) })
    }

    /// The close; of a note that was imported the day it tells of.
    private var written: Instant? {
        transcript.isImported ? outline.meeting.startsAt : outline.minutes.times.closed ?? outline.meeting.startsAt
    }

    private var transcript: Transcript { outline.transcript }

    /// Dublin Core, and what it has no element for here: where the record is, and which it is.
    private var meta: OpenDocumentMarkup {
        func said(_ name: String, _ words: String?) -> OpenDocumentMarkup? {
            words.flatMap { $0.isEmpty ? nil : OpenDocumentMarkup(name, [:], [.plain($0)]) }
        }
        func own(_ name: String, _ words: String) -> OpenDocumentMarkup {
            OpenDocumentMarkup("meta:user-defined", ["meta:name": name, "meta:value-type": "string"], [.plain(words)])
        }
        let about = ([outline.dayAndPlace, outline.statement] + outline.purposes).filter { !$0.isEmpty }
        let parts = [
            said("dc:title", outline.meeting.title), said("dc:description", about.joined(separator: " ")),
            said("dc:subject", outline.meeting.strands.joined(separator: "; ")),
            said("dc:creator", transcript.publisher), said("dc:date", written.map(outline.clock.utc)),
            said("dc:language", outline.meeting.language.tag), own("dc:publisher", transcript.publisher),
            own("dc:identifier", transcript.record.text), own("dc:source", transcript.address),
        ].compactMap(\.self)
        return OpenDocumentMarkup("office:meta", [:], parts)
    }

    private var manifest: OpenDocumentMarkup {
        func entry(_ path: String, _ type: String) -> OpenDocumentMarkup {
            OpenDocumentMarkup("manifest:file-entry", ["manifest:full-path": path, "manifest:media-type": type])
        }
        return OpenDocumentMarkup(
            "manifest:manifest",
            [
                "xmlns:manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version": "1.2",
            ],
            [entry("/", Self.mediaType)] + ["content.xml", "styles.xml", "meta.xml"].map { entry($0, "text/xml") })
    }

    private static let opening = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    private static func file(_ name: String, _ content: OpenDocumentMarkup) -> [UInt8] {
        let known = namespaces.map { " xmlns:\($0.key)=\"\($0.value)\"" }.joined()
        let root = "<office:\(name)\(known) office:version=\"1.2\">\n\(content.text)\n</office:\(name)>\n"
        return Array((opening + root).utf8)
    }
}
