import Foundation
import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `Listening` {
    private func open(_ settings: Listener.Settings) async throws -> Address {
        let loop = try EventLoop()
        let listener = Listener(loop: loop, settings: settings, log: .silent)
        do {
            let address = try await listener.open()
            await loop.stop()
            return address
        } catch {
            await loop.stop()
            throw error
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"])
    func `addresses of this machine are listened on, at a port the system chose`(host: String) async throws {
        guard case .tcp(_, let port, false) = try await open(.init(host: host, port: 0)) else {
            Issue.record("not TCP")
            return
        }
        #expect(port > 0)
    }

    @Test(arguments: ["192.0.2.1", "no-such-interface", "2001:db8::1"])
    func `an address this machine does not have is said to be unknown`(host: String) async throws {
        let error = await #expect(throws: TransportError.self) { try await open(.init(host: host, port: 0)) }
        #expect(error?.code == .unknownInterface && error?.description.contains(host) == true)
    }

    @Test func `a port in use is said to be in use`() async throws {
        try await withHouse { house in
            let port = house.port
            let error = await #expect(throws: TransportError.self) {
                try await open(.init(host: "127.0.0.1", port: port))
            }
            #expect(error?.code == .portInUse && error?.description.contains("\(port)") == true)
        }
    }

    @Test func `the control socket is for its owner, replaced only when nobody answers there`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/control.sock"
            try await withHouse({ $0.controlSocket = path }) { house in
                // Given a control socket nobody else may open
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                // When its owner asks
                let client = try RawClient(path: path)
                await client.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let request = try #require(await house.nextAsked())
                #expect(request.entrance == .control && request.address == "")
                await house.listener.answer(request.peer, with: Response(status: .ok, body: Array("up".utf8)))
                #expect(try await client.answer().text == "up")
                // Then a second server is kept off
                var second = Listener.Settings(host: "127.0.0.1", port: 0)
                second.controlSocket = path
                let error = await #expect(throws: TransportError.self) { try await open(second) }
                #expect(error?.code == .controlSocketFailed)
            }
            // And after the first has closed the socket is gone
            #expect(!FileManager.default.fileExists(atPath: path))
            // And one left by a server that died is replaced
            try leaveStaleSocket(at: path)
            try await withHouse({ $0.controlSocket = path }) { _ in _ = try RawClient(path: path) }
        }
    }

    @Test func `a control socket that cannot be made is an error`() async throws {
        for path in ["/nonexistent/folder/control.sock", "/etc/hostname"] {
            var settings = Listener.Settings(host: "127.0.0.1", port: 0)
            settings.controlSocket = path
            let error = await #expect(throws: TransportError.self) { try await open(settings) }
            #expect(error?.code == .controlSocketFailed && error?.place == path)
        }
    }

    @Test func `a certificate that cannot be read is an error that names it`() async throws {
        var settings = Listener.Settings(host: "127.0.0.1", port: 0)
        settings.certificate = "/nonexistent/cert.pem"
        settings.key = "/nonexistent/key.pem"
        let error = await #expect(throws: TransportError.self) { try await open(settings) }
        #expect(error?.code == .cannotReadCertificate && error?.place == "/nonexistent/cert.pem")
    }

    private func leaveStaleSocket(at path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(descriptor)
        #expect(result == 0)
    }
}

func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("floor-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
        try await body(folder.path)
        try FileManager.default.removeItem(at: folder)
    } catch {
        try FileManager.default.removeItem(at: folder)
        throw error
    }
}
