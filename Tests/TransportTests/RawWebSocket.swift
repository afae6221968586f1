import Foundation

/// A WebSocket frame as it came.
struct RawFrame: Equatable {
    let opcode: UInt8
    let isFinal: Bool
    let payload: [UInt8]

    var text: String { String(decoding: payload, as: UTF8.self) }
    /// Of a close frame.
    var closeCode: Int { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : 1005 }
}

extension RawClient {
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    static func upgrade(
        _ path: String = "/live", method: String = "GET", http: String = "HTTP/1.1", key: String = RawClient.key,
        version: String = "13", more: String = ""
    ) -> String {
        "\(method) \(path) \(http)\r\nHost: floor\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: \(version)\r\n\(more)\r\n"
    }

    /// Opens a WebSocket.
    static func webSocket(
        port: Int, path: String = "/live", more: String = "", receiveBuffer: Int32? = nil
    ) async throws -> RawClient {
        let client = try RawClient(port: port, receiveBuffer: receiveBuffer)
        await client.send(upgrade(path, more: more))
        let answer = try await client.answer()
        guard answer.status == 101 else { throw Refused(why: answer.head) }
        return client
    }

    /// A masked frame, as clients send them.
    static func frame(_ payload: [UInt8], opcode: UInt8 = 1, isFinal: Bool = true) -> [UInt8] {
        let mask: [UInt8] = [0x11, 0x22, 0x33, 0x44]
        var frame = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: frame += [0xFF] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        return frame + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    func say(_ text: String) async {
        await send(Self.frame(Array(text.utf8)))
    }

    /// The next frame but pings, which a slow machine lets come before what a test waits for; nil when the other side has
    /// closed.
    func frame() async throws -> RawFrame? {
        while let next = try await frameOrPing() {
            if next.opcode != 9 { return next }
        }
        return nil
    }

    func frameOrPing() async throws -> RawFrame? {
        let head = try await read(2)
        guard head.count == 2 else { return nil }
        var count = Int(head[1] & 0x7F)
        if count >= 126 {
            count = try await read(count == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        return RawFrame(
            opcode: head[0] & 0x0F, isFinal: head[0] & 0x80 != 0, payload: count > 0 ? try await read(count) : [])
    }

    /// The texts of the next frames.
    func texts(_ count: Int) async throws -> [String] {
        var texts: [String] = []
        while texts.count < count, let frame = try await frame() {
            if frame.opcode == 1 { texts.append(frame.text) }
        }
        return texts
    }
}
