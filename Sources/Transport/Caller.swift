import CLWS
package import HTTPTypes
package import Logging

/// The one client: HTTP and WebSocket over TCP, TLS or a unix socket, each call on a connection of its own.
///
/// It may share its event loop with a listener. It lives until the loop stops.
package actor Caller {
    private let loop: EventLoop
    private let log: Logger
    private let authority: String?
    private var bridge: OpaquePointer?
    private var ongoing: [UInt64: Ongoing] = [:]
    /// How calls ended that ended before `clws_call_begin` returned.
    private var endedEarly: [UInt64: Ending] = [:]

    /// - Parameters:
    ///   - loop: Where it runs.
    ///   - authority: A PEM file of certificates to trust instead of the system's.
    ///   - log: The operator's log.
    package init(
        loop: EventLoop, authority: String? = nil, log: Logger = Logger(label: "openfloor.transport")
    ) {
        self.loop = loop
        self.authority = authority
        self.log = log
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Sends a request and waits for the whole answer. Redirects are not followed.
    ///
    /// - Parameters:
    ///   - method: HEAD is not for this client.
    ///   - path: With its query, percent-encoded: `/api/v1/meetings?limit=5`.
    ///   - headers: Beside Host, Connection and Content-Length, which are its own.
    ///   - body: Sent with its length.
    ///   - address: Where to.
    ///   - timeout: Until the answer is whole.
    /// - Returns: The answer, whatever its status.
    /// - Throws: `cannotConnect`, `timedOut`, `brokenOff`, `gone`.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8] = [],
        to address: Address, timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> Response {
        let call = OutgoingCall(
            method: method.rawValue, path: path, subprotocol: nil, headers: headers, body: body, address: address,
            seconds: timeout / .seconds(1), authority: authority)
        return try await begin(call, messages: nil).response
    }

    /// Opens a WebSocket.
    ///
    /// - Parameters:
    ///   - path: With its query, percent-encoded.
    ///   - subprotocol: The one to offer; nil for none.
    ///   - headers: Beside those of the handshake.
    ///   - address: Where to.
    ///   - timeout: Until it is open.
    /// - Returns: The open conversation.
    /// - Throws: `cannotConnect` (with the status when the server refuses), `timedOut`, `gone`.
    package func open(
        _ path: String, subprotocol: String? = nil, headers: HTTPFields = [:], to address: Address,
        timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> Conversation {
        let call = OutgoingCall(
            method: nil, path: path, subprotocol: subprotocol, headers: headers, body: [], address: address,
            seconds: timeout / .seconds(1), authority: authority)
        let (stream, continuation) = AsyncStream.makeStream(
            of: Message.self, bufferingPolicy: .bufferingOldest(Conversation.limit))
        let (number, response) = try await begin(call, messages: continuation)
        guard response.status.code == 101 else {
            throw TransportError(.cannotConnect, at: call.place, "status \(response.status.code)")
        }
        return Conversation(caller: self, number: number, messages: stream)
    }

    private func begin(
        _ call: OutgoingCall, messages: AsyncStream<Message>.Continuation?
    ) async throws(TransportError) -> (number: UInt64, response: Response) {
        guard let bridge = connectedBridge() else { throw TransportError(.gone, at: "event loop") }
        let number = call.begin(on: bridge)
        guard number != 0 else { throw TransportError(.cannotConnect, at: call.place) }
        if let ending = endedEarly.removeValue(forKey: number) { throw ending.error(at: call.place, afterHead: false) }
        let result = await withCheckedContinuation { waiting in
            ongoing[number] = Ongoing(place: call.place, messages: messages, waiting: waiting)
        }
        return (number, try result.get())
    }

    private func connectedBridge() -> OpaquePointer? {
        if bridge == nil {
            // C keeps it until `ended`.
            let owner = Unmanaged.passRetained(self)
            bridge = clws_caller_make(loop.handle, owner.toOpaque(), Self.events)
            if bridge == nil { owner.release() }
        }
        return bridge
    }
}

/// What C tells.
extension Caller {
    func answered(_ number: UInt64, status: Int, headers: HTTPFields) {
        guard let waiting = ongoing[number]?.waiting else { return }
        let response = Response(status: HTTPResponse.Status(code: status), headers: headers)
        if ongoing[number]?.messages != nil {
            ongoing[number]?.waiting = nil
            waiting.resume(returning: .success(response))
        } else {
            ongoing[number]?.response = response
        }
    }

    func received(_ number: UInt64, _ piece: [UInt8], isLast: Bool, isText: Bool) {
        guard let messages = ongoing[number]?.messages else {
            ongoing[number]?.response?.body += piece
            return
        }
        ongoing[number]?.message += piece
        guard isLast, let whole = ongoing[number]?.message else { return }
        ongoing[number]?.message = []
        if case .dropped = messages.yield(.said(whole, isText: isText)) {
            log.warning("conversation not read, closing", metadata: ["call": "\(number)"])
            close(number, code: 1008)
        }
    }

    func said(_ number: UInt64) {
        guard let saying = ongoing[number]?.saying, !saying.isEmpty else { return }
        ongoing[number]?.saying.removeFirst().resume(returning: true)
    }

    func over(_ number: UInt64, _ ending: Ending) {
        guard let call = ongoing.removeValue(forKey: number) else {
            endedEarly[number] = ending
            return
        }
        for saying in call.saying { saying.resume(returning: false) }
        call.messages?.yield(.closed(code: ending.code == 0 ? 1006 : ending.code, reason: ending.reason))
        call.messages?.finish()
        guard let waiting = call.waiting else { return }
        if let response = call.response, ending.isWhole {
            waiting.resume(returning: .success(response))
        } else {
            waiting.resume(returning: .failure(ending.error(at: call.place, afterHead: call.response != nil)))
        }
    }

    func ended() {
        bridge = nil
    }

    /// - Returns: Whether the message is with the system; false when the conversation is over.
    func say(_ text: [UInt8], on number: UInt64) async -> Bool {
        guard let bridge, ongoing[number] != nil, clws_call_say(bridge, number, text, text.count) else { return false }
        return await withCheckedContinuation { ongoing[number]?.saying.append($0) }
    }

    func close(_ number: UInt64, code: UInt16) {
        if let bridge { clws_call_close(bridge, number, code) }
    }
}

extension Caller {
    /// A call that is not over.
    private struct Ongoing {
        let place: String
        /// A conversation's way to its reader.
        let messages: AsyncStream<Message>.Continuation?
        /// Who waits for the answer, or for the WebSocket to open.
        var waiting: CheckedContinuation<Result<Response, TransportError>, Never>?
        var response: Response?
        /// The message that is arriving.
        var message: [UInt8] = []
        var saying: [CheckedContinuation<Bool, Never>] = []
    }

    /// How a call ended.
    struct Ending: Sendable {
        let isWhole: Bool
        let code: UInt16
        let reason: String

        func error(at place: String, afterHead: Bool) -> TransportError {
            if reason == "late" { return TransportError(.timedOut, at: place) }
            return TransportError(afterHead ? .brokenOff : .cannotConnect, at: place, reason)
        }
    }
}
