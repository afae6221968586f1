import Testing

@testable import Transport

@Suite struct `The doorkeeper` {
    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    private func keeper(connections: Int, perAddress: Int, surplus: Int = 2) -> Doorkeeper {
        var limits = Listener.Limits()
        limits.connections = connections
        limits.perAddress = perAddress
        limits.surplus = surplus
        return Doorkeeper(limits)
    }

    @Test func `lets in up to the limit, tells some more that there is no room, and hangs up on the rest`() throws {
        // Given a house with room for two
        var keeper = keeper(connections: 2, perAddress: 2)
        let some = try (1...9).map { try address("192.0.2.\($0)") }
        var areIn: [Bool] = []
        for one in some[0...3] { areIn.append(keeper.come(one, isProxy: false)) }
        #expect(areIn == [true, true, false, false])
        #expect(keeper.counted == 2 && keeper.surplus == 2 && !keeper.mayCome(some[4], isProxy: false))
        // When one of those inside leaves
        keeper.part(some[0], isProxy: false, isCounted: true)
        // Then one of those who wait gets in by asking, and the next does not
        try keeper.letIn(some[2], isProxy: false)
        #expect(throws: Problem.full(of: 2)) { try keeper.letIn(some[3], isProxy: false) }
        #expect(keeper.counted == 2 && keeper.surplus == 1 && keeper.mayCome(some[4], isProxy: false))
    }

    @Test func `an address that has all it may have keeps nobody else out`() throws {
        var keeper = keeper(connections: 9, perAddress: 1, surplus: 0)
        let (ada, bo) = (try address("192.0.2.1"), try address("192.0.2.2"))
        let isAdaIn = keeper.come(ada, isProxy: false)
        #expect(isAdaIn)
        #expect(!keeper.mayCome(ada, isProxy: false) && keeper.mayCome(bo, isProxy: false))
        #expect(keeper.refusal(of: ada) == .full(ofOneAddress: 1) && keeper.refusal(of: bo) == nil)
        keeper.part(ada, isProxy: false, isCounted: true)
        #expect(keeper.refusal(of: ada) == nil)
    }

    @Test func `an IPv6 network counts as one address, an IPv4 one does not`() throws {
        var keeper = keeper(connections: 9, perAddress: 1)
        let isIn = keeper.come(try address("2001:db8::1"), isProxy: false)
        #expect(isIn)
        #expect(keeper.refusal(of: try address("2001:db8::ffff:2")) != nil)
        #expect(keeper.refusal(of: try address("2001:db8:0:1::1")) == nil)
    }

    @Test func `a proxy's connections count in all, and those it speaks for by address`() throws {
        // Given a proxy with three connections, where one address may have one
        var keeper = keeper(connections: 3, perAddress: 1)
        let (proxy, guest) = (try address("10.0.0.1"), try address("192.0.2.1"))
        var areIn: [Bool] = []
        for _ in 1...4 { areIn.append(keeper.come(proxy, isProxy: true)) }
        #expect(areIn == [true, true, true, false] && keeper.refusal(of: proxy) == nil)
        // When it asks for somebody, then not for the same one again until that is over
        #expect(keeper.refusal(of: guest) == nil)
        keeper.enter(guest, as: 7)
        #expect(keeper.refusal(of: guest) == .full(ofOneAddress: 1))
        keeper.leave(7)
        #expect(keeper.refusal(of: guest) == nil)
    }
}

@Suite struct `Descriptors for connections` {
    @Test(arguments: [(256, 172), (1024, 880), (20_000, 18_656), (131_072, 129_728), (50, 1)])
    func `some are kept for files and for those who are told to come back`(limit: Int, connections: Int) {
        #expect(Descriptors.connections(of: limit) == connections)
    }
}
