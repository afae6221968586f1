/// Ephemeral text on its way to those who were on the reel when it was said.
struct Whisper {
    /// What it is about: the next about the same takes its place, also for those it has not reached yet.
    let subject: String
    let text: Greeting
    /// Numbers, sockets and streams alike; some may have gone, or have something else to read first.
    let peers: [UInt64]
    /// Of the next to hear it.
    var place = 0

    /// So many may be on their way on one reel; with one more the oldest is not finished.
    static let most = 32
}

extension Listener {
    /// Ephemeral text: goes to the peers that have everything and can take it, after what is on the reel; others miss it.
    ///
    /// - Parameter subject: What it is about; only the latest about the same is said.
    package func whisper(_ text: [UInt8], about subject: String, on id: String) {
        guard let reel = reels[id] else { return }
        let peers = [reel.sockets, reel.streams].flatMap { roster in
            (0..<roster.count).map { roster.cursors[$0].peer }
        }
        // Those the one before has not reached come first, so that each is reached at some time.
        let former = reel.whispers.firstIndex { $0.subject == subject }.map { reel.whispers.remove(at: $0) }
        let place = min(former?.place ?? 0, peers.count)
        if reel.whispers.count >= Whisper.most { reel.whispers.removeFirst() }
        reel.whispers.append(
            Whisper(subject: subject, text: Greeting(text), peers: Array(peers[place...] + peers[..<place])))
        guard !reel.pass.isDue, !reel.pass.isUnderWay, reel.whispers.count == 1 else { return }
        sendSoon(on: reel)
    }

    /// Goes on with the whispers until the deadline. Says whether all have been said.
    func murmur(on reel: Reel, until deadline: ContinuousClock.Instant) -> Bool {
        while var whisper = reel.whispers.first {
            while whisper.place < whisper.peers.count {
                say(whisper.text, to: whisper.peers[whisper.place], on: reel)
                whisper.place += 1
                if whisper.place & 63 == 0, ContinuousClock.now >= deadline {
                    reel.whispers[0] = whisper
                    return false
                }
            }
            reel.whispers.removeFirst()
        }
        return true
    }

    private func say(_ text: Greeting, to number: UInt64, on reel: Reel) {
        guard let connection = connections[number], let seat = connection.seat, seat.reel === reel,
            let ring = connection.ring, let roster = connection.roster, connection.outbox.isEmpty
        else { return }
        let cursor = roster.cursors[seat.place]
        guard cursor.offset == ring.head, !cursor.isChoked else { return }
        let bytes = connection.manner == .stream ? text.event : text.frame
        note(sender.send(bytes, to: connection).delivery, of: connection)
    }
}
