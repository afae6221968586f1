import HTTPTypes

/// What stands before every request: the checks libwebsockets leaves out. Pure.
struct Gate {
    /// The largest body taken, bytes.
    let maxBody: Int

    /// - Returns: How many bytes of body follow; 0 when there is none.
    /// - Throws: The problem to answer with, before the connection is closed.
    func bodyLength(of request: Request, version: String, isBehindOthers: Bool) throws(Problem) -> Int {
        // A line feed in the path, even percent-encoded, ends the request line for libwebsockets: no version is left.
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .badPath }
        if request.header(.transferEncoding) != nil { throw .lengthRequired }
        let length = try length(request.header(.contentLength))
        if version == "HTTP/1.1", request.header(.hostHeader) == nil { throw .hostMissing }
        if let host = request.header(.hostHeader), host.contains(",") || host.contains(" ") { throw .hostMissing }
        if request.path.isEmpty || !request.path.hasPrefix("/") { throw .badPath }
        if request.path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw .badPath }
        if request.path.unicodeScalars.contains("\u{FFFD}") { throw .badPath }
        switch request.method {
        case .post, .put, .patch, .delete:
            guard let length else { throw .lengthRequired }
            if length > 0, isBehindOthers { throw .bodyPipelined }
            if length > maxBody { throw .bodyTooLarge(limit: maxBody) }
            return length
        default:
            if let length, length > 0 { throw .bodyUnexpected }
            return 0
        }
    }

    private func length(_ header: String?) throws(Problem) -> Int? {
        guard let header else { return nil }
        let digits = header.utf8
        guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = Int(header)
        else { throw .badLength }
        return length
    }
}

/// What RFC 6455, 4.2.1 asks of an upgrade and libwebsockets does not check. Pure.
struct UpgradeGate {
    let protocols: [String]
    /// nil: any. A request without an Origin is no browser's and passes.
    let allowedOrigins: [String]?

    func check(_ request: Request, version: String) throws(Problem) {
        guard request.header(.upgrade)?.lowercased() == "websocket" else { throw .upgradeUnknown }
        guard request.method == .get else { throw .notGet }
        guard version == "HTTP/1.1" else { throw .notHTTP11 }
        guard let host = request.header(.hostHeader), !host.contains(",") else { throw .hostMissing }
        // libwebsockets reads at most 126 bytes of this header and of the protocol's.
        guard let connection = request.header(.connection), connection.utf8.count < 120,
            Self.tokens(connection).contains(where: { $0.lowercased() == "upgrade" })
        else { throw .badConnection }
        guard request.header(.secWebSocketVersion) == "13" else { throw .badVersion }
        guard let key = request.header(.secWebSocketKey), Self.isSixteenBytes(key) else { throw .badKey }
        if let offered = request.header(.secWebSocketProtocol) {
            guard offered.utf8.count < 120, Self.tokens(offered).contains(where: { protocols.contains(String($0)) })
            else { throw .badSubprotocol }
        }
        if let origin = request.header(.origin), let allowedOrigins, !allowedOrigins.contains(origin) {
            throw .foreignOrigin
        }
    }

    private static func tokens(_ list: String) -> [Substring] {
        list.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" })
    }

    /// 22 characters of base64 and "==" are 16 bytes.
    private static func isSixteenBytes(_ key: String) -> Bool {
        let characters = Array(key.utf8)
        guard characters.count == 24, characters.suffix(2) == [0x3D, 0x3D] else { return false }
        return characters.prefix(22).allSatisfy { character in
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}

extension Problem: Error {}
