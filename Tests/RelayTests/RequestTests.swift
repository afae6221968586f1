import HTTPTypes
import Procedure
import Proceedings
import TestSupport
import Testing
import Wire

@testable import Relay
@testable import Transport

extension Request {
    static func of(
        _ path: String = "/", query: [(name: String, value: String)] = [], headers: HTTPFields = [:], body: String = ""
    ) -> Request {
        Request(
            peer: Peer(number: 1), method: .get, path: path, query: query, headers: headers, body: Array(body.utf8),
            address: "127.0.0.1", entrance: .house, isSecure: false, subprotocol: nil)
    }
}

@Suite struct `Forms as browsers send them` {
    private func form(_ body: String) throws -> FormFields { try FormFields(.of(body: body)) }

    @Test func `are decoded`() throws {
        let form = try form("text=do%3A+caf%C3%A9+%26+%22x%22%0D%0Amore&empty=&bare&a%20b=c%3Dd")
        #expect(form["text"] == "do: café & \"x\"\nmore")
        #expect(form["empty"] == nil && form["bare"] == nil && form["missing"] == nil)
        #expect(form["a b"] == "c=d")
    }

    @Test(arguments: ["text=%", "text=%zz", "text=%ff", "%c3=1", "a=%C3%28"])
    func `are refused where they cannot be decoded`(body: String) {
        #expect(throws: Wire.Problem.self) { try form(body) }
    }

    @Test func `a body that is not UTF-8 is refused`() {
        var request = Request.of()
        request.body = [0x61, 0x3D, 0xFF]
        #expect(throws: Wire.Problem.self) { try FormFields(request) }
    }

    @Test func `lists are typed one to a line`() throws {
        #expect(try form("strands=Research%0D%0A%0D%0A+Fraud+%0D%0A").lines("strands") == ["Research", "Fraud"])
    }

    @Test func `say the same as a frame`() throws {
        let form = try form("as=scribe&do=item-take-up&id=c-1&number=2&really=true&other=x")
        let submission = try Submission(try ReceivedFrame(form.frame), from: .scribe)
        #expect(submission.command == .takeUp(number: 2))
        #expect(try form.role() == .scribe)
        #expect(throws: Wire.Problem.self) { try self.form("as=king").role() }
        let line = try self.form("id=c&text=x").frame
        #expect(try Submission(try ReceivedFrame(line), from: .scribe).command.kind == .write)
    }

    @Test func `a plan is read from its lines`() throws {
        let plan = try form(
            "title=T&agenda=Welcome+|+Inform+|+10+|+Dilys+Owen%0AReport&date=2026-03-12&time=10:30&language=cy"
                + "&speakers=Dilys+Owen+|+do,+dilys+|+Chair+|+Forum%0AAda"
        ).founding().meeting
        let meeting = try plan.meeting()
        #expect(meeting.agenda.map(\.title) == ["Welcome", "Report"])
        #expect(meeting.agenda.map(\.purpose) == [.inform, .discuss])
        #expect(meeting.agenda[0].minutes == 10 && meeting.agenda[0].presenter == "Dilys Owen")
        #expect(meeting.startsAt == Instant(milliseconds: 1_773_311_400_000))  // 10:30 in London, winter time
        #expect(meeting.language.tag == "cy")
        let speakers = plan.namedSpeakers()
        #expect(
            speakers[0] == Speaker(name: "Dilys Owen", aliases: ["do", "dilys"], role: "Chair", organisation: "Forum"))
        #expect(speakers[1] == Speaker(name: "Ada"))
    }

    @Test(
        arguments: [
            ("", "title"), ("title=T&agenda=A|sing", "agenda"), ("title=T&agenda=A|inform|ten", "agenda"),
            ("title=T&date=2026-02-30", "date"), ("title=T&date=12.3.2026", "date"),
            ("title=T&date=2026-03-12&time=25:00", "date"), ("title=T&date=2026-03-12&timeZone=Middle", "timeZone"),
            ("title=T&language=no+such", "language"), ("title=T&attribution=all", "attribution"),
        ])
    func `a fault names its field`(body: String, field: String) throws {
        let fault = #expect(throws: FormFields.Fault.self) { _ = try form(body).founding() }
        #expect(fault?.field == field)
    }
}

@Suite struct `The cookie of grants` {
    private func cookie(_ header: String?) -> [String] {
        var headers: HTTPFields = [:]
        headers[.cookie] = header
        return GrantsCookie(in: .of(headers: headers)).secrets
    }

    @Test func `is found among others, however they are joined`() {
        #expect(cookie(nil) == [])
        #expect(cookie("a=1; openfloor=x.y; b=2") == ["x", "y"])
        #expect(cookie("a=1 openfloor=x b=2") == ["x"])
        #expect(cookie("notopenfloor=x; openfloor=") == [])
        #expect(cookie("openfloor=a..b.") == ["a", "b"])
    }

    @Test func `holds each grant once, the newest first, and drops the oldest of too many`() {
        var cookie = GrantsCookie(in: .of())
        for number in 0..<50 { cookie.add("s\(number)") }
        cookie.add("s49")
        #expect(cookie.secrets.count == 40 && cookie.secrets.first == "s49" && cookie.secrets.last == "s10")
        let longest = GrantsCookie(in: .of(headers: [.cookie: "openfloor=" + Secret.make()]))
        #expect(longest.header(isSecure: true).utf8.count < 4096)
    }

    @Test func `is closed to scripts and foreign pages, and to plain HTTP where the house is on HTTPS`() {
        var cookie = GrantsCookie(in: .of())
        cookie.add("x")
        #expect(
            cookie.header(isSecure: false) == "openfloor=x; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax")
        #expect(cookie.header(isSecure: true).hasSuffix("; SameSite=Lax; Secure"))
    }
}

@Suite struct `What a request asks for` {
    @Test func `a position by the header, else by the address`() {
        func position(_ after: String?, _ header: String? = nil) -> Int? {
            var headers: HTTPFields = [:]
            if let name = HTTPField.Name("Last-Event-ID") { headers[name] = header }
            return Request.of(query: after.map { [("after", $0)] } ?? [], headers: headers).position?.number
        }
        #expect(position("4") == 4)
        #expect(position("4", "7") == 7)
        #expect(position(nil, "7") == 7)
        for nonsense in ["", "0", "-1", "x", "99999999999999999999"] { #expect(position(nonsense) == nil) }
    }

    @Test func `a role by its word`() throws {
        #expect(try Request.of().role() == .attendee)
        for role in Role.allCases { #expect(try Request.of(query: [("as", role.rawValue)]).role() == role) }
        #expect(throws: Wire.Problem.self) { try Request.of(query: [("as", "Scribe")]).role() }
    }

    @Test func `a number in its range`() throws {
        func number(_ word: String) throws -> Int {
            try Request.of(query: [("limit", word)]).number("limit", in: 1...100, otherwise: 7)
        }
        #expect(try Request.of().number("limit", in: 1...100, otherwise: 7) == 7)
        #expect(try number("1") == 1 && number("100") == 100)
        for wrong in ["0", "101", "-1", "x", "", "1.0"] {
            #expect(throws: Wire.Problem.self) { try number(wrong) }
        }
    }

    @Test func `an event stream, and a page`() {
        #expect(Request.of(headers: [.accept: "text/event-stream, */*"]).wantsEventStream)
        #expect(!Request.of(headers: [.accept: "*/*"]).wantsEventStream)
        #expect(
            Request.of("/m/x").wantsPage && !Request.of("/api/v1/x").wantsPage && !Request.of("/health/live").wantsPage)
    }
}
