import Glibc

/// What goes to and fro below the words: the opening, and the frames of a WebSocket or an event stream.
enum Wire {
    enum Face: String { case socket, stream }

    /// One frame found at the start of some bytes: a WebSocket's opcode, its payload, and where the next begins.
    struct Frame {
        let opcode: UInt8
        let payload: UnsafeRawBufferPointer
        let end: Int

        static let text: UInt8 = 1
        static let close: UInt8 = 8
        static let ping: UInt8 = 9
        static let pong: UInt8 = 10
    }

    static func request(
        _ face: Face, path: String, subprotocol: String = "openfloor.v1", secret: String? = nil
    ) -> [UInt8] {
        var head = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if let secret { head += "Authorization: Bearer \(secret)\r\n" }
        switch face {
        case .socket:
            head += "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            head += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: \(subprotocol)\r\n"
        case .stream: head += "Accept: text/event-stream\r\n"
        }
        return Array((head + "\r\n").utf8)
    }

    /// - Returns: The offset behind the head of a response; nil where it is not whole; -1 where it says no.
    static func endOfHead(in bytes: UnsafeRawBufferPointer) -> Int? {
        var end = Needle("\r\n\r\n")
        guard let end = end.end(in: bytes) else { return nil }
        let status = bytes[9..<12]
        return status.elementsEqual("101".utf8) || status.elementsEqual("200".utf8) ? end : -1
    }

    /// A client's frame. The mask is zero, which leaves the payload as it is.
    static func frame(_ opcode: UInt8, _ payload: some Collection<UInt8>) -> [UInt8] {
        let length = payload.count
        precondition(length < 65_536)
        let size: [UInt8] =
            length < 126
            ? [0x80 | UInt8(length)] : [0xFE, UInt8(length >> 8), UInt8(truncatingIfNeeded: length)]
        return [0x80 | opcode] + size + [0, 0, 0, 0] + payload
    }

    /// - Returns: nil where it is not whole yet.
    static func next(_ face: Face, in bytes: UnsafeRawBufferPointer) -> Frame? {
        switch face {
        case .socket: nextOfSocket(bytes)
        case .stream: nextOfStream(bytes)
        }
    }

    private static func nextOfSocket(_ bytes: UnsafeRawBufferPointer) -> Frame? {
        guard bytes.count >= 2 else { return nil }
        var length = Int(bytes[1] & 0x7F)
        var start = 2
        if length == 126 {
            guard bytes.count >= 4 else { return nil }
            length = Int(bytes[2]) << 8 | Int(bytes[3])
            start = 4
        } else if length == 127 {
            guard bytes.count >= 10 else { return nil }
            length = bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }
            start = 10
        }
        guard bytes.count - start >= length else { return nil }
        let payload = UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
        return Frame(opcode: bytes[0] & 0x0F, payload: payload, end: start + length)
    }

    private static func nextOfStream(_ bytes: UnsafeRawBufferPointer) -> Frame? {
        guard let start = bytes.baseAddress else { return nil }
        var place = 0
        while place + 1 < bytes.count, let found = memchr(start + place, 10, bytes.count - place - 1) {
            place = UnsafeRawPointer(found) - start + 1
            guard bytes[place] == 10 else { continue }
            let payload = UnsafeRawBufferPointer(rebasing: bytes[..<place])
            return Frame(opcode: Frame.text, payload: payload, end: place + 1)
        }
        return nil
    }
}
