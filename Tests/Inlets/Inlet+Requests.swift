import Foundation
import HTTPTypes
import Procedure
import Proceedings
import Recorder
import Wire

@testable import Relay
@testable import Transport

extension Inlet {
    /// What comes with a request of HTTP, once libwebsockets has divided it.
    static let requests = [
        Inlet("form") { bytes in
            guard let form = try unlessRefused({ () throws(Wire.Problem) in try FormFields(request(body: bytes)) })
            else { return false }
            var letters = CharacterSet.alphanumerics
            letters.formIntersection(CharacterSet(charactersIn: "\0"..."\u{7F}"))
            let body = form.all.map { field in
                [field.key, field.value.replacing("\n", with: "\r\n")].map {
                    $0.addingPercentEncoding(withAllowedCharacters: letters) ?? ""
                }.joined(separator: "=")
            }.joined(separator: "&")
            let again = try FormFields(request(body: Array(body.utf8)))
            try promise(again.all == form.all, "fields sent again are the same fields")
            for name in form.all.keys { try promise(form.lines(name).allSatisfy { !$0.isEmpty }, "no line is empty") }
            _ = try unlessRefused { () throws(Wire.Problem) in try form.role() }
            if let frame = try unlessRefused({ () throws(Wire.Problem) in try form.seriesFrame }) {
                _ = try unlessRefused { () throws(Wire.Problem) in try frame.command() }
            }
            return true
        },
        Inlet("founding") { bytes in
            guard let form = try unlessRefused({ () throws(Wire.Problem) in try FormFields(request(body: bytes)) }),
                let founding = try unlessRefused({ () throws(FormFields.Fault) in try form.founding() })
            else { return false }
            let meeting = try founding.meeting.meeting()
            try promise(
                meeting.startsAt.map(Instant.printable.contains) ?? true, "a meeting begins when a calendar can say")
            let lines: [Line.Body] =
                [.planned(meeting)] + founding.meeting.namedSpeakers().map { .speakerAdded($0) }
                + (try founding.meeting.formedBreakouts()).enumerated().map { .breakoutFormed($0 + 1, $1) }
            let minutes = Minutes(
                lines.enumerated().map { Entry(Position($0 + 1), at: Instant(milliseconds: 0), Line($1)) })
            let again = try FormFields(FormFields.values(of: minutes, .unlisted)).founding().meeting.meeting()
            try promise(again.agenda == meeting.agenda, "the agenda of a form filled from it is the same")
            try promise(again.strands == meeting.strands && again.title == meeting.title, "and so are its strands")
            return true
        },
        Inlet("multipart") { bytes in
            let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
            let body = Array(bytes[end...].dropFirst())
            let kind = String(decoding: bytes[..<end], as: UTF8.self)
            guard let form = try unlessRefused({ () throws(Multipart.Fault) in try Multipart(body, contentType: kind) })
            else { return false }
            var place = 0
            for part in form.parts {
                try promise(part.content.lowerBound >= place, "parts follow each other")
                place = part.content.upperBound
                try promise(place <= body.count, "a part is within the body")
            }
            try promise(form.parts.count <= Multipart.mostParts, "parts are counted")
            let asked = request(headers: [.contentType: kind], body: body)
            let read = try unlessRefused { () throws(Wire.Problem) in try FormFields.withFile(asked) }
            if let file = read?.file {
                _ = try unlessRefused { () throws(Wire.Problem) in try Upload(file.bytes, named: file.name) }
            }
            return true
        },
        Inlet("cookies") { bytes in
            guard let words = text(bytes), !words.contains("\n"), !words.contains("\r\n") else { return false }
            let asked = request(headers: [.cookie: words])
            let device = DeviceCookie(in: asked)
            if let device {
                let again = DeviceCookie(in: request(headers: [.cookie: pair(device.header(isSecure: true))]))
                try promise(again?.token == device.token, "a device is known by the cookie it was given")
                try promise(device.token.utf8.allSatisfy(isPlain), "a token is plain letters and digits")
            }
            var grants = GrantsCookie(in: asked)
            let former = grants.secrets
            guard !former.isEmpty else { return device != nil }
            grants.add("x")
            let again = GrantsCookie(in: request(headers: [.cookie: pair(grants.header(isSecure: true))]))
            try promise(again.secrets == grants.secrets, "the grants given back are the grants that were sent")
            try promise(again.secrets.count <= 40, "the cookie does not grow for ever")
            return true
        },
        Inlet("query") { bytes in
            guard let words = text(bytes) else { return false }
            let asked = request(query: pairs(words))
            guard let search = try unlessRefused({ () throws(Wire.Problem) in try SearchAsked(asked).query() }),
                let recording = try unlessRefused({ () throws(Wire.Problem) in try asked.recording() }),
                try unlessRefused({ () throws(Wire.Problem) in try asked.role() }) != nil,
                try unlessRefused({ () throws(Wire.Problem) in try asked.number("limit", in: 1...500, otherwise: 50) })
                    != nil
            else { return false }
            try promise(recording.map(Instant.printable.contains) ?? true, "a recording began when a calendar can say")
            try promise((asked.position ?? Position(1)) > .start, "a position that is held is after the start")
            let address = SearchAsked(asked).address(page: search.page)
            let parts = URLComponents(string: address.replacing("+", with: " "))?.queryItems ?? []
            let again = SearchAsked(request(query: parts.map { ($0.name, $0.value ?? "") }))
            try promise(try again.query() == search, "the address of a search asks for the same: \(address)")
            return true
        },
        Inlet("route") { bytes in
            guard let path = text(bytes) else { return false }
            guard case .found(let match) = Route.match(.get, path) else { return false }
            try promise(
                match.parts.values.allSatisfy { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "/")) },
                "what stands for a name is one segment, and not empty")
            guard case .found(let head) = Route.match(.head, path) else {
                throw Breach(description: "HEAD goes where GET does")
            }
            try promise(head.route == match.route && head.parts == match.parts, "HEAD goes where GET does")
            guard case .otherMethod(let allowed) = Route.match(.trace, path) else {
                throw Breach(description: "no way is for TRACE")
            }
            try promise(allowed.contains("GET"), "the methods of a path are told")
            _ = TilePlace(["n", "m", "w"].compactMap { match.parts[$0] })
            return true
        },
        Inlet("headers") { bytes in
            guard let words = text(bytes) else { return false }
            var fields = HTTPFields()
            for line in words.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { return false }
                fields.append(HTTPField(name: name, value: String(parts[1])))
            }
            let asked = request(headers: fields)
            _ = (asked.bearer, asked.position, asked.wantsEventStream, asked.isLast)
            let gate = Gate(maxBody: 65_536)
            let length = try unlessRefused { () throws(Transport.Problem) in
                try gate.bodyLength(of: asked, version: "HTTP/1.1", isBehindOthers: false)
            }
            guard let length else { return false }
            try promise((0...65_536).contains(length), "no body is longer than may be")
            let upgrade = UpgradeGate(protocols: ["openfloor.v1"], allowedOrigins: ["https://floor.example"])
            let isUpgraded = try unlessRefused { () throws(Transport.Problem) in
                try upgrade.check(asked, version: "HTTP/1.1")
                return true
            }
            if isUpgraded ?? false, let origin = fields[.origin] {
                try promise(origin == "https://floor.example", "no page of another site opens a socket")
            }
            return true
        },
    ]

    static func request(
        query: [(name: String, value: String)] = [], headers: HTTPFields = [:], body: [UInt8] = []
    ) -> Request {
        Request(
            peer: Peer(number: 1), method: .get, path: "/", query: query, headers: headers, body: body,
            address: "127.0.0.1", entrance: .house, isSecure: false, subprotocol: nil)
    }

    /// As libwebsockets hands them over: divided and decoded.
    private static func pairs(_ words: String) -> [(name: String, value: String)] {
        words.split(separator: "&").map { piece in
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1].replacing("+", with: " ").removingPercentEncoding ?? "" : ""
            return (String(parts[0]), value)
        }
    }

    /// What a browser sends back of a cookie it was given.
    private static func pair(_ header: String) -> String { String(header.prefix { $0 != ";" }) }

    private static func isPlain(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
}
