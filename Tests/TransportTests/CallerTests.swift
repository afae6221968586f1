import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `The caller` {
    /// Answers every request with what it was, and echoes every message, until arrivals end.
    private func mirror(_ listener: Listener) async {
        for await arrival in listener.arrivals {
            switch arrival {
            case .asked(let request):
                let text =
                    "\(request.method) \(request.path)?\(request.query("q") ?? "") \(request.headers[.authorization] ?? "") "
                await listener.answer(
                    request.peer,
                    with: Response(
                        status: .ok, headers: [.contentType: "text/plain"], body: Array(text.utf8) + request.body))
            case .said(let peer, let message, _):
                if message == Array("bye".utf8) {
                    await listener.dismiss(peer, code: 4012, reason: "restart")
                } else {
                    await listener.say(message, to: peer)
                }
            case .joined(let request):
                await listener.say(
                    Array("\(request.subprotocol ?? "none") \(request.query("as") ?? "")".utf8), to: request.peer)
            case .fellBehind, .left: break
            }
        }
    }

    private func withMirror(
        _ change: (inout Listener.Settings) -> Void = { _ in }, authority: String? = nil,
        _ body: @Sendable (Caller, Address) async throws -> Void
    ) async throws {
        let loop = try EventLoop()
        var settings = Listener.Settings(host: "127.0.0.1", port: 0)
        change(&settings)
        let listener = Listener(loop: loop, settings: settings, log: .silent)
        let address = try await listener.open()
        async let mirroring: Void = mirror(listener)
        let caller = Caller(loop: loop, authority: authority, log: .silent)
        let path = settings.controlSocket
        do {
            try await body(caller, path.map { .unix(path: $0) } ?? address)
        } catch {
            Issue.record(error)
        }
        await listener.close(code: 1001, reason: "")
        await mirroring
        await loop.stop()
    }

    @Test func `requests get their answers, with headers and bodies, by TCP`() async throws {
        try await withMirror { caller, address in
            let answer = try await caller.send(
                .get, "/caf%C3%A9?q=1%202", headers: [.authorization: "Bearer x"], to: address)
            #expect(answer.status == .ok && answer.headers[.contentType] == "text/plain")
            #expect(String(decoding: answer.body, as: UTF8.self) == "GET /café?1 2 Bearer x ")
            let large = [UInt8](repeating: 0x61, count: 500_000)
            let second = try await caller.send(.post, "/c", body: large, to: address)
            #expect(second.body == Array("POST /c?  ".utf8) + large)
            let third = try await caller.send(.delete, "/c", to: address)
            #expect(third.body == Array("DELETE /c?  ".utf8))
        }
    }

    @Test func `requests get their answers by unix socket`() async throws {
        try await withTemporaryFolder { folder in
            try await withMirror({ $0.controlSocket = folder + "/control.sock" }) { caller, address in
                let answer = try await caller.send(.put, "/c", body: Array("x".utf8), to: address)
                #expect(answer.body == Array("PUT /c?  x".utf8))
                let conversation = try await caller.open("/live", to: address)
                var messages = conversation.messages.makeAsyncIterator()
                #expect(await messages.next() == .said(Array("none ".utf8), isText: true))
                await conversation.close()
            }
        }
    }

    @Test func `a conversation says, hears and ends with its code`() async throws {
        try await withMirror { caller, address in
            let conversation = try await caller.open(
                "/live?as=scribe", subprotocol: "openfloor.v1.writer", to: address)
            var messages = conversation.messages.makeAsyncIterator()
            #expect(await messages.next() == .said(Array("openfloor.v1.writer scribe".utf8), isText: true))
            for number in 1...100 {
                try await conversation.say(Array("line \(number)".utf8))
            }
            for number in 1...100 {
                #expect(await messages.next() == .said(Array("line \(number)".utf8), isText: true))
            }
            let large = [UInt8](repeating: 0x62, count: 60_000)
            try await conversation.say(large)
            #expect(await messages.next() == .said(large, isText: true))
            try await conversation.say(Array("bye".utf8))
            #expect(await messages.next() == .closed(code: 4012, reason: "restart"))
            #expect(await messages.next() == nil)
            await #expect(throws: TransportError.self) { try await conversation.say([0x61]) }
        }
    }

    @Test func `who does not answer, or is not there, is named`() async throws {
        let loop = try EventLoop()
        let caller = Caller(loop: loop, log: .silent)
        for address in [Address.tcp(host: "127.0.0.1", port: 1, secure: false), .unix(path: "/nonexistent.sock")] {
            let error = await #expect(throws: TransportError.self) { try await caller.send(.get, "/x", to: address) }
            #expect(error?.code == .cannotConnect && error?.description.contains("/x") == true)
        }
        await loop.stop()
        let error = await #expect(throws: TransportError.self) {
            try await caller.send(.get, "/", to: .tcp(host: "127.0.0.1", port: 1, secure: false))
        }
        #expect(error?.code == .gone)
    }

    @Test func `an answer that does not come in time is given up`() async throws {
        try await withHouse { house in
            let caller = Caller(loop: house.loop, log: .silent)
            let address = Address.tcp(host: "127.0.0.1", port: house.port, secure: false)
            let error = await #expect(throws: TransportError.self) {
                try await caller.send(.get, "/slow", to: address, timeout: .milliseconds(200))
            }
            #expect(error?.code == .timedOut)
        }
    }

    @Test func `a refused conversation says why`() async throws {
        try await withMirror({ $0.upgradeRefusal = { _ in Response(status: .unauthorized) } }) { caller, address in
            let error = await #expect(throws: TransportError.self) { _ = try await caller.open("/live", to: address) }
            #expect(error?.code == .cannotConnect && error?.underlying.contains("401") == true)
        }
    }
}
