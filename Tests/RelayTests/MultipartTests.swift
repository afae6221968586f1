import Testing

@testable import Relay

@Suite struct `Forms with files` {
    private static let kind = "multipart/form-data; boundary=b"

    private struct Read: Equatable { let name, file, words: String }

    private func parsed(_ body: String, _ kind: String = Self.kind) throws -> [Read] {
        try parsed(Array(body.utf8)[...], kind)
    }

    private func parsed(_ body: ArraySlice<UInt8>, _ kind: String = Self.kind) throws -> [Read] {
        let bytes = Array(body)
        return try Multipart(bytes, contentType: kind).parts.map {
            Read(
                name: $0.name, file: $0.filename ?? "none", words: String(decoding: bytes[$0.content], as: UTF8.self))
        }
    }

    private func part(_ disposition: String, _ words: String = "x") -> String {
        "--b\r\nContent-Disposition: \(disposition)\r\n\r\n\(words)\r\n"
    }

    @Test func `fields and files are told apart, whatever they hold`() throws {
        let body =
            part("form-data; name=\"title\"", "Grüße\r\n--b is no boundary here? no: --bb")
            + part("form-data; name=\"file\"; filename=\"a; b.pdf\"", "%PDF-\r\n\r\n--\r\n")
            + part("form-data; name=e", "")
            + "--b--\r\nwhat comes after is nobody's"
        // A boundary begins its line, and here one does that is longer: the parser must not take it for the end.
        #expect(throws: Multipart.Fault.malformed) { try parsed(body) }
        let parts = try parsed(body.replacing("\r\n--b is no", with: " --b is no"))
        #expect(parts.map(\.name) == ["title", "file", "e"])
        #expect(parts.map(\.file) == ["none", "a; b.pdf", "none"])
        #expect(parts[1].words == "%PDF-\r\n\r\n--\r\n" && parts[2].words == "")
    }

    @Test(arguments: [
        (#"form-data; name="f"; filename="a \"b\".pdf""#, #"a "b".pdf"#),
        (#"form-data; name="f"; filename="%22x%22%0D%0A.pdf""#, "\"x\"\r\n.pdf"),
        (#"form-data; name="f"; filename="C:\old\a.pdf""#, #"C:\old\a.pdf"#),
        (#"form-data; filename="../../etc/passwd"; name="f""#, "../../etc/passwd"),
        (#"form-data;name=f;filename="""#, ""), (#"FORM-DATA; NAME="f"; FILENAME=x"#, "x"),
    ])
    func `names are taken as browsers send them; cleaning them is for another`(disposition: String, name: String) throws
    {
        #expect(try parsed(part(disposition) + "--b--").map(\.file) == [name])
    }

    @Test(arguments: [
        "", "form-data", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=b",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=a b", "multipart/form-data; boundary=ü",
        "multipart/form-data; boundary=" + String(repeating: "b", count: 71),
    ])
    func `without a boundary nothing is read`(kind: String) {
        #expect(throws: Multipart.Fault.noBoundary) { try parsed(part("form-data; name=a") + "--b--", kind) }
    }

    @Test func `a quoted boundary is one, and there may be words before it`() throws {
        let body = "for old mail programs\r\n" + part("form-data; name=a") + "--b--"
        #expect(try parsed(body, "Multipart/Form-Data; charset=utf-8; boundary=\"b\"").map(\.name) == ["a"])
    }

    @Test(arguments: [
        "", "--", "--b", "--b-", "--bx", "--b\r\n", "--b\r\n\r\n", "--b\r\n\r\n\r\n\r\n--b--",
        "--b\r\nContent-Type: a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\0\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a" + String(repeating: "x", count: Multipart.mostHeader)
            + "\r\n\r\nx\r\n--b--",
    ])
    func `what is no such form is refused`(body: String) {
        #expect(throws: Multipart.Fault.malformed) { try parsed(body) }
    }

    @Test func `one that breaks off is refused, wherever it does`() throws {
        let whole = part("form-data; name=a", "words") + part("form-data; name=f; filename=x", "%PDF-") + "--b--"
        for count in 0..<whole.utf8.count {
            #expect(throws: Multipart.Fault.self, "\(count)") { try parsed(Array(whole.utf8).prefix(count)) }
        }
        #expect(try parsed(whole).count == 2)
    }

    @Test func `there are as many parts as any form of ours has, no more`() throws {
        let one = part("form-data; name=a")
        #expect(try parsed(String(repeating: one, count: Multipart.mostParts) + "--b--").count == Multipart.mostParts)
        #expect(throws: Multipart.Fault.tooManyParts) {
            try parsed(String(repeating: one, count: Multipart.mostParts + 1) + "--b--")
        }
    }
}
