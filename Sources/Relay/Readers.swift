import Proceedings
import Transport

/// Requests that wait for the next entry (long poll).
struct Readers {
    private var waiting: [Peer: Waiting] = [:]

    private struct Waiting {
        let until: Moment
        let continuation: CheckedContinuation<Void, Never>
    }

    mutating func wait(_ peer: Peer, until: Moment, _ continuation: CheckedContinuation<Void, Never>) {
        waiting[peer] = Waiting(until: until, continuation: continuation)
    }

    /// Something was told: all look again.
    mutating func wake() {
        let all = waiting.values
        waiting = [:]
        for reader in all { reader.continuation.resume() }
    }

    mutating func expire(at now: Moment) {
        for (peer, reader) in waiting where reader.until <= now {
            waiting[peer] = nil
            reader.continuation.resume()
        }
    }

    mutating func leave(_ peer: Peer) {
        waiting.removeValue(forKey: peer)?.continuation.resume()
    }
}

extension Sitting {
    func letReadersGo() { readers.wake() }

    /// Returns once something may be there after `position` for the reader, `until` has come, or they left.
    func wait(_ peer: Peer, after position: Position, as participant: Participant, until: Moment) async {
        guard isLive, floor.entries(after: position, limit: 1, for: floor.reader(participant)).isEmpty else { return }
        await withCheckedContinuation { readers.wait(peer, until: until, $0) }
    }
}
