import CLWS
import Logging

/// Pings, heartbeats and patience, from a wheel of our own.
extension Listener {
    /// Seconds a peer may leave what is sent to it unread.
    static let patience = 60
    /// Not empty: libwebsockets does not tell of an empty pong.
    static let ping = Framing.webSocket([0x6F, 0x66], opcode: 9)

    /// At the end of each turn of the loop.
    func turned() {
        inbox.flush()
        clockwork.turned()
    }

    /// Ten times a second.
    func ticked() {
        let due = clockwork.wheel.turn()
        if clockwork.wheel.isAtSecond {
            writer.tick()
            inbox.tick()
        }
        for number in due {
            guard let connection = connections[number] else { continue }
            if connection.manner != .exchange {
                look(at: connection)
            } else if !connection.state.isAnnounced {
                clws_kill(loop.handle, number)  // its body comes byte by byte, or not at all
            }
        }
    }

    private func look(at connection: Connection) {
        let number = connection.peer.number
        if connection.state.isClosing {
            // The five seconds to leave are over.
            clws_kill(loop.handle, number)
            return
        }
        if connection.state.isChoked {
            if clockwork.wheel.now - connection.state.chokedSince >= Self.patience {
                dismiss(connection, code: 1013, reason: "reads too slowly")
            } else {
                clockwork.wheel.add(number, in: 5)
            }
            return
        }
        if connection.manner == .pour {
            clockwork.wheel.add(number, in: 5)
            return
        }
        if connection.manner == .stream {
            enqueue(connection.seat?.reel.pulse?.event ?? Framing.heartbeat, to: connection)
            pump(connection)
            clockwork.wheel.add(number, in: 15)
            return
        }
        if connection.state.unanswered >= 2 {
            log.debug("peer does not answer", metadata: ["peer": "\(connection.peer)"])
            clws_kill(loop.handle, number)
            return
        }
        let (isTaken, delivery) = sender.send(connection.seat?.reel.pulse?.frames ?? Self.ping, to: connection)
        if isTaken { connection.state.unanswered += 1 }
        note(delivery, of: connection)
        clockwork.wheel.add(number, within: isTaken ? 22...28 : 1...3)
    }
}
