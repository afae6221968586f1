/// Bytes as they go over the wire.
enum Framing {
    /// An unmasked, unfragmented WebSocket frame (RFC 6455, 5.2). `opcode` 1 is text, 2 binary, 9 a ping.
    static func webSocket(_ payload: [UInt8], opcode: UInt8 = 1) -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(payload.count + 10)
        frame.append(0x80 | opcode)
        switch payload.count {
        case ..<126: frame.append(UInt8(payload.count))
        case ..<65_536:
            frame.append(126)
            frame.append(UInt8(payload.count >> 8))
            frame.append(UInt8(payload.count & 0xFF))
        default:
            frame.append(127)
            for shift in stride(from: 56, through: 0, by: -8) {
                frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        return frame + payload
    }

    /// The payload of a frame that `webSocket` made.
    static func payload(of frame: [UInt8]) -> ArraySlice<UInt8> {
        switch frame[1] {
        case 126: frame[4...]
        case 127: frame[10...]
        default: frame[2...]
        }
    }

    /// One server-sent event, with the position as its id if it has one. Each line of the text gets its own "data:".
    static func event(_ text: some Collection<UInt8>, at position: Int? = nil) -> [UInt8] {
        var event: [UInt8] = []
        event.reserveCapacity(text.count + 40)
        if let position {
            event += Array("id: \(position)\n".utf8)
        }
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            event += Array("data: ".utf8)
            event += line
            event.append(0x0A)
        }
        event.append(0x0A)
        return event
    }

    /// A comment that keeps a stream's proxies awake.
    static let heartbeat: [UInt8] = Array(": here\n\n".utf8)
}
