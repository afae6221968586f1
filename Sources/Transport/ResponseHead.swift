import CLWS
import HTTPTypes

/// Writes the heads of responses; keeps the Date header's text for a second.
struct HeadWriter {
    let commonHeaders: HTTPFields
    private var date = HeadWriter.now()

    init(commonHeaders: HTTPFields) {
        self.commonHeaders = commonHeaders
    }

    mutating func tick() {
        date = Self.now()
    }

    /// - Parameters:
    ///   - status: Its reason phrase is written too, if it has one.
    ///   - headers: Content-Length and Connection are left out: they follow from the others.
    ///   - length: For Content-Length; nil for a stream, which ends with its connection, and for 304.
    ///   - closes: Whether the connection ends with this answer.
    /// - Returns: The head with its empty line.
    func head(_ status: HTTPResponse.Status, _ headers: HTTPFields, length: Int?, closes: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\ndate: \(date)\r\n"
        for field in headers where field.name != .contentLength && field.name != .connection {
            text += "\(field.name.canonicalName): \(field.value)\r\n"
        }
        for field in commonHeaders where headers[field.name] == nil {
            text += "\(field.name.canonicalName): \(field.value)\r\n"
        }
        if let length, status.code != 204, status.kind != .informational {
            text += "content-length: \(length)\r\n"
        }
        if closes { text += "connection: close\r\n" }
        return Array((text + "\r\n").utf8)
    }

    private static func now() -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { text in
            guard let start = text.baseAddress else { return "" }
            clws_date(start)
            return String(cString: start)
        }
    }
}
