import HTTPTypes
import Testing
import Transport

/// The faults of libwebsockets 4.1.6 that the bridge closes, each by the very bytes that showed it.
@Suite(.timeLimit(.minutes(1))) struct `Faults of the library` {
    private static let page = StaticFile(
        path: "/page", contentType: "text/plain", cacheControl: "no-cache", bytes: Array("page".utf8), gzip: nil,
        etag: "\"1\"")
    private static let get = "GET /page HTTP/1.1\r\nHost: floor\r\n\r\n"
    private static let post = "POST /command HTTP/1.1\r\nHost: floor\r\nContent-Length: 10\r\n\r\n0123456789"

    @Test func `1 a body pipelined behind a GET is refused and the loop goes on`() async throws {
        try await withHouse(files: [Self.page]) { house in
            // Given a client that sends both in one segment
            let client = try RawClient(port: house.port)
            await client.send(Self.get + Self.post)
            // When the answers come
            let all = try await client.rest()
            // Then the page is whole, the body's request is refused, and nobody was asked anything
            #expect(all.contains("page"))
            #expect(all.contains("bodyPipelined"))
            try await Self.expectCanary(&house)
        }
    }

    @Test func `1 a body pipelined behind a body is refused and the loop goes on`() async throws {
        try await withHouse(files: [Self.page]) { house in
            let client = try RawClient(port: house.port)
            await client.send(Self.post + Self.post)
            let request = try #require(await house.nextAsked())
            #expect(request.body == Array("0123456789".utf8))
            await house.listener.answer(request.peer, with: Response(status: .accepted))
            let all = try await client.rest()
            #expect(all.contains("202 Accepted"))
            #expect(all.contains("bodyPipelined"))
            try await Self.expectCanary(&house)
        }
    }

    @Test func `1 a stranger who sends requests together does not cost others theirs`() async throws {
        try await withHouse(files: [Self.page]) { house in
            // Given strangers, each with many requests in one segment, all of them still to be parsed
            let kept = try RawClient(port: house.port)
            await kept.send(Self.get)
            #expect(try await kept.answer().status == 200)
            let strangers = try (0..<3).map { _ in try RawClient(port: house.port) }
            for round in 0..<50 {
                for stranger in strangers { await stranger.send(String(repeating: Self.get, count: 100)) }
                // When a client that waited for its answer sends a body on the same connection
                await kept.send(Self.post)
                // Then it is taken, in every round
                let request = try #require(await house.nextAsked(), "round \(round)")
                #expect(request.body == Array("0123456789".utf8))
                await house.listener.answer(request.peer, with: Response(status: .accepted))
                #expect(try await kept.answer().status == 202)
                for stranger in strangers {
                    for _ in 0..<100 { #expect(try await stranger.answer().status == 200) }
                }
            }
        }
    }

    @Test(arguments: ["FIN", "RST", "half-close", "a byte", "a byte and FIN"])
    func `2 a held request whose client goes is reported at once and costs nothing`(how: String) async throws {
        try await withHouse { house in
            // Given a long poll
            let client = try RawClient(port: house.port)
            await client.send("GET /entries HTTP/1.1\r\nHost: floor\r\n\r\n")
            let request = try #require(await house.nextAsked())
            // When the client goes, one way or another
            switch how {
            case "FIN": client.hangUp()
            case "RST": client.reset()
            case "half-close": client.finishSending()
            case "a byte": await client.send("x")
            default:
                await client.send("x")
                client.hangUp()
            }
            // Then it has left, once, and an answer goes nowhere
            #expect(await house.nextLeft() == request.peer)
            await house.listener.answer(request.peer, with: Response(status: .ok))
            try await Self.expectIdle(&house)
        }
    }

    @Test func `2 a client that never reads its answer and sends a byte does not spin the loop`() async throws {
        let large = StaticFile(
            path: "/large", contentType: "text/plain", cacheControl: "no-cache",
            bytes: [UInt8](repeating: 0x61, count: 20_000_000), gzip: nil, etag: "\"2\"")
        try await withHouse(files: [large]) { house in
            let client = try RawClient(port: house.port, receiveBuffer: 16_384)
            await client.send("GET /large HTTP/1.1\r\nHost: floor\r\n\r\n")
            _ = try await client.read(100)
            await client.send("GET /large HTTP/1.1\r\n")
            try await Self.expectIdle(&house)
        }
    }

    @Test func `3 a short timer of the library is not held up by a long one`() async throws {
        try await withHouse { house in
            // Given a connection that says nothing, for which the library waits 20 s
            let silent = try RawClient(port: house.port)
            // And one that is told goodbye and does not answer, for which it waits 5 s
            let (client, peer) = try await house.join()
            let start = ContinuousClock.now
            await house.listener.dismiss(peer, code: 1000, reason: "")
            #expect(try await client.frame()?.closeCode == 1000)
            // Then it has left long before the 20 s are over
            #expect(await house.nextLeft() == peer)
            #expect(ContinuousClock.now - start < .seconds(15))
            await silent.send("GET /awake HTTP/1.1\r\nHost: floor\r\n\r\n")
            #expect(await house.nextAsked()?.path == "/awake")
        }
    }

    @Test func `4 an upgrade to h2c gets no 101`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send(
                "GET / HTTP/1.1\r\nHost: floor\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 426)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(try await client.rest() == "")
        }
    }

    @Test func `5 after a refused upgrade nobody leaves`() async throws {
        try await withHouse({ $0.upgradeRefusal = { _ in Response(status: .unauthorized) } }) { house in
            // Given a refused upgrade, gone again
            let client = try RawClient(port: house.port)
            await client.send(RawClient.upgrade())
            #expect(try await client.rest().contains("401 Unauthorized"))
            // When somebody else asks
            let other = try RawClient(port: house.port)
            await other.send("GET /next HTTP/1.1\r\nHost: floor\r\n\r\n")
            // Then that is the first arrival
            #expect(await house.nextAsked()?.path == "/next")
        }
    }

    @Test func `6 CONNECT and bytes that are no HTTP get nothing`() async throws {
        try await withHouse { house in
            for bytes in ["CONNECT floor:80 HTTP/1.1\r\nHost: floor\r\n\r\n", "\u{1}\u{2}\u{3}\r\n\r\n"] {
                let client = try RawClient(port: house.port)
                await client.send(bytes + "more")
                // The library itself answers 403 where the first word is no method.
                let answer = try await client.rest()
                #expect(answer == "" || answer.hasPrefix("HTTP/1.0 403"))
            }
            try await Self.expectCanary(&house)
        }
    }

    @Test(arguments: [
        (RawClient.upgrade(version: "8"), 426), (RawClient.upgrade(method: "POST", more: "Content-Length: 0\r\n"), 405),
        (RawClient.upgrade(http: "HTTP/1.0"), 426), (RawClient.upgrade(key: "abc"), 400),
        (RawClient.upgrade(more: "Origin: https://elsewhere.example\r\n"), 403),
        (RawClient.upgrade(more: "Sec-WebSocket-Protocol: chat\r\n"), 400),
        (RawClient.upgrade().replacing("Connection: Upgrade", with: "Connection: close"), 400),
    ])
    func `7 what RFC 6455 forbids gets a whole answer and no 101`(bytes: String, status: Int) async throws {
        try await withHouse({ $0.allowedOrigins = ["https://floor.example"] }) { house in
            let client = try RawClient(port: house.port)
            await client.send(bytes)
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.text.contains("\"status\":\(status)"))
            #expect(try await client.rest() == "")
        }
    }

    @Test func `7 of several pings at once at least one is answered and the messages go on`() async throws {
        try await withHouse { house in
            let (client, peer) = try await house.join()
            let pings = (1...5).flatMap { RawClient.frame([$0], opcode: 9) }
            await client.send(pings + RawClient.frame(Array("after".utf8)))
            guard case .said(peer, let text, true) = await house.next() else {
                Issue.record("the message is missing")
                return
            }
            #expect(text == Array("after".utf8))
            #expect(try await client.frame()?.opcode == 10)
        }
    }

    /// Somebody else is served.
    private static func expectCanary(_ house: inout House) async throws {
        let canary = try RawClient(port: house.port)
        await canary.send("GET /canary HTTP/1.1\r\nHost: floor\r\n\r\n")
        let request = try #require(await house.nextAsked())
        #expect(request.path == "/canary")
        await house.listener.answer(request.peer, with: Response(status: .ok, body: Array("alive".utf8)))
        #expect(try await canary.answer().text == "alive")
    }

    /// The loop's thread sleeps while nobody speaks.
    private static func expectIdle(_ house: inout House) async throws {
        try await expectCanary(&house)
        #expect(try await house.processorSecondsWhileQuiet() < 0.1)
    }
}
