import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct `The reel` {
    private func frames(_ positions: ClosedRange<Int>, size: Int = 0) -> [Reel.Frame] {
        positions.map { Reel.Frame(position: $0, text: Array("\($0)".utf8) + [UInt8](repeating: 0x2E, count: size)) }
    }

    @Test func `everyone hears every frame once, in order, from where they were`() async throws {
        try await withHouse { house in
            // Given a reel with a past, and three readers who come at different times
            await house.listener.openReel("public", at: 0)
            let (early, first) = try await house.join()
            #expect(
                await house.listener.attach(first, to: "public", after: 0, greeting: Greeting(Array("hi".utf8)))
                    == .attached)
            await house.listener.publish(frames(1...10), on: "public")
            let (late, second) = try await house.join()
            #expect(await house.listener.attach(second, to: "public", after: 4) == .attached)
            await house.listener.publish(frames(11...20), on: "public")
            let (new, third) = try await house.join()
            #expect(await house.listener.attach(third, to: "public", after: 20) == .attached)
            await house.listener.publish(frames(21...22), on: "public")
            // Then each has what it had not
            #expect(try await early.texts(23) == ["hi"] + (1...22).map(String.init))
            #expect(try await late.texts(18) == (5...22).map(String.init))
            #expect(try await new.texts(2) == ["21", "22"])
            #expect(await house.listener.population(of: "public") == Population(webSocket: 3))
        }
    }

    @Test func `a position before the tail is too old, and nothing is sent`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 100, capacity: 4096)
            let (client, peer) = try await house.join()
            #expect(await house.listener.attach(peer, to: "public", after: 99, greeting: Greeting([0x61])) == .tooOld)
            await house.listener.publish(frames(101...200, size: 100), on: "public")
            #expect(await house.listener.attach(peer, to: "public", after: 101, greeting: Greeting([0x61])) == .tooOld)
            #expect(await house.listener.attach(peer, to: "nowhere", after: 0) == .gone)
            #expect(await house.listener.attach(peer, to: "public", after: 199) == .attached)
            #expect(try await client.texts(1).first?.hasPrefix("200") == true)
        }
    }

    @Test func `a peer that does not read falls behind, costs nobody anything, and may come back`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0, capacity: 262_144)
            let (slow, slowPeer) = try await house.join(receiveBuffer: 16_384)
            let (quick, quickPeer) = try await house.join()
            for peer in [slowPeer, quickPeer] {
                #expect(await house.listener.attach(peer, to: "public", after: 0) == .attached)
            }
            // Given far more than the sockets and the reel hold
            var heard = 0
            for round in 0..<100 {
                await house.listener.publish(frames(round * 100 + 1...round * 100 + 100, size: 1000), on: "public")
                heard += try await quick.texts(100).count
            }
            // When the slow one reads at last
            #expect(heard == 10_000)
            let some = try await slow.texts(200)
            // Then what it hears has no gap, until it is told off the reel
            #expect(some.map { $0.prefix { $0 != "." } } == (1...200).map { Substring(String($0)) })
            async let rest = slow.texts(100_000)
            guard case .fellBehind(slowPeer) = await house.next() else {
                Issue.record("it did not fall behind")
                return
            }
            #expect(await house.listener.population(of: "public").webSocket == 1)
            #expect(
                await house.listener.attach(
                    slowPeer, to: "public", after: 10_000, greeting: Greeting(Array("state".utf8)))
                    == .attached)
            await house.listener.publish(frames(10_001...10_001), on: "public")
            await house.listener.say(Array("end".utf8), to: slowPeer)
            await house.listener.dismiss(slowPeer, code: 1000, reason: "")
            let texts = try await rest
            #expect(texts.suffix(3).map { $0.prefix { $0 != "." } } == ["state", "10001", "end"])
        }
    }

    @Test func `private frames keep their place among the reel's`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            let (client, peer) = try await house.join()
            _ = await house.listener.attach(peer, to: "public", after: 0)
            for round in 1...50 {
                await house.listener.publish(frames(round...round), on: "public")
                await house.listener.say(Array("ack \(round)".utf8), to: peer)
            }
            #expect(try await client.texts(100) == (1...50).flatMap { ["\($0)", "ack \($0)"] })
        }
    }

    @Test func `a whisper reaches who is up to date and is kept for nobody`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            let (client, peer) = try await house.join()
            _ = await house.listener.attach(peer, to: "public", after: 0)
            await house.listener.publish(frames(1...1), on: "public")
            await house.listener.whisper(Array("typing".utf8), about: "s1", on: "public")
            #expect(try await client.texts(2) == ["1", "typing"])
            let (other, otherPeer) = try await house.join()
            _ = await house.listener.attach(otherPeer, to: "public", after: 0)
            await house.listener.publish(frames(2...2), on: "public")
            #expect(try await other.texts(2) == ["1", "2"])
        }
    }

    @Test func `the latest whisper about something takes the place of those before it`() async throws {
        try await withHouse { house in
            // Given whispers that wait for a pass to come to its end
            await house.listener.openReel("public", at: 0)
            let (client, peer) = try await house.join()
            _ = await house.listener.attach(peer, to: "public", after: 0)
            await house.listener.whileAPassIsDue(on: "public") { listener in
                listener.whisper(Array("We agr".utf8), about: "s1", on: "public")
                listener.whisper(Array("Who".utf8), about: "s2", on: "public")
                listener.whisper([], about: "s1", on: "public")
            }
            // Then the older one about the same is never said
            #expect(try await client.texts(2) == ["Who", ""])
        }
    }

    @Test func `who is not counted is not, and is gone when it falls behind or leaves`() async throws {
        try await withHouse { house in
            // Given one who is counted and two who are not
            await house.listener.openReel("public", at: 0)
            let (counted, peer) = try await house.join()
            let (client, other) = try await house.join()
            let (another, third) = try await house.join()
            _ = await house.listener.attach(peer, to: "public", after: 0)
            for one in [other, third, other] {
                _ = await house.listener.attach(one, to: "public", after: 0, isCounted: false)
            }
            #expect(await house.listener.population(of: "public") == Population(webSocket: 3, uncounted: 2))
            #expect(await house.listener.population(of: "public").counted == 1)
            // When one hangs up, another is dismissed
            client.hangUp()
            #expect(await house.nextLeft() == other)
            #expect(await house.listener.population(of: "public") == Population(webSocket: 2, uncounted: 1))
            await house.listener.dismiss(third, code: 1013, reason: "later")
            #expect(await house.listener.population(of: "public") == Population(webSocket: 1))
            #expect(counted.descriptor >= 0 && another.descriptor >= 0)
        }
    }

    @Test func `lines that come faster than a round ends reach the last all the same`() async throws {
        try await withHouse { house in
            // Given readers, and a slice used up so that each turn reaches only some of them
            await house.listener.openReel("public", at: 0)
            var clients: [RawClient] = []
            for _ in 0..<150 {
                let (client, peer) = try await house.join()
                _ = await house.listener.attach(peer, to: "public", after: 0)
                clients.append(client)
            }
            // When a line is published before each part of a round, and the round never comes to its end between
            await house.listener.publish(frames(1...1), partly: 3, on: "public")
            // Then the last reader has heard
            #expect(try await clients[149].texts(1) == ["1"])
        }
    }

    @Test func `a closed reel lets its peers be`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            let (other, otherPeer) = try await house.join()
            _ = await house.listener.attach(otherPeer, to: "public", after: 0)
            await house.listener.publish(frames(1...1), on: "public")
            #expect(try await other.texts(1) == ["1"])
            await house.listener.closeReel("public")
            await house.listener.say(Array("still here".utf8), to: otherPeer)
            #expect(try await other.texts(1) == ["still here"])
            #expect(await house.listener.population(of: "public") == Population())
        }
    }

    @Test func `two hundred peers hear a burst, whoever leaves meanwhile`() async throws {
        try await withHouse { house in
            await house.listener.openReel("public", at: 0)
            var clients: [RawClient] = []
            for _ in 0..<200 {
                let (client, peer) = try await house.join()
                _ = await house.listener.attach(peer, to: "public", after: 0)
                clients.append(client)
            }
            for round in 0..<10 {
                await house.listener.publish(frames(round * 10 + 1...round * 10 + 10), on: "public")
                clients[round * 3].hangUp()
            }
            for (index, client) in clients.enumerated() where index % 3 != 0 || index > 27 {
                #expect(try await client.texts(100) == (1...100).map(String.init))
            }
        }
    }
}

extension Listener {
    /// Publishes as often as there are parts, each time going on for less than a slice.
    fileprivate func publish(_ frames: [Reel.Frame], partly parts: Int, on id: String) {
        guard let reel = reels[id] else { return }
        for part in 0..<parts {
            reel.append(frames.map { Reel.Frame(position: $0.position + part, text: $0.text) })
            reel.pass.mustRepeat = reel.pass.isUnderWay
            reel.pass.isDue = true
            _ = advance(reel, until: .now)
        }
    }

    /// Does what is asked while the reel's next pass still waits for its bell.
    fileprivate func whileAPassIsDue(on id: String, _ body: @Sendable (isolated Listener) -> Void) {
        guard let reel = reels[id] else { return }
        reel.pass.isDue = true
        body(self)
        goOn(with: reel, after: 0)
    }
}
