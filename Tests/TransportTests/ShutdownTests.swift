import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `Closing` {
    @Test func `everybody hears goodbye in their own way, then arrivals end`() async throws {
        try await withHouse { house in
            // Given a WebSocket, a stream and a long poll
            await house.listener.openReel("public", at: 0)
            let (socket, _) = try await house.join()
            let stream = try RawClient(port: house.port)
            await stream.send("GET /events HTTP/1.1\r\nHost: f\r\n\r\n")
            let streaming = try #require(await house.nextAsked()).peer
            _ = await house.listener.attach(streaming, to: "public", after: 0)
            let poll = try RawClient(port: house.port)
            await poll.send("GET /entries HTTP/1.1\r\nHost: f\r\n\r\n")
            _ = try #require(await house.nextAsked())
            // When the listener closes
            let listener = house.listener
            async let closing: Void = listener.close(code: 1012, reason: "restart")
            // Then each is told
            #expect(try await socket.frame()?.closeCode == 1012)
            await socket.send(RawClient.frame([0x03, 0xF4], opcode: 8))
            #expect(try await stream.rest().contains("200 OK"))
            let answer = try await poll.answer()
            #expect(answer.status == 503 && answer.header("retry-after") != nil)
            await closing
            // And three have left, and nothing comes after
            var left = 0
            while let arrival = await house.next() {
                if case .left = arrival { left += 1 }
            }
            #expect(left == 3)
            // And nobody else gets in
            #expect(throws: RawClient.Refused.self) { try RawClient(port: house.port) }
        }
    }

    @Test func `after the loop has stopped calls say so and harm nothing`() async throws {
        let loop = try EventLoop()
        let listener = Listener(loop: loop, settings: .init(host: "127.0.0.1", port: 0), log: .silent)
        guard case .tcp(_, let port, _) = try await listener.open() else { return }
        let client = try await RawClient.webSocket(port: port)
        var arrivals = listener.arrivals.makeAsyncIterator()
        guard case .joined(let request) = await arrivals.next() else { return }
        await listener.openReel("public", at: 0)
        // When the loop stops without a goodbye
        await loop.stop()
        // Then the connection is cut, it has left, and late calls find nothing
        #expect(try await client.rest() == "")
        guard case .left(request.peer) = await arrivals.next() else {
            Issue.record("it has not left")
            return
        }
        #expect(await arrivals.next() == nil)
        #expect(await listener.attach(request.peer, to: "public", after: 0) == .gone)
        await listener.say([0x61], to: request.peer)
        await listener.answer(request.peer, with: Response(status: .ok))
        await #expect(throws: TransportError.self) { try await listener.open() }
        await listener.close(code: 1000, reason: "")
        await loop.stop()
    }

    @Test func `many loops may come and go in one process`() async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    try await withHouse { house in
                        let (client, peer) = try await house.join()
                        await house.listener.say(Array("hi".utf8), to: peer)
                        #expect(try await client.texts(1) == ["hi"])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
