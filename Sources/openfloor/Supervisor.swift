import Foundation

/// What systemd is told of the server, by the datagrams of sd_notify(3). Where nobody supervises, nothing is said.
struct Supervisor: Sendable {
    /// A path, or an abstract name after "@".
    private let place: String?
    /// The supervisor ends what is silent for so long; `nil` where it does not mind.
    let patience: Duration?

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        place = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        patience = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    var isThere: Bool { place != nil }

    func isReady(_ status: String) throws { try tell("READY=1\nSTATUS=\(status)") }

    func isStopping() throws { try tell("STOPPING=1\nSTATUS=Says goodbye to its readers") }

    func isAlive() throws { try tell("WATCHDOG=1") }

    func isReloading() throws {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        try tell("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }

    private func tell(_ words: String) throws {
        guard let place else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Silence(errno) }
        defer { close(descriptor) }
        var (address, length) = Self.address(of: place)
        let bytes = Array(words.utf8)
        let sent = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
        guard sent == bytes.count else { throw Silence(errno) }
    }

    /// An abstract name begins with a zero byte and has none at its end (unix(7)).
    private static func address(of place: String) -> (sockaddr_un, socklen_t) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(place.utf8.prefix(MemoryLayout.size(ofValue: address.sun_path) - 1))
        let isAbstract = bytes.first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 } else { bytes.append(0) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
        return (address, socklen_t(start + bytes.count))
    }

    struct Silence: Error, CustomStringConvertible {
        let description: String
        init(_ number: Int32) { description = String(cString: strerror(number)) }
    }
}
