import Logging
import Transport

/// A listener on a free port for the length of one test.
struct House {
    let loop: EventLoop
    let listener: Listener
    let port: Int
    var arrivals: AsyncStream<Arrival>.Iterator

    /// The next arrival, whatever it is.
    mutating func next() async -> Arrival? {
        await arrivals.next()
    }

    mutating func nextAsked() async -> Request? {
        guard case .asked(let request) = await arrivals.next() else { return nil }
        return request
    }

    mutating func nextJoined() async -> Request? {
        guard case .joined(let request) = await arrivals.next() else { return nil }
        return request
    }

    mutating func nextLeft() async -> Peer? {
        guard case .left(let peer) = await arrivals.next() else { return nil }
        return peer
    }

    /// A WebSocket that has joined, seen from both sides.
    mutating func join(
        _ path: String = "/live", receiveBuffer: Int32? = nil
    ) async throws -> (client: RawClient, peer: Peer) {
        let client = try await RawClient.webSocket(port: port, path: path, receiveBuffer: receiveBuffer)
        let arrival = await next()
        guard case .joined(let request) = arrival else {
            throw RawClient.Refused(why: "\(arrival, default: "nothing")")
        }
        return (client, request.peer)
    }
}

func withHouse(
    files: [StaticFile] = [], _ change: (inout Listener.Settings) -> Void = { _ in },
    _ body: (inout House) async throws -> Void
) async throws {
    let loop = try EventLoop()
    var settings = Listener.Settings(host: "127.0.0.1", port: 0)
    change(&settings)
    let listener = Listener(loop: loop, settings: settings, files: files, log: .silent)
    guard case .tcp(_, let port, _) = try await listener.open() else { return }
    var house = House(
        loop: loop, listener: listener, port: port, arrivals: listener.arrivals.makeAsyncIterator())
    do {
        try await body(&house)
        await listener.close(code: 1012, reason: "")
        await loop.stop()
    } catch {
        await listener.close(code: 1012, reason: "")
        await loop.stop()
        throw error
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
