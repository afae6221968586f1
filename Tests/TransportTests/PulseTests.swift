import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct Pings {
    @Test func `bring what the reel has to say to a page, which sees no ping`() async throws {
        try await withHouse { house in
            // Given a WebSocket and a stream on a reel that has something to say
            await house.listener.openReel("public", at: 0)
            let (client, peer) = try await house.join()
            let stream = try RawClient(port: house.port)
            await stream.send("GET /events HTTP/1.1\r\nHost: f\r\nAccept: text/event-stream\r\n\r\n")
            let reader = try #require(await house.nextAsked()).peer
            for one in [peer, reader] { #expect(await house.listener.attach(one, to: "public", after: 0) == .attached) }
            await house.listener.setPulse(Array("38 follow".utf8), of: "public")
            // When half a minute has gone by
            for _ in 1...30 * Wheel.ticksPerSecond { await house.listener.ticked() }
            // Then both have heard it, the WebSocket with its ping
            #expect(try await client.texts(1) == ["38 follow"])
            #expect(try await client.frameOrPing()?.opcode == 9)
            #expect(try await stream.text(until: "data: 38 follow\n\n").hasSuffix("data: 38 follow\n\n"))
        }
    }

    @Test func `that nobody answers end the connection`() async throws {
        try await withHouse { house in
            // Given a WebSocket whose other side is silent
            let (client, peer) = try await house.join()
            // When three pings would have been due
            for _ in 1...90 * Wheel.ticksPerSecond { await house.listener.ticked() }
            // Then it is gone
            #expect(await house.nextLeft() == peer)
            #expect(client.descriptor >= 0)
        }
    }
}
