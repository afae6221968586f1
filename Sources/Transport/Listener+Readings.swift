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
            case .exchange: open.asking += 1
            }
        }
        let busy = open.webSocket + open.serverSentEvents + open.asking
        open.idle = max(0, doorkeeper.counted + doorkeeper.surplus - busy)
        open.limit = settings.limits.connections
        return open
    }
}
