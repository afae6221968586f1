import Proceedings
import Transport

/// Requests that wait for the next entry (long poll), and how many follow by them.
struct Readers {
    private var waiting: [Peer: Waiting] = [:]
    /// Those who were answered and have not asked again, and until when they are taken to follow still; oldest first.
    /// Whoever asks next is one of them: who it is need not be known.
    private var answered: [(count: Int, until: Moment)] = []

    /// Who follows asks again at once, but for what a weak line takes.
    private static let grace = Duration.seconds(5)

    private struct Waiting {
        let isCounted: Bool
        let until: Moment
        let continuation: CheckedContinuation<Void, Never>
    }

    var followers: Int { answered.reduce(waiting.values.count(where: \.isCounted)) { $0 + $1.count } }

    mutating func wait(
        _ peer: Peer, isCounted: Bool, until: Moment, _ continuation: CheckedContinuation<Void, Never>
    ) {
        if isCounted { comesBack() }
        waiting[peer] = Waiting(isCounted: isCounted, until: until, continuation: continuation)
    }

    /// One who was to wait is answered at once.
    mutating func pass(at now: Moment) {
        comesBack()
        answered.append((1, now + Self.grace))
    }

    /// Something was told: all look again.
    mutating func wake(at now: Moment) {
        let all = waiting.values
        waiting = [:]
        answer(all, at: now)
    }

    mutating func expire(at now: Moment) {
        let due = waiting.filter { $0.value.until <= now }
        for peer in due.keys { waiting[peer] = nil }
        answer(due.values, at: now)
        answered.removeAll { $0.until <= now }
    }

    mutating func leave(_ peer: Peer) {
        waiting.removeValue(forKey: peer)?.continuation.resume()
    }

    private mutating func answer(_ readers: some Collection<Waiting>, at now: Moment) {
        let count = readers.count(where: \.isCounted)
        if count > 0 { answered.append((count, now + Self.grace)) }
        for reader in readers { reader.continuation.resume() }
    }

    private mutating func comesBack() {
        guard !answered.isEmpty else { return }
        answered[0].count -= 1
        if answered[0].count == 0 { answered.removeFirst() }
    }
}

extension Sitting {
    func letReadersGo() { readers.wake(at: .now) }

    /// Returns once something may be there after `position` for the reader, `until` has come, or they left.
    func wait(_ peer: Peer, after position: Position, as participant: Participant, until: Moment) async {
        let isCounted = participant.role.isCounted
        guard isLive else { return }
        guard floor.entries(after: position, limit: 1, for: floor.reader(participant)).isEmpty else {
            if isCounted { readers.pass(at: .now) }
            return
        }
        await withCheckedContinuation { readers.wait(peer, isCounted: isCounted, until: until, $0) }
    }
}
