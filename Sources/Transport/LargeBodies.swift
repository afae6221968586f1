/// Who is sending a body larger than any form, or has sent one that has no answer yet. Pure.
///
/// Whether somebody may is found out when the body is there, so strangers can make the house hold so many and no more.
struct LargeBodies {
    /// In all; and from one household, so that nobody alone keeps the others out.
    static let most = 4
    static let mostOfOne = 2

    private var senders: [UInt64: IPAddress?] = [:]

    /// - Parameter address: Of who asks; `nil` on the control socket.
    /// - Throws: That there is no room just now.
    func requireRoom(for address: IPAddress?) throws(Problem) {
        guard senders.count < Self.most else { throw .tooManyUploads }
        let household = address?.household
        guard household == nil || senders.values.count(where: { $0 == household }) < Self.mostOfOne else {
            throw .tooManyUploads
        }
    }

    mutating func enter(_ address: IPAddress?, as peer: UInt64) { senders[peer] = .some(address?.household) }
    mutating func leave(_ peer: UInt64) { senders[peer] = nil }
}
