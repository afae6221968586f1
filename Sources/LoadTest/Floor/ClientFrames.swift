/// WebSocket frames as clients send them, masked, one after the other (RFC 6455, 5.2). Takes no fragments.
struct ClientFrames {
    enum Kind: UInt8 { case text = 1, close = 8, ping = 9, pong = 10 }

    private var bytes: [UInt8] = []
    private var place = 0

    mutating func append(_ arrived: UnsafeRawBufferPointer) {
        bytes.removeFirst(place)
        place = 0
        bytes += arrived
    }

    /// The next whole frame, its payload unmasked; nil where more must come first, or nothing sensible can.
    mutating func next() -> (kind: Kind, payload: [UInt8])? {
        guard bytes.count - place >= 6, let kind = Kind(rawValue: bytes[place] & 0x0F) else { return nil }
        let short = Int(bytes[place + 1] & 0x7F)
        let wide = short == 126 ? 2 : short == 127 ? 8 : 0
        guard bytes.count - place >= 6 + wide else { return nil }
        let length = wide == 0 ? short : bytes[place + 2..<place + 2 + wide].reduce(0) { $0 << 8 | Int($1) }
        let start = place + 6 + wide
        guard bytes.count - start >= length else { return nil }
        var payload = Array(bytes[start..<start + length])
        for index in payload.indices { payload[index] ^= bytes[start - 4 + index & 3] }
        place = start + length
        return (kind, payload)
    }

    /// A frame as a server sends it: whole, unmasked.
    static func served(_ kind: Kind, _ payload: [UInt8]) -> [UInt8] {
        let length = payload.count
        let first = 0x80 | kind.rawValue
        if length < 126 { return [first, UInt8(length)] + payload }
        if length < 65_536 {
            return [first, 126, UInt8(length >> 8), UInt8(truncatingIfNeeded: length)] + payload
        }
        return [first, 127] + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) } + payload
    }
}
