import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `Requests` {
    @Test func `a request arrives decoded and its answer goes back whole`() async throws {
        try await withHouse({ $0.commonHeaders = [.init("X-Content-Type-Options")!: "nosniff"] }) { house in
            // Given a request with a query, a cookie and headers the library has no token for
            let client = try RawClient(port: house.port)
            await client.send(
                "GET /caf%C3%A9?after=12&q=a+b%26c&empty HTTP/1.1\r\nHost: floor\r\nCookie: grants=abc\r\n"
                    + "Last-Event-ID: 12\r\nAuthorization: Bearer s3cret\r\n\r\n")
            // When it arrives
            let request = try #require(await house.nextAsked())
            // Then everything is there
            #expect(request.method == .get && request.path == "/café" && request.address == "127.0.0.1")
            #expect(request.query("after") == "12" && request.query("q") == "a b&c" && request.query("empty") == "")
            #expect(request.query("missing") == nil && request.entrance == .house && !request.isSecure)
            #expect(request.headers[.cookie] == "grants=abc" && request.headers[.authorization] == "Bearer s3cret")
            #expect(request.headers[.init("Last-Event-ID")!] == "12")
            // And the answer has its length, a date and the common headers
            await house.listener.answer(
                request.peer,
                with: Response(status: .ok, headers: [.contentType: "text/plain"], body: Array("hello".utf8)))
            let answer = try await client.answer()
            #expect(answer.status == 200 && answer.text == "hello")
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("date")?.hasSuffix("GMT") == true)
        }
    }

    @Test func `a connection is kept for one request after another, with bodies split anywhere`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            for turn in 1...3 {
                await client.send("POST /c HTTP/1.1\r\nHost: floor\r\nContent-Length: 6\r\n\r\nab")
                await client.send("cd")
                await client.send("ef")
                let request = try #require(await house.nextAsked())
                #expect(request.body == Array("abcdef".utf8))
                await house.listener.answer(request.peer, with: Response(status: .ok, body: Array("\(turn)".utf8)))
                #expect(try await client.answer().text == "\(turn)")
            }
        }
    }

    @Test func `an empty body is no body`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            for method in ["POST", "DELETE"] {
                await client.send("\(method) /c HTTP/1.1\r\nHost: floor\r\nContent-Length: 0\r\n\r\n")
                let request = try #require(await house.nextAsked())
                #expect(request.method.rawValue == method && request.body.isEmpty)
                await house.listener.answer(request.peer, with: Response(status: .noContent))
                #expect(try await client.answer().status == 204)
            }
        }
    }

    @Test func `HEAD gets the length and no body`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send("HEAD /x HTTP/1.1\r\nHost: floor\r\n\r\n")
            let request = try #require(await house.nextAsked())
            await house.listener.answer(request.peer, with: Response(status: .ok, body: Array("hello".utf8)))
            #expect(try await client.answer(toHead: true).header("content-length") == "5")
            await client.send("HEAD /y HTTP/1.1\r\nHost: floor\r\nConnection: close\r\n\r\n")
            let second = try #require(await house.nextAsked())
            await house.listener.answer(second.peer, with: Response(status: .ok, body: Array("hello".utf8)))
            #expect(try await client.rest().hasSuffix("\r\n\r\n"))
        }
    }

    @Test(arguments: [
        ("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 9\r\n\r\n123456789", 413),
        ("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 5x\r\n\r\n12345", 400),
        ("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: -5\r\n\r\n12345", 400),
        ("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345", 400),
        ("POST /c HTTP/1.1\r\nHost: f\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        ("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n12345", 411),
        ("POST /c HTTP/1.1\r\nHost: f\r\n\r\n", 411), ("DELETE /c HTTP/1.1\r\nHost: f\r\n\r\n", 411),
        ("GET /c HTTP/1.1\r\nHost: f\r\nContent-Length: 5\r\n\r\n12345", 400),
        ("GET /c HTTP/1.1\r\n\r\n", 400), ("GET /c HTTP/1.1\r\nHost: f\r\nHost: g\r\n\r\n", 400),
        ("GET /%00c HTTP/1.1\r\nHost: f\r\n\r\n", 400), ("GET /a%01b HTTP/1.1\r\nHost: f\r\n\r\n", 400),
        ("GET /%FF HTTP/1.1\r\nHost: f\r\n\r\n", 400), ("GET /a%0AX: y\r\nHost: f\r\n\r\n", 400),
    ])
    func `what cannot be read safely is refused with a whole answer and the connection ends`(
        bytes: String, status: Int
    ) async throws {
        try await withHouse({ $0.maxBody = 8 }) { house in
            let client = try RawClient(port: house.port)
            await client.send(bytes)
            let answer = try await client.answer()
            #expect(answer.status == status)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.text.contains("\"status\":\(status)") && answer.text.contains("\"code\":\""))
            #expect(try await client.rest() == "")
        }
    }

    @Test func `a body far over the limit is answered before it has been sent`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 8000000\r\n\r\n")
            await client.send([UInt8](repeating: 0x61, count: 8_000_000))
            #expect(try await client.answer().status == 413)
        }
    }

    @Test func `who expects 100 Continue gets it before the body`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send("POST /c HTTP/1.1\r\nHost: f\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.answer().status == 100)
            await client.send("ok")
            let request = try #require(await house.nextAsked())
            await house.listener.answer(request.peer, with: Response(status: .ok))
            #expect(try await client.answer().status == 200)
        }
    }

    @Test func `a body that comes byte by byte does not hold its connection for ever`() async throws {
        try await withHouse({ $0.bodyPatience = 1 }) { house in
            // Given a client that sends a first byte; libwebsockets would wait 20 s for each next one
            let client = try RawClient(port: house.port)
            await client.send("POST /join HTTP/1.1\r\nHost: f\r\nContent-Length: 100000\r\n\r\na")
            // Then it is cut off within the patience of `RawClient`
            #expect(try await client.rest() == "")
        }
    }

    @Test func `a large answer reaches a slow reader whole, and the connection goes on`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port, receiveBuffer: 16_384)
            await client.send("GET /large HTTP/1.1\r\nHost: f\r\n\r\n")
            let request = try #require(await house.nextAsked())
            let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            await house.listener.answer(request.peer, with: Response(status: .ok, body: body))
            #expect(try await client.answer().body == body)
            await client.send("GET /next HTTP/1.1\r\nHost: f\r\n\r\n")
            #expect(await house.nextAsked()?.path == "/next")
        }
    }

    @Test func `requests sent together are asked one after the other`() async throws {
        try await withHouse { house in
            let client = try RawClient(port: house.port)
            await client.send((1...50).map { "GET /\($0) HTTP/1.1\r\nHost: f\r\n\r\n" }.joined())
            for number in 1...50 {
                let request = try #require(await house.nextAsked())
                #expect(request.path == "/\(number)")
                await house.listener.answer(request.peer, with: Response(status: .ok, body: Array("\(number)".utf8)))
                #expect(try await client.answer().text == "\(number)")
            }
        }
    }
}
