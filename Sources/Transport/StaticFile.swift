/// One file served as it is, without leaving the event loop.
package struct StaticFile: Sendable {
    /// The path it is asked for by, exactly: `/web/styles/page.css`.
    package let path: String
    package let contentType: String
    /// The Cache-Control header's value.
    package let cacheControl: String
    package let bytes: [UInt8]
    /// The same, gzipped; nil when that would not make it smaller.
    package let gzip: [UInt8]?
    /// A strong entity tag with its quotes. The gzipped form gets one of its own.
    package let etag: String

    package init(
        path: String, contentType: String, cacheControl: String, bytes: [UInt8], gzip: [UInt8]?, etag: String
    ) {
        self.path = path
        self.contentType = contentType
        self.cacheControl = cacheControl
        self.bytes = bytes
        self.gzip = gzip
        self.etag = etag
    }
}
