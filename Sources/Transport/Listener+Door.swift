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

    func remember(_ connection: Connection, _ heard: Heard) {
        if let origin = heard.origin, proxies.contains(origin), let guest = IPAddress(connection.request.address) {
            connection.guest = guest
            doorkeeper.enter(guest)
        }
        connections[connection.peer.number] = connection
    }

    @discardableResult
    func forget(_ number: UInt64) -> Connection? {
        guard let connection = connections.removeValue(forKey: number) else { return nil }
        if let guest = connection.guest { doorkeeper.leave(guest) }
        return connection
    }
}
