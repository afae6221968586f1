import HTTPTypes

/// An answer that says no, as RFC 9457 has it.
struct Problem: Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let detail: String
    /// The limit it is about.
    var limit: Int?

    static let badLength = Problem(
        .badRequest, "badContentLength", "Content-Length must be one number of digits that fits the request.")
    static let lengthRequired = Problem(
        .lengthRequired, "lengthRequired", "Send the body's length in Content-Length, not in chunks.")
    static let bodyUnexpected = Problem(.badRequest, "bodyUnexpected", "This method takes no body.")
    static let bodyPipelined = Problem(
        .badRequest, "bodyPipelined", "Wait for the answer before sending a request with a body on the same connection."
    )
    static let badPath = Problem(.badRequest, "badPath", "The path has control characters or is not UTF-8.")
    static let hostMissing = Problem(.badRequest, "hostMissing", "Send one Host header.")
    static let notOwner = Problem(.forbidden, "notOwner", "The control socket is for the server's own user and root.")
    static let busy = Problem(
        .serviceUnavailable, "busy", "The server has more requests than it can take; ask again in a moment.")
    static let tooManyUploads = Problem(
        .serviceUnavailable, "uploads", "As many files are arriving as are taken at once; send yours again in a moment."
    )
    static let closing = Problem(.serviceUnavailable, "closing", "The server is closing; ask again in a moment.")
    static let upgradeUnknown = Problem(
        .upgradeRequired, "upgradeUnknown", "Only the upgrade to websocket is known here.")
    static let notGet = Problem(.methodNotAllowed, "upgradeNeedsGet", "A WebSocket is opened by GET.")
    static let notHTTP11 = Problem(.upgradeRequired, "upgradeNeedsHTTP11", "A WebSocket is opened by HTTP/1.1.")
    static let badVersion = Problem(.upgradeRequired, "upgradeVersion", "Only Sec-WebSocket-Version 13 is known here.")
    static let badKey = Problem(.badRequest, "upgradeKey", "Sec-WebSocket-Key must be 16 bytes in base64.")
    static let badConnection = Problem(
        .badRequest, "upgradeConnection", "A WebSocket needs the header Connection: Upgrade.")
    static let badSubprotocol = Problem(
        .badRequest, "upgradeProtocol", "None of the protocols in Sec-WebSocket-Protocol is known here.")
    static let foreignOrigin = Problem(.forbidden, "foreignOrigin", "This page's origin may not open a WebSocket here.")

    static func bodyTooLarge(limit: Int) -> Problem {
        Problem(.contentTooLarge, "bodyTooLarge", "The body may have \(limit) bytes.")
    }

    /// - Parameter limit: Connections.
    static func full(of limit: Int) -> Problem {
        var problem = Problem(
            .serviceUnavailable, "full", "The server has as many connections as it may; ask again in half a minute.")
        problem.limit = limit
        return problem
    }

    static func full(ofOneAddress limit: Int) -> Problem {
        var problem = Problem(
            .serviceUnavailable, "full",
            "There are as many connections from your address as there may be; ask again in half a minute.")
        problem.limit = limit
        return problem
    }

    private init(_ status: HTTPResponse.Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// A whole response. The sentences are fixed and need no escaping.
    ///
    /// - Parameter request: What it answers, where that is still known.
    func response(to request: Request? = nil) -> Response {
        let body = """
            {"type":"about:blank","title":"\(status.reasonPhrase)","status":\(status.code),\
            "detail":"\(detail)","code":"\(code)"\(limit.map { ",\"limit\":\($0)" } ?? "")\
            \(request.map { ",\"request\":\"\($0.mark)\"" } ?? "")}
            """
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        switch status.code {
        case 405: headers[.allow] = "GET"
        case 426: headers[.upgrade] = "websocket"
        case 503: headers[.retryAfter] = code == "full" ? "30" : code == "uploads" ? "10" : "1"
        default: break
        }
        headers[.requestMark] = request?.mark
        if self == .badVersion { headers[.secWebSocketVersion] = "13" }
        return Response(status: status, headers: headers, body: Array(body.utf8))
    }
}
