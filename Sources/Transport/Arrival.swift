package import HTTPTypes

/// One HTTP exchange or one WebSocket. Its number is never used again.
package struct Peer: Hashable, Sendable, CustomStringConvertible {
    package let number: UInt64

    package init(number: UInt64) {
        self.number = number
    }

    package var description: String { String(number, radix: 16) }
}

/// The door by which somebody came.
package enum Entrance: Hashable, Sendable {
    /// TCP: anybody.
    case house
    /// The unix socket in the data folder: this user or root.
    case control
}

/// A whole HTTP request.
package struct Request: Sendable {
    package let peer: Peer
    package let method: HTTPRequest.Method
    /// Decoded; begins with "/", without "//", "/./", "/../" or control characters.
    package internal(set) var path: String
    /// Decoded, in the order given. A name without "=" has the value "".
    package let query: [(name: String, value: String)]
    /// Those libwebsockets knows, and `Listener.Settings.customHeaders`. Repeats are joined by ",".
    package let headers: HTTPFields
    package internal(set) var body: [UInt8]
    /// The client's IP address, as a trusted proxy tells it, else the other side's; "" on the control socket.
    package internal(set) var address: String
    package let entrance: Entrance
    /// It came by TLS, or a trusted proxy says so.
    package internal(set) var isSecure: Bool
    /// The WebSocket protocol chosen from those the client offered; nil when it offered none or nothing is chosen yet.
    package internal(set) var subprotocol: String?
    /// By which the operator finds it in the log, and whoever asked can name it. Chosen here: a client's own is not taken.
    var number = UInt64.random(in: .min ... .max)

    /// Sixteen hexadecimal digits.
    package var mark: String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The value of a header. The bridge has joined repeats, so the first is all there is; the subscript of
    /// `HTTPFields` would join them again, at several times the cost.
    func header(_ name: HTTPField.Name) -> String? { headers.first { $0.name == name }?.value }

    /// The same, asked of another address of the house.
    package func moved(to path: String) -> Request {
        var request = self
        request.path = path
        return request
    }

    var isHead: Bool { method == .head }

    /// Whether the client wants no more of this connection; libwebsockets closes it then by itself.
    var isLast: Bool { header(.connection)?.lowercased() == "close" }

    /// The first value of that name.
    package func query(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }
}

/// A whole HTTP response. The listener adds length, date and its common headers.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// For who does not know HTTPTypes.
    package init(code: Int) {
        self.init(status: HTTPResponse.Status(code: code))
    }
}

/// What reaches the program from the network, in order per peer.
package enum Arrival: Sendable {
    /// Waits, as long as it takes, for `answer` or `attach`.
    case asked(Request)
    /// A WebSocket is open; the request is its upgrade.
    case joined(Request)
    /// One whole message, not empty of meaning but perhaps of bytes. Text is valid UTF-8.
    case said(Peer, [UInt8], isText: Bool)
    /// It read too slowly and its next frame is no longer on the reel: it is detached and may be attached again.
    case fellBehind(Peer)
    /// Once for each that joined, for each stream that ended, and for each that asked and went before its answer was out.
    case left(Peer)
}

/// How `attach` went.
package enum Attachment: Hashable, Sendable {
    case attached
    /// The position is older than the reel's tail; nothing was sent.
    case tooOld
    /// The peer, or the reel, is no more.
    case gone
}

/// Who hears a reel.
package struct Population: Hashable, Sendable {
    package var webSocket = 0
    package var serverSentEvents = 0
    /// Of them, those who follow for people counted elsewhere.
    package var uncounted = 0

    package init(webSocket: Int = 0, serverSentEvents: Int = 0, uncounted: Int = 0) {
        self.webSocket = webSocket
        self.serverSentEvents = serverSentEvents
        self.uncounted = uncounted
    }

    package var counted: Int { webSocket + serverSentEvents - uncounted }
}
