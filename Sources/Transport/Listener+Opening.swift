import CLWS
import Logging

extension Listener {
    /// Listens.
    ///
    /// - Returns: The address with its actual port.
    /// - Throws: `portInUse`, `unknownInterface`, `cannotListen`, `cannotReadCertificate`, `controlSocketFailed`, `gone`.
    package func open() throws(TransportError) -> Address {
        guard door.bridge == nil, !door.isClosing else { throw TransportError(.gone, at: "listener") }
        let host = settings.host == "localhost" ? "127.0.0.1" : settings.host
        let secure = settings.certificate != nil && settings.key != nil
        let place = Address.tcp(host: host, port: settings.port, secure: secure)
        let isIPv4 = !host.contains(":")
        let interface = host == "0.0.0.0" || host == "::" ? nil : host
        switch clws_probe(interface, isIPv4, Int32(settings.port)) {
        case 0: break
        case 1: throw TransportError(.portInUse, at: place.description)
        case 2, 3: throw TransportError(.unknownInterface, at: host)
        default: throw TransportError(.cannotListen, at: place.description)
        }
        if let path = settings.controlSocket, clws_probe_unix(path) > 0 || clws_probe_unix(path) == -2 {
            throw TransportError(.controlSocketFailed, at: path, "something else is there")
        }
        let (opening, port) = listen(interface: interface, isIPv4: isIPv4)
        switch opening {
        case CLWS_OPEN: break
        case CLWS_NO_CONTEXT: throw TransportError(.gone, at: "event loop")
        case CLWS_NO_CONTROL:
            if let bridge = door.bridge { clws_stop_listening(bridge) }
            throw TransportError(.controlSocketFailed, at: settings.controlSocket ?? "")
        default:
            let code: TransportError.Code = secure ? .cannotReadCertificate : .cannotListen
            throw TransportError(code, at: secure ? settings.certificate ?? "" : place.description)
        }
        let address = Address.tcp(host: host, port: Int(port), secure: secure)
        log.info("listening", metadata: ["address": "\(address)"])
        return address
    }

    private func listen(interface: String?, isIPv4: Bool) -> (clws_opening, Int32) {
        // C keeps it until `ended`, which the loop's stop brings.
        let owner = Unmanaged.passRetained(self)
        let made = Opening.listen(
            on: loop.handle, settings, interface: interface, isIPv4: isIPv4, owner: owner.toOpaque())
        door.bridge = made.bridge
        if made.bridge == nil { owner.release() }
        return (made.result, made.port)
    }

    /// Stops listening, says goodbye to every WebSocket with this code, ends streams, answers what waits with 503,
    /// takes the control socket away, and returns when the last peer has gone or after five seconds. `arrivals` ends.
    package func close(code: UInt16, reason: String) async {
        guard !door.isClosing else { return }
        door.isClosing = true
        if let bridge = door.bridge { clws_stop_listening(bridge) }
        for connection in Array(connections.values) {
            switch connection.manner {
            case .webSocket: dismiss(connection, code: code, reason: reason)
            case .stream, .pour: clws_kill(loop.handle, connection.peer.number)
            case .exchange: answer(connection.peer, with: Problem.closing.response(), closing: true)
            }
        }
        if !connections.isEmpty {
            await withCheckedContinuation { door.whenEmpty = $0 }
        }
        inbox.finish()
        reels = [:]
        log.info("closed", metadata: ["code": "\(code)"])
    }

    func noteDeparture() {
        guard connections.isEmpty, let waiting = door.whenEmpty else { return }
        door.whenEmpty = nil
        waiting.resume()
    }
}
