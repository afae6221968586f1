import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `WebSockets` {
    @Test func `one joins, speaks, hears and leaves`() async throws {
        try await withHouse { house in
            // Given an open WebSocket
            let client = try await RawClient.webSocket(
                port: house.port, path: "/live?after=3&as=scribe",
                more: "Sec-WebSocket-Protocol: chat, openfloor.v1.writer\r\nCookie: grants=x\r\n")
            let request = try #require(await house.nextJoined())
            #expect(request.path == "/live" && request.query("as") == "scribe")
            #expect(request.subprotocol == "openfloor.v1.writer" && request.headers[.cookie] == "grants=x")
            // When it says something in two fragments
            await client.send(
                RawClient.frame(Array("he".utf8), isFinal: false) + RawClient.frame(Array("llo".utf8), opcode: 0))
            // Then one message arrives, and the reply goes back
            guard case .said(request.peer, let message, isText: true) = await house.next() else {
                Issue.record("no message")
                return
            }
            #expect(message == Array("hello".utf8))
            await house.listener.say(Array("welcome".utf8), to: request.peer)
            #expect(try await client.texts(1) == ["welcome"])
            // And after goodbye it has left
            await client.send(RawClient.frame([0x03, 0xE8], opcode: 8))
            #expect(try await client.frame()?.closeCode == 1000)
            #expect(await house.nextLeft() == request.peer)
        }
    }

    @Test func `no extension is ever agreed to`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send(
                RawClient.upgrade(more: "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"))
            let answer = try await client.answer()
            #expect(answer.status == 101 && answer.header("sec-websocket-extensions") == nil)
            #expect(answer.header("sec-websocket-protocol") == nil)
        }
    }

    @Test(arguments: [
        (RawClient.frame([0xC3, 0x28]), 1007), (RawClient.frame([UInt8](repeating: 0x61, count: 101)), 1009),
        (RawClient.frame([0x61], opcode: 3), 1002),
    ])
    func `what breaks the rules is answered with its close code`(bytes: [UInt8], code: Int) async throws {
        try await withHouse({ $0.maxMessage = 100 }) { house in
            let (client, peer) = try await house.join()
            await client.send(bytes)
            #expect(try await client.frame()?.closeCode == code)
            await client.send(RawClient.frame([0x03, 0xE8], opcode: 8))
            #expect(await house.nextLeft() == peer)
        }
    }

    @Test func `a message of exactly the limit is taken, in pieces too`() async throws {
        try await withHouse({ $0.maxMessage = 2000 }) { house in
            let (client, peer) = try await house.join()
            await client.send(RawClient.frame([UInt8](repeating: 0x61, count: 2000)))
            guard case .said(peer, let message, isText: true) = await house.next() else {
                Issue.record("no message")
                return
            }
            #expect(message.count == 2000)
        }
    }

    @Test func `the program may refuse an upgrade with an answer of its own`() async throws {
        try await withHouse({
            $0.upgradeRefusal = { $0.path == "/live" ? nil : Response(status: .notFound, body: Array("who?".utf8)) }
        }) { house in
            let client = try RawClient(port: house.port)
            await client.send(RawClient.upgrade("/elsewhere"))
            let answer = try await client.answer()
            #expect(answer.status == 404 && answer.text == "who?")
            _ = try await house.join()
        }
    }

    @Test func `origins are compared whole, and none is fine`() async throws {
        try await withHouse({ $0.allowedOrigins = [] }) { house in
            await house.listener.allow(origins: ["http://127.0.0.1:\(house.port)"])
            for (origin, status) in [
                ("http://127.0.0.1:\(house.port)", 101), ("http://127.0.0.1:\(house.port)0", 403), ("null", 403),
                ("https://127.0.0.1:\(house.port)", 403), ("http://x@127.0.0.1:\(house.port)", 403),
            ] {
                let client = try RawClient(port: house.port)
                await client.send(RawClient.upgrade(more: "Origin: \(origin)\r\n"))
                #expect(try await client.answer().status == status)
            }
            _ = try await RawClient.webSocket(port: house.port)
        }
    }

    @Test(arguments: [1000, 1012, 1013, 4003])
    func `dismissal says its code and reason`(code: Int) async throws {
        try await withHouse { house in
            let (client, peer) = try await house.join()
            await house.listener.say(Array("last".utf8), to: peer)
            await house.listener.dismiss(peer, code: UInt16(code), reason: "because")
            #expect(try await client.texts(1) == ["last"])
            let goodbye = try #require(try await client.frame())
            #expect(
                goodbye.closeCode == code && String(decoding: goodbye.payload.dropFirst(2), as: UTF8.self) == "because")
            client.hangUp()
            #expect(await house.nextLeft() == peer)
        }
    }

    @Test func `while the program is behind, who says more than people do is turned away, nobody else`() async throws {
        try await withHouse { house in
            // Given a program that reads nothing, and a client that says more than may wait
            let (quiet, peer) = try await house.join()
            let (loud, _) = try await house.join()
            await loud.send(Array(repeating: RawClient.frame([0x61]), count: 17_000).flatMap { $0 })
            // Then it is told to come back later
            #expect(try await loud.frame()?.closeCode == 1013)
            // And what others say is kept for the program
            await quiet.send(RawClient.frame(Array("heard".utf8)))
            while let arrival = await house.next() {
                guard case .said(peer, let text, _) = arrival else { continue }
                #expect(text == Array("heard".utf8))
                break
            }
        }
    }

    @Test func `while the program is behind, messages are turned away with 1013 and requests with 503`() async throws {
        try await withHouse { house in
            // Given a program that reads nothing, and clients who together say more than may wait
            var clients: [RawClient] = []
            for _ in 1...300 { clients.append(try await house.join().0) }
            for client in clients {
                await client.send(Array(repeating: RawClient.frame([0x61]), count: 60).flatMap { $0 })
            }
            // Then those heard last are told to come back later; others may be pinged meanwhile
            var code: Int?
            for _ in clients where code == nil {
                let frame = try await #require(await RawClient.firstToHear(of: clients)).frameOrPing()
                if frame?.opcode == 8 { code = frame?.closeCode }
            }
            #expect(code == 1013)
            // And so are requests, but for the 16 a second that show whether there is room again
            var others: [RawClient] = []
            for _ in 1...200 {
                let other = try RawClient(port: house.port)
                await other.send("GET / HTTP/1.1\r\nHost: f\r\n\r\n")
                others.append(other)
            }
            let answered = try #require(await RawClient.firstToHear(of: others))
            #expect(try await answered.answer().status == 503)
        }
    }
}
