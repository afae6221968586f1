import Glibc
import HTTPTypes
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct `Server-sent events` {
    private func frames(_ positions: ClosedRange<Int>) -> [Reel.Frame] {
        positions.map { Reel.Frame(position: $0, text: Array("line \($0)".utf8)) }
    }

    private func ask(
        _ house: inout House, receiveBuffer: Int32? = nil
    ) async throws -> (client: RawClient, peer: Peer) {
        let client = try RawClient(port: house.port, receiveBuffer: receiveBuffer)
        await client.send("GET /events HTTP/1.1\r\nHost: f\r\nAccept: text/event-stream\r\n\r\n")
        return (client, try #require(await house.nextAsked()).peer)
    }

    @Test func `a stream begins with its greeting and carries each position as its id`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            await house.listener.publish(frames(1...3), on: "public")
            let (client, peer) = try await ask(&house)
            #expect(
                await house.listener.attach(peer, to: "public", after: 1, greeting: Greeting(Array("a\nb".utf8)))
                    == .attached)
            let head = try await client.text(until: "\r\n\r\n").lowercased()
            #expect(head.contains("content-type: text/event-stream") && head.contains("cache-control: no-store"))
            #expect(head.contains("x-accel-buffering: no") && !head.contains("content-length"))
            await house.listener.publish(frames(4...4), on: "public")
            await house.listener.whisper(Array("typing".utf8), about: "s1", on: "public")
            let expected =
                "data: a\ndata: b\n\nid: 2\ndata: line 2\n\nid: 3\ndata: line 3\n\nid: 4\ndata: line 4\n\ndata: typing\n\n"
            let begun = String(head.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? "")
            #expect(begun + (try await client.text(until: "typing\n\n")) == expected)
            #expect(await house.listener.population(of: "public") == Population(serverSentEvents: 1))
            // And who goes has left
            client.hangUp()
            #expect(await house.nextLeft() == peer)
            #expect(await house.listener.population(of: "public") == Population())
        }
    }

    @Test func `a stream resumes after the last id it saw`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            await house.listener.publish(frames(1...5), on: "public")
            let client = try RawClient(port: house.port)
            await client.send("GET /events HTTP/1.1\r\nHost: f\r\nLast-Event-ID: 4\r\n\r\n")
            let request = try #require(await house.nextAsked())
            let last = try #require(request.headers[.init("Last-Event-ID")!].flatMap { Int($0) })
            _ = await house.listener.attach(request.peer, to: "public", after: last)
            #expect(try await client.text(until: "line 5\n\n").hasSuffix("\r\n\r\nid: 5\ndata: line 5\n\n"))
        }
    }

    @Test func `a stream whose client sends a byte is ended and the loop sleeps`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            let (client, peer) = try await ask(&house)
            _ = await house.listener.attach(peer, to: "public", after: 0)
            _ = try await client.text(until: "\r\n\r\n")
            await client.send("x")
            #expect(await house.nextLeft() == peer)
            #expect(try await house.processorSecondsWhileQuiet() < 0.1)
        }
    }

    @Test func `a stream that is not read is cut nowhere but between events`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0, capacity: 16_777_216)
            let (client, peer) = try await ask(&house, receiveBuffer: 16_384)
            _ = await house.listener.attach(peer, to: "public", after: 0)
            let text = [UInt8](repeating: 0x61, count: 3000)
            await house.listener.publish((1...4000).map { Reel.Frame(position: $0, text: text) }, on: "public")
            await house.listener.say(Array("end".utf8), to: peer)
            let all = try await client.text(until: "data: end\n\n")
            let events = all.split(separator: "\r\n\r\n", maxSplits: 1).last?.split(separator: "\n\n") ?? []
            #expect(events.count == 4001)
            #expect(events.prefix(4000).map { $0.prefix { $0 != "\n" } } == (1...4000).map { "id: \($0)" })
            #expect(events.prefix(4000).allSatisfy { $0.utf8.count(where: { $0 == 0x61 }) == 3002 })
        }
    }

    @Test func `a stream whose client was gone before its answer is nowhere, and its descriptor is nobody else's`()
        async throws
    {
        try await withHouse { house in
            // Given a client that resets while the loop is busy with attaching it
            await house.listener.openReel("staff", at: 0)
            let (client, peer) = try await ask(&house)
            #expect(await house.listener.attach(peer, to: "staff", afterResetOf: client) == .gone)
            #expect(await house.nextLeft() == peer)
            #expect(await house.listener.population(of: "staff") == Population())
            // When the next client gets the same descriptor, then it hears nothing of the stream
            let (next, stranger) = try await ask(&house)
            await house.listener.publish(frames(1...3), on: "staff")
            await house.listener.answer(stranger, with: Response(status: .noContent))
            #expect(try await next.text(until: "\r\n\r\n").hasPrefix("HTTP/1.1 204"))
        }
    }

    @Test func `WebSockets and streams on one reel hear the same`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            let (socket, first) = try await house.join()
            _ = await house.listener.attach(first, to: "public", after: 0)
            let (stream, second) = try await ask(&house)
            await house.listener.publish(frames(1...100), on: "public")
            _ = await house.listener.attach(second, to: "public", after: 0)
            await house.listener.publish(frames(101...200), on: "public")
            #expect(try await socket.texts(200) == (1...200).map { "line \($0)" })
            let all = try await stream.text(until: "line 200\n\n")
            #expect(all.hasSuffix((1...200).map { "id: \($0)\ndata: line \($0)\n\n" }.joined()))
        }
    }

    @Test func `a stream too old stays a request and can still be answered`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 50)
            let (client, peer) = try await ask(&house)
            #expect(await house.listener.attach(peer, to: "public", after: 3) == .tooOld)
            await house.listener.answer(peer, with: Response(status: .gone))
            #expect(try await client.answer().status == 410)
        }
    }
}

extension Listener {
    /// In one turn of the loop, so that nothing of the reset is heard before; the kernel has, though.
    fileprivate func attach(_ peer: Peer, to id: String, afterResetOf client: RawClient) -> Transport.Attachment {
        client.reset()
        var end = pollfd(fd: connections[peer.number]?.descriptor ?? -1, events: 0, revents: 0)
        _ = poll(&end, 1, Int32(RawClient.patience * 1000))
        return attach(peer, to: id, after: 0)
    }
}
