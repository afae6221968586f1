import Foundation

/// The opening of a WebSocket as a server sees it.
struct Handshake {
    private let key: ArraySlice<UInt8>
    private let subprotocol: ArraySlice<UInt8>?

    /// - Returns: nil where the request is not whole yet, or no WebSocket's.
    init?(_ request: [UInt8]) {
        guard request.suffix(4).elementsEqual([13, 10, 13, 10]) else { return nil }
        guard let key = Self.field("sec-websocket-key", of: request) else { return nil }
        self.key = key
        subprotocol = Self.field("sec-websocket-protocol", of: request)
    }

    /// It publishes, and hears nothing of what is published.
    var isWriter: Bool { subprotocol?.elementsEqual("openfloor.v1.writer".utf8) ?? false }

    /// The 101, with the subprotocol asked for.
    var response: [UInt8] {
        let accepted = Data(SHA1.digest(of: key + Array("258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)))
        var response: [UInt8] = []
        response.reserveCapacity(256)
        response += "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n".utf8
        response += "Sec-WebSocket-Accept: ".utf8
        response += accepted.base64EncodedData()
        if let subprotocol {
            response += "\r\nSec-WebSocket-Protocol: ".utf8
            response += subprotocol
        }
        response += "\r\n\r\n".utf8
        return response
    }

    /// - Parameter name: Lower case.
    private static func field(_ name: StaticString, of request: [UInt8]) -> ArraySlice<UInt8>? {
        name.withUTF8Buffer { name in
            var start = 0
            while let end = request[start...].firstIndex(of: 10) {
                if end - start > name.count, request[start + name.count] == UInt8(ascii: ":"),
                    name.indices.allSatisfy({ request[start + $0] | 0x20 == name[$0] })
                {
                    return request[(start + name.count + 1)..<end].drop { $0 == 32 }.prefix { $0 != 13 && $0 != 32 }
                }
                start = end + 1
            }
            return nil
        }
    }
}
