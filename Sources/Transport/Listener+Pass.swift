import CLWS

extension Listener {
    /// What went wrong on the way, for after the loop.
    private typealias Trouble = (peer: UInt64, delivery: Delivery)

    /// Now, or with the rest of the burst when the last pass is under 2 ms old. An idle room waits for nothing.
    func schedule(_ reel: Reel) {
        guard !reel.pass.isDue, !reel.pass.isUnderWay else { return reel.pass.mustRepeat = reel.pass.isUnderWay }
        reel.pass.isDue = true
        if let ended = reel.pass.ended, ContinuousClock.now - ended < Pass.patience {
            goOn(with: reel, after: 0.002)
        } else {
            sendSoon(on: reel)
        }
    }

    /// The bell: goes on with those that wait. Whom this turn has no time for comes first in the next, and then gets
    /// some however little is left.
    func rang() {
        var waiting = clockwork.due[...]
        clockwork.due = []
        let deadline = clockwork.endOfSlice()
        repeat {
            guard let reel = waiting.popFirst() else { break }
            reel.isWaiting = false
            if !advance(reel, until: deadline) { goOn(with: reel, after: 0) }
        } while ContinuousClock.now < deadline
        guard !waiting.isEmpty else { return }
        clockwork.due = Array(waiting) + clockwork.due
        if let bridge = door.bridge { clws_ring_after(bridge, 0) }
    }

    /// At once, where nobody waits and this turn of the loop has time; else with the next bell.
    func sendSoon(on reel: Reel) {
        let deadline = clockwork.endOfSlice()
        if clockwork.due.isEmpty, ContinuousClock.now < deadline, advance(reel, until: deadline) { return }
        goOn(with: reel, after: 0)
    }

    /// What is recorded first, then what is whispered. Says whether nothing is left.
    func advance(_ reel: Reel, until deadline: ContinuousClock.Instant) -> Bool {
        if reel.pass.isDue || reel.pass.isUnderWay, !run(reel, until: deadline) { return false }
        return murmur(on: reel, until: deadline)
    }

    /// With the next bell.
    func goOn(with reel: Reel, after seconds: Double) {
        if !reel.isWaiting { clockwork.due.append(reel) }
        reel.isWaiting = true
        if let bridge = door.bridge { clws_ring_after(bridge, seconds) }
    }

    /// Goes on until the deadline. Says whether every peer has been gone by.
    private func run(_ reel: Reel, until deadline: ContinuousClock.Instant) -> Bool {
        if !reel.pass.isUnderWay { reel.pass.begin() }
        reel.pass.isDue = false
        // What comes meanwhile goes with this round to those it has not reached; the others get it with the next. Were
        // the round begun anew each time, lines that come faster than it ends would never reach the last.
        while true {
            guard goRound(reel, until: deadline) else { return false }
            guard reel.pass.mustRepeat else { break }
            reel.pass.begin()
        }
        reel.pass.isUnderWay = false
        let ended = ContinuousClock.now
        reel.pass.ended = ended
        tally.note(reel.pass, of: reel, ended: ended)
        return true
    }

    private func goRound(_ reel: Reel, until deadline: ContinuousClock.Instant) -> Bool {
        if !reel.pass.isAtStreams {
            guard walk(reel, reel.sockets, reel.ring, deadline) else { return false }
            reel.pass.isAtStreams = true
            reel.pass.place = 0
        }
        guard let ring = reel.streamRing else { return true }
        return walk(reel, reel.streams, ring, deadline)
    }

    /// Goes on from the pass's place; peers in trouble are seen to afterwards, for they may change places.
    private func walk(_ reel: Reel, _ roster: Roster, _ ring: Ring, _ deadline: ContinuousClock.Instant) -> Bool {
        var trouble: [Trouble] = []
        let place = send(to: roster, from: ring, startingAt: reel.pass.place, until: deadline, &trouble)
        let isDone = place >= roster.count
        reel.pass.place = place
        for (peer, delivery) in trouble {
            if let connection = connections[peer] { note(delivery, of: connection) }
        }
        return isDone
    }

    /// The loop over plain memory: one comparison, one system call and one addition for each peer.
    private func send(
        to roster: Roster, from ring: Ring, startingAt place: Int, until deadline: ContinuousClock.Instant,
        _ trouble: inout [Trouble]
    ) -> Int {
        let sender = sender
        let cursors = roster.cursors
        let head = ring.head
        let count = roster.count
        var index = place
        while index < count {
            let cursor = cursors + index
            index += 1
            if cursor.pointee.offset == head || cursor.pointee.isChoked { continue }
            let delivery = sender.deliver(cursor, from: ring, to: head)
            if delivery != .current { trouble.append((cursor.pointee.peer, delivery)) }
            if index & 63 == 0, ContinuousClock.now >= deadline { break }
        }
        return index
    }

    func note(_ delivery: Delivery, of connection: Connection) {
        switch delivery {
        case .current: break
        case .choked: connection.setChoked(true, at: clockwork.wheel.now)
        case .dead: clws_kill(loop.handle, connection.peer.number)
        case .behind:
            unseat(connection)
            inbox.tell(.fellBehind(connection.peer))
        }
    }

    /// The socket takes bytes again.
    func writable(_ number: UInt64) {
        guard let connection = connections[number], !connection.state.isClosing else { return }
        connection.setChoked(false, at: clockwork.wheel.now)
        guard connection.manner != .pour else { return connection.pour.goOn(true) }
        pump(connection)
    }

    /// Sends one peer what it has coming: private frames and the reel, each in its turn.
    func pump(_ connection: Connection) {
        while !connection.state.isChoked, !connection.state.isClosing {
            let letter = connection.outbox.first
            if let seat = connection.seat, let ring = connection.ring, let roster = connection.roster {
                let cursor = roster.cursors + seat.place
                let limit = min(letter?.after ?? ring.head, ring.head)
                // Behind the tail: the letters that wait for it go first, for nothing comes before them any more.
                if cursor.pointee.offset < limit || cursor.pointee.offset < ring.tail {
                    let delivery = sender.deliver(cursor, from: ring, to: limit)
                    note(delivery, of: connection)
                    if delivery == .behind { continue }
                    if delivery != .current { return }
                }
            }
            guard let letter else { return }
            let (isTaken, delivery) = sender.send(letter.bytes, to: connection)
            if isTaken {
                connection.outbox.removeFirst()
                connection.outboxSize -= letter.bytes.count
            }
            note(delivery, of: connection)
            if delivery != .current { return }
        }
    }
}
