import CLWS

/// Who comes in, and who is told that there is no room.
extension Listener {
    func mayCome(_ address: IPAddress) -> Bool {
        doorkeeper.mayCome(address, isProxy: proxies.contains(address))
    }

    func came(_ address: IPAddress) -> Bool {
        doorkeeper.come(address, isProxy: proxies.contains(address))
    }

    func parted(_ address: IPAddress, isCounted: Bool) {
        doorkeeper.part(address, isProxy: proxies.contains(address), isCounted: isCounted)
    }

    /// - Returns: Whether it is answered although there is no room for it, and must end with its answer.
    /// - Throws: That there is no room.
    func admit(_ request: Request, _ heard: Heard) throws(Problem) -> Bool {
        guard let origin = heard.origin else { return false }
        let isProxy = proxies.contains(origin)
        do throws(Problem) {
            if !heard.isCounted {
                try doorkeeper.letIn(origin, isProxy: isProxy)
                clws_count(loop.handle, request.peer.number)
            }
            if isProxy, let client = IPAddress(request.address), let refusal = doorkeeper.refusal(of: client) {
                throw refusal
            }
            return false
        } catch {
            guard settings.isVital(request) else { throw error }
            return true
        }
    }

    /// As whom a peer counts that came by a trusted proxy.
    func guest(_ request: Request, _ heard: Heard) -> IPAddress? {
        guard let origin = heard.origin, proxies.contains(origin) else { return nil }
        return IPAddress(request.address)
    }

    func remember(_ connection: Connection, guest: IPAddress?) {
        if let guest { doorkeeper.enter(guest, as: connection.peer.number) }
        connections[connection.peer.number] = connection
    }

    @discardableResult
    func forget(_ number: UInt64) -> Connection? {
        doorkeeper.leave(number)
        door.collecting[number] = nil
        door.large.leave(number)
        let connection = connections.removeValue(forKey: number)
        connection?.pour.goOn(false)
        return connection
    }
}
