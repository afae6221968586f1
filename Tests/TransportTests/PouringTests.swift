import Foundation
import HTTPTypes
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct `Answers too long to be held` {
    private static let piece = [UInt8](repeating: 0x61, count: 131_072)

    private static func pour(_ count: Int, to peer: Peer, by listener: Listener) async -> Int {
        var poured = 0
        while poured < count {
            poured += 1
            guard await listener.pour(piece, to: peer) else { break }
        }
        return poured
    }

    @Test func `arrive whole, and the connection serves the next`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            for _ in 0..<2 {
                await client.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
                let request = try #require(await house.nextAsked())
                let listener = house.listener
                #expect(await listener.begin(Response(status: .ok), length: 20 * Self.piece.count, to: request.peer))
                async let poured = Self.pour(20, to: request.peer, by: listener)
                let head = try await client.text(until: "\r\n\r\n")
                #expect(head.contains("content-length: 2621440"))
                var body: [UInt8] = []
                while body.count < 20 * Self.piece.count { body += try await client.receive() }
                #expect(body.count == 20 * Self.piece.count && body.allSatisfy { $0 == 0x61 })
                #expect(await poured == 20)
            }
        }
    }

    @Test func `wait for a reader who does not read, and end when it goes`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port, receiveBuffer: 4096)
            await client.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
            let request = try #require(await house.nextAsked())
            let listener = house.listener
            #expect(await listener.begin(Response(status: .ok), length: 1_000 * Self.piece.count, to: request.peer))
            async let poured = Self.pour(1_000, to: request.peer, by: listener)
            _ = try await client.text(until: "\r\n\r\n")
            client.hangUp()
            #expect(await poured < 1_000)
            #expect(await house.nextLeft() == request.peer)
        }
    }

    @Test func `HEAD has the length and no body`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send("HEAD /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let request = try #require(await house.nextAsked())
            #expect(await !house.listener.begin(Response(status: .ok), length: 5, to: request.peer))
            #expect(await !house.listener.pour([1, 2, 3, 4, 5], to: request.peer))
            #expect(try await client.text(until: "\r\n\r\n").contains("content-length: 5"))
        }
    }
}

@Suite struct `Bodies larger than any form` {
    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test func `are few, and fewer from one household`() throws {
        var bodies = LargeBodies()
        for peer in 1...2 {
            try bodies.requireRoom(for: address("2001:db8::\(peer)"))
            bodies.enter(try address("2001:db8::\(peer)"), as: UInt64(peer))
        }
        #expect(throws: Problem.tooManyUploads) { try bodies.requireRoom(for: address("2001:db8::3")) }
        for peer in 3...4 {
            try bodies.requireRoom(for: nil)
            bodies.enter(nil, as: UInt64(peer))
        }
        #expect(throws: Problem.tooManyUploads) { try bodies.requireRoom(for: address("198.51.100.1")) }
        bodies.leave(1)
        try bodies.requireRoom(for: address("2001:db8::3"))
    }
}
