import CLWS
package import HTTPTypes
package import Logging

/// The one port: HTTP/1.1, WebSockets, server-sent events and long polls, and the control socket beside it.
///
/// Its executor is the event loop's thread, so what C calls is already inside the actor.
/// Life: `open`, then read `arrivals` until it ends, `close`, and at last `EventLoop.stop`.
package actor Listener {
    let loop: EventLoop
    var settings: Settings
    let log: Logger
    let files: FileTable
    let sender: Sender
    var door = Door()
    var inbox = Arrivals()
    var connections: [UInt64: Connection] = [:]
    var reels: [String: Reel] = [:]
    var clockwork = Clockwork()
    var doorkeeper: Doorkeeper
    var tally = Tally()
    let proxies: TrustedProxies
    var writer: HeadWriter

    /// What arrives, in order per peer. Ends after `close`.
    package nonisolated let arrivals: AsyncStream<Arrival>

    /// What C knows us by.
    struct Door {
        /// Valid from `open` until the loop has stopped.
        var bridge: OpaquePointer?
        var isClosing = false
        /// Admitted, and not yet a WebSocket.
        var upgrading: (request: Request, guest: IPAddress?)?
        /// Requests whose body is still on its way. What others said on arrival is not kept: thousands only listen.
        var collecting: [UInt64: Request] = [:]
        var large = LargeBodies()
        /// Resumed when the last peer has gone.
        var whenEmpty: CheckedContinuation<Void, Never>?
    }

    struct Clockwork {
        var wheel = Wheel()
        /// Reels whose pass waits for the bell.
        var due: [Reel] = []
        /// When the sending of this turn of the loop must end, however many reels and comers there are; nil before it
        /// begins.
        private var sliceEnd: ContinuousClock.Instant?

        mutating func endOfSlice() -> ContinuousClock.Instant {
            let end = sliceEnd ?? .now + Pass.slice
            sliceEnd = end
            return end
        }

        mutating func turned() { sliceEnd = nil }
    }

    package init(
        loop: EventLoop, settings: Settings, files: [StaticFile] = [],
        log: Logger = Logger(label: "openfloor.transport")
    ) {
        self.loop = loop
        self.settings = settings
        self.log = log
        self.files = FileTable(files)
        doorkeeper = Doorkeeper(settings.limits)
        proxies = TrustedProxies(subnets: settings.trustedProxies)
        sender = Sender(loop: loop.handle)
        writer = HeadWriter(commonHeaders: settings.commonHeaders)
        arrivals = inbox.stream
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Replaces the list of origins, for a port known only after `open`. nil: any.
    package func allow(origins: [String]?) {
        settings.allowedOrigins = origins
    }

    /// Replaces the headers that go on every response, for what is known only after `open`.
    package func setCommonHeaders(_ headers: HTTPFields) {
        settings.commonHeaders = headers
        writer = HeadWriter(commonHeaders: headers)
    }

    /// Returns once the event loop has come round to it.
    package func answers() {}

    /// Reads the certificate and key files again, in place; new connections get the new certificate.
    package func reloadCertificate() throws(TransportError) {
        guard let certificate = settings.certificate, let key = settings.key else { return }
        guard let bridge = door.bridge else { throw TransportError(.gone, at: "listener") }
        guard clws_reload_certificate(bridge, certificate, key) else {
            throw TransportError(.cannotReadCertificate, at: certificate)
        }
        log.info("certificate read again", metadata: ["certificate": "\(certificate)"])
    }
}
