import Foundation
import HTTPTypes
import Subprocess
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `TLS` {
    /// Makes a self-signed certificate for 127.0.0.1 in place.
    private static func makeCertificate(in folder: String, name: String) async throws {
        let made = try await run(
            .name("openssl"),
            arguments: [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "\(folder)/key.pem",
                "-out", "\(folder)/cert.pem",
            ], output: .discarded)
        #expect(made.terminationStatus.isSuccess)
    }

    private func withEncryptedHouse(
        files: [StaticFile] = [], _ body: (inout House, Address, String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await Self.makeCertificate(in: folder, name: "first")
            try await withHouse(files: files) {
                $0.certificate = folder + "/cert.pem"
                $0.key = folder + "/key.pem"
            } _: { house in
                try await body(&house, .tcp(host: "127.0.0.1", port: house.port, secure: true), folder)
            }
        }
    }

    @Test func `requests, large answers and files go over TLS`() async throws {
        let file = StaticFile(
            path: "/large", contentType: "text/plain", cacheControl: "no-cache",
            bytes: (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, gzip: nil, etag: "\"1\"")
        try await withEncryptedHouse(files: [file]) { house, address, folder in
            let caller = Caller(loop: house.loop, authority: folder + "/cert.pem", log: .silent)
            #expect(try await caller.send(.get, "/large", to: address).body == file.bytes)
            let body = [UInt8](repeating: 0x62, count: 300_000)
            async let answering = caller.send(.post, "/command", body: body, to: address)
            let request = try #require(await house.nextAsked())
            #expect(request.isSecure && request.body == body)
            await house.listener.answer(request.peer, with: Response(status: .accepted, body: body))
            let answer = try await answering
            #expect(answer.status == .accepted && answer.body == body)
        }
    }

    @Test func `an answer poured piece by piece goes over TLS whole`() async throws {
        try await withEncryptedHouse { house, address, folder in
            let caller = Caller(loop: house.loop, authority: folder + "/cert.pem", log: .silent)
            let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            async let answering = caller.send(.get, "/long", to: address)
            let request = try #require(await house.nextAsked())
            #expect(await house.listener.begin(Response(status: .ok), length: body.count, to: request.peer))
            var sent = 0
            while await house.listener.pour(Array(body[sent..<min(sent + 131_072, body.count)]), to: request.peer) {
                sent += 131_072
            }
            #expect(try await answering.body == body)
        }
    }

    @Test func `a reel goes over TLS in order, bursts and private frames too`() async throws {
        try await withEncryptedHouse { house, address, folder in
            await house.listener.openReel("public", at: 0)
            let caller = Caller(loop: house.loop, authority: folder + "/cert.pem", log: .silent)
            let conversation = try await caller.open("/live", to: address)
            let peer = try #require(await house.nextJoined()).peer
            _ = await house.listener.attach(peer, to: "public", after: 0, greeting: Greeting(Array("hi".utf8)))
            let padding = [UInt8](repeating: 0x2E, count: 2000)
            for round in 0..<20 {
                await house.listener.publish(
                    (1...100).map {
                        Reel.Frame(position: round * 100 + $0, text: Array("\(round * 100 + $0)".utf8) + padding)
                    },
                    on: "public")
                await house.listener.say(Array("ack \(round)".utf8), to: peer)
            }
            let expected =
                ["hi"]
                + (0..<20).flatMap { round in
                    (1...100).map { "\(round * 100 + $0)" } + ["ack \(round)"]
                }
            var heard: [String] = []
            for await message in conversation.messages {
                guard case .said(let text, _) = message else { break }
                heard.append(String(decoding: text.prefix { $0 != 0x2E }, as: UTF8.self))
                if heard.count == expected.count { break }
            }
            #expect(heard == expected)
            await conversation.close()
        }
    }

    @Test func `a stream of events goes over TLS`() async throws {
        try await withEncryptedHouse { house, address, folder in
            await house.listener.openReel("public", at: 0)
            let caller = Caller(loop: house.loop, authority: folder + "/cert.pem", log: .silent)
            async let whole = caller.send(.get, "/events", to: address)
            let peer = try #require(await house.nextAsked()).peer
            _ = await house.listener.attach(peer, to: "public", after: 0)
            await house.listener.publish(
                (1...3000).map { Reel.Frame(position: $0, text: [UInt8](repeating: 0x61, count: 1000)) }, on: "public")
            await house.listener.say(Array("end".utf8), to: peer)
            // The listener's end of it is the answer's end.
            await house.listener.dismiss(peer, code: 1000, reason: "")
            let text = String(decoding: try await whole.body, as: UTF8.self)
            #expect(
                text.split(separator: "\n\n").prefix(100).map { $0.prefix { $0 != "\n" } }
                    == (1...100).map { "id: \($0)" })
        }
    }

    @Test func `a certificate replaced in place serves new connections, and old ones go on`() async throws {
        try await withEncryptedHouse { house, address, folder in
            let first = Caller(loop: house.loop, authority: folder + "/cert.pem", log: .silent)
            let conversation = try await first.open("/live", to: address)
            let peer = try #require(await house.nextJoined()).peer
            // When the files are replaced and read again
            try await Self.makeCertificate(in: folder, name: "second")
            try await house.listener.reloadCertificate()
            // Then the old certificate is no longer shown, the new one is, and the conversation goes on
            let error = await #expect(throws: TransportError.self) { try await first.send(.get, "/x", to: address) }
            #expect(error?.code == .cannotConnect)
            try FileManager.default.copyItem(atPath: folder + "/cert.pem", toPath: folder + "/second.pem")
            let second = Caller(loop: house.loop, authority: folder + "/second.pem", log: .silent)
            async let answering = second.send(.get, "/x", to: address)
            let request = try #require(await house.nextAsked())
            await house.listener.answer(request.peer, with: Response(status: .ok))
            #expect(try await answering.status == .ok)
            await house.listener.say(Array("still".utf8), to: peer)
            var messages = conversation.messages.makeAsyncIterator()
            #expect(await messages.next() == .said(Array("still".utf8), isText: true))
            // And files that are no certificate are refused
            try Data("nonsense".utf8).write(to: URL(fileURLWithPath: folder + "/cert.pem"))
            let reload = await #expect(throws: TransportError.self) { try await house.listener.reloadCertificate() }
            #expect(reload?.code == .cannotReadCertificate)
            await conversation.close()
        }
    }

    @Test func `plain HTTP on the TLS port gets nothing, and the loop goes on`() async throws {
        try await withEncryptedHouse { house, _, _ in
            let client = try RawClient(port: house.port)
            await client.send("GET / HTTP/1.1\r\nHost: f\r\n\r\n")
            #expect(try await !client.rest().contains("200"))
            #expect(try await house.processorSecondsWhileQuiet() < 0.1)
        }
    }
}
