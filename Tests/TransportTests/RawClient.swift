import Foundation
import Glibc
import Synchronization

/// A socket that sends exactly the bytes it is told to, and knows no protocol.
final class RawClient: Sendable {
    /// How long a test waits for bytes that must come.
    static let patience = 10

    struct Silence: Error {}
    struct Refused: Error {
        let why: String
    }

    let descriptor: Int32
    /// Received and not yet read.
    let unread = Mutex<[UInt8]>([])

    /// A small receive buffer, in bytes, lets not reading show soon.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(port).bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = descriptor
        let result = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Refused(why: String(cString: strerror(errno))) }
        wait(seconds: Self.patience)
    }

    init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let descriptor = descriptor
        let result = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Refused(why: String(cString: strerror(errno))) }
        wait(seconds: Self.patience)
    }

    deinit {
        close(descriptor)
    }

    private func wait(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) async { await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async {
        await onThread { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                sent += count
            }
        }
    }

    /// What has come; empty once the other side has closed, by FIN or RST.
    func receive() async throws -> [UInt8] {
        let kept = unread.withLock { unread in
            defer { unread = [] }
            return unread
        }
        if !kept.isEmpty { return kept }
        let (count, bytes, error) = await onThread { [descriptor] in
            let bytes = [UInt8](unsafeUninitializedCapacity: 262_144) { buffer, count in
                count = max(recv(descriptor, buffer.baseAddress, buffer.count, 0), 0)
            }
            return (bytes.count, bytes, errno)
        }
        if count == 0, error == EAGAIN { throw Silence() }
        return bytes
    }

    /// Until the bytes have come or the other side closes; what follows them stays unread.
    func receive(until ending: [UInt8]) async throws -> [UInt8] {
        var all: [UInt8] = []
        var searched = 0
        while true {
            if let end = all.firstRange(of: ending, from: searched) {
                let rest = all[end...]
                unread.withLock { $0 = Array(rest) }
                return Array(all[..<end])
            }
            searched = max(0, all.count - ending.count)
            let bytes = try await receive()
            if bytes.isEmpty { return all }
            all += bytes
        }
    }

    func text(until ending: String) async throws -> String {
        String(decoding: try await receive(until: Array(ending.utf8)), as: UTF8.self)
    }

    /// Everything until the other side closes.
    func rest() async throws -> String {
        var all: [UInt8] = []
        while true {
            let bytes = try await receive()
            if bytes.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += bytes
        }
    }

    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes with RST instead of FIN.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        // The number stays ours until `deinit`: only the connection goes.
        let inert = open("/dev/null", O_RDWR)
        dup2(inert, descriptor)
        close(inert)
    }

    /// Closes now; the object may live on.
    func hangUp() {
        let inert = open("/dev/null", O_RDWR)
        dup2(inert, descriptor)
        close(inert)
    }

    /// The first of them to which something comes; nil when nothing does for as long as a test waits.
    static func firstToHear(of clients: [RawClient]) async -> RawClient? {
        await onThread {
            var watched = clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            _ = poll(&watched, nfds_t(watched.count), Int32(patience * 1000))
            return watched.firstIndex { $0.revents != 0 }.map { clients[$0] }
        }
    }

    func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await Self.onThread(body)
    }

    static func onThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: body()) }
        }
    }
}

/// An answer to one request of a `RawClient`.
struct RawAnswer {
    let head: String
    let body: [UInt8]

    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
}

extension RawClient {
    /// Reads one answer that has a Content-Length (or none: 204, 304), leaving what follows unread.
    func answer(toHead isHead: Bool = false) async throws -> RawAnswer {
        let head = try await receive(until: Array("\r\n\r\n".utf8))
        let answer = RawAnswer(head: String(decoding: head, as: UTF8.self), body: [])
        let length = isHead || answer.status == 304 ? 0 : Int(answer.header("content-length") ?? "") ?? 0
        return RawAnswer(head: answer.head, body: length > 0 ? try await read(length) : [])
    }

    /// Exactly so many bytes, fewer when the other side closes.
    func read(_ count: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count {
            let bytes = try await receive()
            if bytes.isEmpty { return all }
            all += bytes
        }
        let rest = all[count...]
        unread.withLock { $0 = Array(rest) }
        return Array(all.prefix(count))
    }
}

extension [UInt8] {
    /// Where the bytes end, if they are there.
    func firstRange(of bytes: [UInt8], from start: Int) -> Int? {
        guard count >= bytes.count, let first = bytes.first else { return nil }
        var index = start
        while let found = self[index...].firstIndex(of: first), found + bytes.count <= count {
            if self[found..<found + bytes.count].elementsEqual(bytes) { return found + bytes.count }
            index = found + 1
        }
        return nil
    }
}
