package import HTTPTypes

extension Listener {
    /// A WebSocket protocol known here.
    package struct Subprotocol: Hashable, Sendable {
        package let name: String
        /// Bytes read at a time, and kept for each connection. Small for those who only listen.
        package let receiveBuffer: Int

        package init(name: String, receiveBuffer: Int) {
            self.name = name
            self.receiveBuffer = receiveBuffer
        }
    }

    /// How many connections there may be at once.
    package struct Limits: Hashable, Sendable {
        package var connections = Int.max
        /// From one IPv4 address or one IPv6 /64.
        package var perAddress = Int.max
        /// Beyond those, so many may come to be told to come back later; more are hung up on.
        package var surplus = 256
        /// Closed connections kept two seconds for their last answer to arrive.
        package var lingering = 256

        package init() {}
    }

    package struct Settings: Sendable {
        /// A numeric address, or "localhost" (127.0.0.1). "0.0.0.0": all of IPv4; "::": all, both families.
        package var host: String
        /// 0: any free port.
        package var port: Int
        /// Where to make the control socket, in a folder nobody else may enter; nil for none.
        package var controlSocket: String?
        /// PEM files; TLS when both are there.
        package var certificate: String?
        package var key: String?
        /// Origins whose pages may open a WebSocket; nil: any. A foreign one gets 403, a missing one passes.
        package var allowedOrigins: [String]?
        /// Bytes of one message; a longer one is answered with close code 1009.
        package var maxMessage = 65_536
        /// Bytes of one request's body; a longer one is answered with 413.
        package var maxBody = 1_048_576
        /// The same on the control socket.
        package var maxControlBody = 1_048_576
        /// What a request may have beyond that, bytes; few of them are taken at once. Pure, quick.
        package var largeBody: @Sendable (Request) -> Int? = { _ in nil }
        package var limits = Limits()
        /// File descriptors never given to connections.
        package var spareDescriptors = Descriptors.spare
        /// Proxies that are believed when they say for whom they ask.
        package var trustedProxies: [Subnet] = []
        /// Answered even where there is no room: a supervisor that heard nothing would end the program. Pure, quick.
        package var isVital: @Sendable (Request) -> Bool = { _ in false }
        /// Seconds within which a body must be whole, 1...63; then the connection is cut.
        package var bodyPatience = 60
        /// Put on every response and file that does not set them itself.
        package var commonHeaders: HTTPFields = [:]
        /// Header names to pass on beyond those libwebsockets knows, lower case.
        package var customHeaders = ["last-event-id", "idempotency-key", "x-forwarded-proto", "sec-fetch-site"]
        /// The WebSocket protocols; the first also serves clients that offer none.
        package var subprotocols = [
            Subprotocol(name: "openfloor.v1", receiveBuffer: 512),
            Subprotocol(name: "openfloor.v1.writer", receiveBuffer: 8192),
        ]
        /// Asked before the 101; nil admits. Pure, and quick: the event loop waits for it.
        package var upgradeRefusal: @Sendable (Request) -> Response? = { _ in nil }

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }
}
