import CLWS

extension Listener {
    package func readings() -> Readings {
        var readings = Readings()
        readings.passes = tally.passes
        readings.refusals = tally.refusals
        readings.dismissals = tally.dismissals
        readings.longestTurn = clws_longest_turn(loop.handle)
        readings.hangUps = door.bridge.map { Int(clws_hang_ups($0)) } ?? 0
        readings.connections = openConnections()
        readings.delivered = tally.delivered
        for reel in reels.values {
            let owed = reel.outstanding()
            readings.delivered.frames += reel.owed.frames - owed.frames
            readings.delivered.bytes += reel.owed.bytes - owed.bytes
            reel.extend(&readings.lag)
            readings.connections.followers += reel.sockets.count + reel.streams.count
        }
        tally.said = max(tally.said, readings.delivered.frames)
        readings.delivered.frames = tally.said
        return readings
    }

    private func openConnections() -> Readings.Connections {
        var open = Readings.Connections()
        for connection in connections.values where !connection.state.isControl {
            switch connection.manner {
            case .webSocket: open.webSocket += 1
            case .stream: open.serverSentEvents += 1
            case .exchange, .pour: open.asking += 1
            }
        }
        let busy = open.webSocket + open.serverSentEvents + open.asking
        open.idle = max(0, doorkeeper.counted + doorkeeper.surplus - busy)
        open.limit = settings.limits.connections
        return open
    }
}

extension Listener {
    /// How many peers of a reel have not been sent what was on it when this was last asked, and how many frames the
    /// last of them lacks.
    package func lag(on id: String) -> (peers: Int, frames: Int) {
        guard let reel = reels[id] else { return (0, 0) }
        let sockets = reel.sockets.lag(behind: reel.marks.sockets, of: reel.ring)
        let streams =
            reel.streamRing.map { reel.streams.lag(behind: reel.marks.streams, of: $0) } ?? (peers: 0, frames: 0)
        reel.marks = (reel.ring.head, reel.streamRing?.head ?? 0)
        return (sockets.peers + streams.peers, max(sockets.frames, streams.frames))
    }
}

extension Roster {
    fileprivate func lag(behind mark: UInt64, of ring: Ring) -> (peers: Int, frames: Int) {
        var peers = 0
        var last = ring.head
        for place in 0..<count where cursors[place].offset < mark {
            peers += 1
            last = min(last, cursors[place].offset)
        }
        return (peers, peers > 0 ? ring.frames(from: max(last, ring.tail)) : 0)
    }
}
