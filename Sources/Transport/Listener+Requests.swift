import CLWS
import HTTPTypes
import Logging

/// What C tells the listener, in the order it happens.
extension Listener {
    /// - Returns: How many bytes of body to collect.
    func asked(_ heard: Heard) -> Int {
        let request = proxies.unwrapped(heard.request, from: heard.origin)
        do throws(Problem) {
            if request.entrance == .control, !heard.isSameOwner { throw .notOwner }
            let usual = request.entrance == .control ? settings.maxControlBody : settings.maxBody
            let length = try Gate(maxBody: max(usual, settings.largeBody(request) ?? 0)).bodyLength(
                of: request, version: heard.version, isBehindOthers: heard.isBehindOthers)
            if door.isClosing { throw .closing }
            let sender = IPAddress(request.address)
            if length > usual { try door.large.requireRoom(for: sender) }
            let isSurplus = try admit(request, heard)
            if length == 0, request.method == .get || request.method == .head, let serving = files.serving(of: request)
            {
                serve(serving, to: request)
                return 0
            }
            let connection = Connection(request, descriptor: heard.descriptor)
            connection.state.isSurplus = isSurplus
            remember(connection, guest: guest(request, heard))
            if length > usual { door.large.enter(sender, as: request.peer.number) }
            if length == 0 {
                announce(connection, request)
            } else {
                door.collecting[request.peer.number] = request
                clockwork.wheel.add(request.peer.number, in: settings.bodyPatience)
            }
            return length
        } catch {
            refuse(request, error)
            return 0
        }
    }

    func completed(_ number: UInt64, body: [UInt8]) {
        guard let connection = connections[number], var request = door.collecting.removeValue(forKey: number) else {
            return
        }
        request.body = body
        announce(connection, request)
    }

    private func announce(_ connection: Connection, _ request: Request) {
        connection.state.isAnnounced = inbox.offer(.asked(request))
        if !connection.state.isAnnounced {
            forget(request.peer.number)
            tally.refusals[Problem.busy.code, default: 0] += 1
            respond(
                to: request.peer, Problem.busy.response(to: request), isHead: connection.state.isHead,
                flags: CLWS_AND_FORGET)
        }
    }

    /// - Returns: Whether the connection may become a WebSocket; it has its answer if not.
    func upgrading(_ heard: Heard) -> Bool {
        let request = proxies.unwrapped(heard.request, from: heard.origin)
        do throws(Problem) {
            if request.entrance == .control, !heard.isSameOwner { throw .notOwner }
            _ = try Gate(maxBody: 0).bodyLength(of: request, version: heard.version, isBehindOthers: false)
            let gate = UpgradeGate(
                protocols: settings.subprotocols.map(\.name), allowedOrigins: settings.allowedOrigins)
            try gate.check(request, version: heard.version)
            if door.isClosing { throw .closing }
            _ = try admit(request, heard)
        } catch {
            refuse(request, error)
            return false
        }
        if let refusal = settings.upgradeRefusal(request) {
            respond(to: request.peer, refusal, isHead: false, flags: CLWS_AND_CLOSE | CLWS_AND_FORGET)
            return false
        }
        door.upgrading = (request, guest(request, heard))
        return true
    }

    /// The upgrade that was just admitted is done: libwebsockets says so before it hears anybody else.
    func joined(_ number: UInt64, descriptor: Int32, subprotocol: String) {
        guard let (upgrade, guest) = door.upgrading, upgrade.peer.number == number else {
            return clws_kill(loop.handle, number)
        }
        door.upgrading = nil
        var request = upgrade
        request.subprotocol = subprotocol.isEmpty ? nil : subprotocol
        let connection = Connection(request.peer, descriptor: descriptor)
        connection.state.isControl = request.entrance == .control
        remember(connection, guest: guest)
        connection.state.isAnnounced = inbox.offer(.joined(request))
        if connection.state.isAnnounced {
            clockwork.wheel.add(connection.peer.number, within: 5...25)
        } else {
            dismiss(connection, code: 1013, reason: "busy")
        }
    }

    func received(_ number: UInt64, _ piece: [UInt8], isLast: Bool, isText: Bool) {
        guard let connection = connections[number], !connection.state.isClosing else { return }
        connection.state.unanswered = 0
        guard connection.message.count + piece.count <= settings.maxMessage else {
            connection.message = []
            return dismiss(connection, code: 1009, reason: "a message may have \(settings.maxMessage) bytes")
        }
        if !isLast { return connection.message += piece }
        let message = connection.message.isEmpty ? piece : connection.message + piece
        connection.message = []
        let isLoud = connection.isLoud(in: clockwork.wheel.now)
        if !inbox.offer(.said(connection.peer, message, isText: isText), isLoud: isLoud) {
            dismiss(connection, code: 1013, reason: "busy")
        }
    }

    func gone(_ number: UInt64) {
        guard let connection = forget(number) else {
            // It had its answer, but not all of it.
            return inbox.tell(.left(Peer(number: number)))
        }
        unseat(connection)
        if connection.state.isAnnounced { inbox.tell(.left(connection.peer)) }
        noteDeparture()
    }

    /// The loop's context is no more.
    func ended() {
        door.bridge = nil
        door.isClosing = true
        for connection in connections.values { connection.pour.goOn(false) }
        connections = [:]
        inbox.finish()
        noteDeparture()
    }

    private func refuse(_ request: Request, _ problem: Problem) {
        log.debug(
            "request refused",
            metadata: ["peer": "\(request.peer)", "code": "\(problem.code)", "request": "\(request.mark)"])
        tally.refusals[problem.code, default: 0] += 1
        respond(to: request.peer, problem.response(to: request), isHead: false, flags: CLWS_AND_CLOSE | CLWS_AND_FORGET)
    }

    private func serve(_ serving: FileTable.Serving, to request: Request) {
        let head = writer.head(
            serving.status, serving.headers, length: serving.status == .notModified ? nil : serving.length,
            closes: request.isLast)
        _ = clws_answer(
            loop.handle, request.peer.number, head, head.count, serving.body?.start, serving.body?.count ?? 0,
            Int32(CLWS_LASTING_BODY | CLWS_AND_FORGET))
    }
}
