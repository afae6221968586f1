/// Counts who is inside, in all and by address. Pure.
///
/// A connection counts from its first moment, whether it says anything or not. Behind a trusted proxy one connection
/// carries many people in turn: it counts in all, and each person by address for as long as they ask or listen.
struct Doorkeeper {
    let limits: Listener.Limits
    /// Connections inside.
    private(set) var counted = 0
    /// Connections that only wait to be told that there is no room.
    private(set) var surplus = 0
    private var byHousehold: [IPAddress: Int] = [:]
    /// Peers who came by a proxy, by number.
    private var guests: [UInt64: IPAddress] = [:]

    init(_ limits: Listener.Limits) {
        self.limits = limits
    }

    /// - Returns: `false` where even saying no would cost too much.
    func mayCome(_ address: IPAddress, isProxy: Bool) -> Bool {
        surplus < limits.surplus || refusal(of: address, isProxy: isProxy) == nil
    }

    /// - Returns: Whether there was room. Either way `part` follows.
    mutating func come(_ address: IPAddress, isProxy: Bool) -> Bool {
        guard refusal(of: address, isProxy: isProxy) == nil else {
            surplus += 1
            return false
        }
        count(address, isProxy: isProxy)
        return true
    }

    mutating func part(_ address: IPAddress, isProxy: Bool, isCounted: Bool) {
        guard isCounted else { return surplus -= 1 }
        counted -= 1
        if !isProxy { uncount(address) }
    }

    /// A connection that was one too many asks for something: perhaps there is room by now.
    ///
    /// - Throws: Why not.
    mutating func letIn(_ address: IPAddress, isProxy: Bool) throws(Problem) {
        if let refusal = refusal(of: address, isProxy: isProxy) { throw refusal }
        surplus -= 1
        count(address, isProxy: isProxy)
    }

    /// Whether one more may be there from this address.
    func refusal(of address: IPAddress) -> Problem? {
        let limit = limits.perAddress
        return byHousehold[address.household, default: 0] < limit ? nil : .full(ofOneAddress: limit)
    }

    /// Somebody behind a proxy asks or listens.
    mutating func enter(_ address: IPAddress, as peer: UInt64) {
        guests[peer] = address
        byHousehold[address.household, default: 0] += 1
    }

    /// Nothing happens where the peer came by no proxy.
    mutating func leave(_ peer: UInt64) {
        if let address = guests.removeValue(forKey: peer) { uncount(address) }
    }

    private mutating func uncount(_ address: IPAddress) {
        let left = byHousehold[address.household, default: 0] - 1
        byHousehold[address.household] = left > 0 ? left : nil
    }

    private func refusal(of address: IPAddress, isProxy: Bool) -> Problem? {
        guard counted < limits.connections else { return .full(of: limits.connections) }
        return isProxy ? nil : refusal(of: address)
    }

    private mutating func count(_ address: IPAddress, isProxy: Bool) {
        counted += 1
        if !isProxy { byHousehold[address.household, default: 0] += 1 }
    }
}
