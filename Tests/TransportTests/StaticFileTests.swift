import HTTPTypes
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct `Static files` {
    private static let style = StaticFile(
        path: "/web/page.css", contentType: "text/css; charset=utf-8", cacheControl: "public, max-age=60",
        bytes: Array("body { color: black }".utf8), gzip: [0x1F, 0x8B, 1, 2, 3], etag: "\"abc\"")

    private func ask(
        _ house: House, _ path: String, _ headers: String = "", method: String = "GET"
    ) async throws -> RawAnswer {
        let client = try RawClient(port: house.port)
        await client.send("\(method) \(path) HTTP/1.1\r\nHost: f\r\n\(headers)\r\n")
        return try await client.answer(toHead: method == "HEAD")
    }

    @Test func `a file is served with its type, its tag and its bytes`() async throws {
        try await withHouse(files: [Self.style]) { house in
            let answer = try await ask(house, "/web/page.css")
            #expect(answer.status == 200 && answer.text == "body { color: black }")
            #expect(answer.header("content-type") == "text/css; charset=utf-8")
            #expect(answer.header("cache-control") == "public, max-age=60")
            #expect(answer.header("etag") == "\"abc\"" && answer.header("vary") == "Accept-Encoding")
            #expect(answer.header("content-encoding") == nil)
        }
    }

    @Test(arguments: [
        ("gzip, deflate, br", true), ("br;q=1.0, gzip;q=0.8", true), ("*", true), ("gzip;q=0", false), ("br", false),
    ])
    func `the gzipped form goes to who accepts it`(accepted: String, isZipped: Bool) async throws {
        try await withHouse(files: [Self.style]) { house in
            let answer = try await ask(house, "/web/page.css", "Accept-Encoding: \(accepted)\r\n")
            #expect((answer.header("content-encoding") == "gzip") == isZipped)
            #expect((answer.body == [0x1F, 0x8B, 1, 2, 3]) == isZipped)
            #expect(answer.header("etag") == (isZipped ? "\"abc-gz\"" : "\"abc\""))
        }
    }

    @Test func `who has the file is told so, on a connection that goes on`() async throws {
        try await withHouse(files: [Self.style]) { house in
            let client = try RawClient(port: house.port)
            for tag in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
                await client.send("GET /web/page.css HTTP/1.1\r\nHost: f\r\nIf-None-Match: \(tag)\r\n\r\n")
                let answer = try await client.answer()
                #expect(answer.status == 304 && answer.header("etag") == "\"abc\"")
            }
            await client.send("GET /web/page.css HTTP/1.1\r\nHost: f\r\nIf-None-Match: \"old\"\r\n\r\n")
            #expect(try await client.answer().status == 200)
        }
    }

    @Test func `HEAD and fifty requests at once are served too`() async throws {
        try await withHouse(files: [Self.style]) { house in
            #expect(try await ask(house, "/web/page.css", method: "HEAD").header("content-length") == "21")
            let client = try RawClient(port: house.port)
            await client.send(String(repeating: "GET /web/page.css HTTP/1.1\r\nHost: f\r\n\r\n", count: 50))
            for _ in 1...50 {
                #expect(try await client.answer().text == "body { color: black }")
            }
        }
    }

    @Test(arguments: [
        "/web/../../etc/passwd", "/web/%2e%2e/%2e%2e/etc/passwd", "/web/..%2f..%2fetc/passwd", "/web//etc/passwd",
        "/web/page.css/", "/web/PAGE.css", "/web", "/../../../../etc/passwd",
    ])
    func `no path leads out of the table`(path: String) async throws {
        try await withHouse(files: [Self.style]) { house in
            // Given a path that is not a file's
            let client = try RawClient(port: house.port)
            await client.send("GET \(path) HTTP/1.1\r\nHost: f\r\n\r\n")
            // Then it is the program that is asked, with a normal path
            let request = try #require(await house.nextAsked())
            #expect(!request.path.contains("..") && !request.path.contains("//"))
            await house.listener.answer(request.peer, with: Response(status: .notFound))
            #expect(try await client.answer().status == 404)
        }
    }

    @Test func `a dotted path that ends at a file is that file`() async throws {
        try await withHouse(files: [Self.style]) { house in
            let answer = try await ask(house, "/x/../web/./page.css")
            #expect(answer.status == 200)
        }
    }
}
