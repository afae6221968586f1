import Foundation
import Procedure
import Proceedings
import Testing
import Wire

@Suite struct `Hostile frames stop here` {
    private static let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    private static let table: [(String, Problem.Code)] = [
        ("", .badFrame), (" ", .badFrame), ("null", .badFrame), ("7", .badFrame), ("\"open\"", .badFrame),
        ("[]", .badFrame), ("hello", .badFrame),
        ("{", .badFrame), ("{}", .badFrame), ("{}{}", .badFrame), (#"[{"do":"open","id":"c"}]"#, .badFrame),
        (#"{'do':'open'}"#, .badFrame), (#"{"do":null,"id":"c"}"#, .badFrame), (#"{"do":7,"id":"c"}"#, .badFrame),
        (#"{"do":["open"],"id":"c"}"#, .badFrame),
        ("{\"do\":\"open\",\"id\":\"c\u{0}\"}", .badFrame), ("{\"do\":\"open\"\u{0},\"id\":\"c\"}", .badFrame),
        (#"{"do":"open","id":"c\u0000"}"#, .badID),
        (#"{"do":"write","id":"c","text":"\ud800"}"#, .badFrame), (#"{"do":"","id":"c"}"#, .unknownFrame),
        (#"{"do":"Open","id":"c"}"#, .unknownFrame),
        (#"{"do":"shutdown","id":"c"}"#, .unknownFrame), (#"{"do":"write ","id":"c"}"#, .unknownFrame),
        ("{\"do\":\"\(String(repeating: "x", count: 60_000))\",\"id\":\"c\"}", .unknownFrame),
        (#"{"do":"open"}"#, .badID),
        (#"{"do":"open","id":null}"#, .badID), (#"{"do":"open","id":""}"#, .badID),
        ("{\"do\":\"open\",\"id\":\"\(String(repeating: "x", count: 65))\"}", .badID),
        (#"{"do":"open","id":"c 1"}"#, .badID), (#"{"do":"open","id":"é"}"#, .badID),
        (#"{"do":"open","id":"../x"}"#, .badID), (#"{"do":"open","id":17}"#, .badFrame),
        (#"{"do":"open","id":"c","x":\#(deep)}"#, .badFrame), (deep, .badFrame),
        (String(repeating: #"{"do":"#, count: 10_000), .badFrame),
        (#"{"do":"item-take-up","id":"c"}"#, .badFrame), (#"{"do":"item-take-up","id":"c","number":"2"}"#, .badFrame),
        (#"{"do":"item-take-up","id":"c","number":1.5}"#, .badFrame),
        (#"{"do":"item-take-up","id":"c","number":1e999}"#, .badFrame),
        (#"{"do":"item-take-up","id":"c","number":99999999999999999999}"#, .badFrame),
        (#"{"do":"item-take-up","id":"c","number":true}"#, .badFrame),
        (#"{"do":"item-add","id":"c"}"#, .badFrame),
        (#"{"do":"item-add","id":"c","title":"A","purpose":"win"}"#, .badValue),
        (#"{"do":"item-change","id":"c","title":"A"}"#, .badFrame),
        (#"{"do":"item-change","id":"c","number":1}"#, .badFrame),
        (#"{"do":"item-drop","id":"c"}"#, .badFrame), (#"{"do":"item-close","id":"c"}"#, .badFrame),
        (#"{"do":"correct","id":"c","text":"x"}"#, .badFrame),
        (#"{"do":"correct","id":"c","line":1}"#, .badFrame), (#"{"do":"retract","id":"c"}"#, .badFrame),
        (#"{"do":"key-moment","id":"c"}"#, .badFrame),
        (#"{"do":"speaker-add","id":"c"}"#, .badFrame),
        (#"{"do":"speaker-add","id":"c","name":"A","aliases":"a"}"#, .badFrame),
        (#"{"do":"speaker-add","id":"c","name":"A","aliases":[null]}"#, .badFrame),
        (#"{"do":"speaker-add","id":"c","name":"A","attribution":"all"}"#, .badValue),
        (#"{"do":"attribution","id":"c"}"#, .badFrame), (#"{"do":"attribution","id":"c","policy":"all"}"#, .badValue),
        (#"{"do":"plan","id":"c"}"#, .badFrame),
        (#"{"do":"plan","id":"c","meeting":{}}"#, .badFrame), (#"{"do":"plan","id":"c","meeting":[]}"#, .badFrame),
        (#"{"do":"plan","id":"c","meeting":{"title":"M","language":"!"}}"#, .badValue),
        (#"{"do":"plan","id":"c","meeting":{"title":"M","startsAt":1e30}}"#, .badFrame),
        (#"{"do":"write","id":"c"}"#, .badFrame), (#"{"do":"write","id":"c","text":["x"]}"#, .badFrame),
        (#"{"do":"write","id":"c","text":"x","language":"english!"}"#, .badValue),
        (#"{"do":"write","id":"c","text":"x","attribution":"secret"}"#, .badValue),
        (#"{"do":"close","id":"c","really":"yes"}"#, .badFrame),
        (#"{"do":"close","id":"c","really":1}"#, .badFrame), (#"{"do":"draft"}"#, .badFrame),
        (#"{"do":"draft","text":7}"#, .badFrame),
    ]

    @Test(arguments: table)
    func `what is no frame is refused by its code`(text: String, code: Problem.Code) {
        let answer = Result { () throws(Problem) in try ReceivedFrame(Array(text.utf8)).meaning }
        guard case .failure(let problem) = answer else {
            Issue.record("read as \(answer)")
            return
        }
        #expect(problem.code == code)
        // And the answer is short and is JSON, whatever came
        #expect(problem.detail.utf8.count < 300)
        #expect(Page.object(ServerFrame.refused(id: nil, problem).bytes) != nil)
    }

    @Test(arguments: [
        [0xff], [0x7b, 0xff, 0x7d], [0x00], [0xfe, 0xff], [0xff, 0xfe, 0x7b, 0x00], [0xef, 0xbb, 0xbf], [0xc0, 0x80],
        [0xed, 0xa0, 0x80],
        [UInt8](repeating: 0x5b, count: 65_536), [UInt8](repeating: 0x22, count: 65_536),
        [UInt8](repeating: 0x5c, count: 65_536),
        [UInt8](repeating: 0x00, count: 65_536), [UInt8](repeating: 0x7b, count: 65_536),
        [UInt8](repeating: 0x31, count: 65_536),
    ])
    func `bytes that are no text are refused`(bytes: [UInt8]) {
        #expect(throws: Problem.self) { try ReceivedFrame(bytes).meaning }
        #expect(ClientFrame.id(in: bytes) == nil)
    }

    @Test func `a key given twice is one or the other, and the same each time`() throws {
        let bytes = Array(#"{"do":"open","do":"close","id":"a","id":"b"}"#.utf8)
        let first = Result { () throws(Problem) in try ReceivedFrame(bytes).meaning }
        for _ in 0..<20 { #expect(Result { () throws(Problem) in try ReceivedFrame(bytes).meaning } == first) }
        guard case .success(.command(let id, let command)) = first else { return }
        #expect(["a", "b"].contains(id) && [.open, .close].contains(command.kind))
        #expect(ClientFrame.id(in: bytes) == id)
    }

    @Test func `keys nobody knows are passed over`() throws {
        let bytes = Array(#"{"do":"open","id":"c","mood":{"a":[1,2,{"b":null}]},"is":"welcome"}"#.utf8)
        #expect(try ReceivedFrame(bytes).meaning == .command(id: "c", .open))
    }

    @Test(arguments: ["a", "A-Z_0.9", String(repeating: "x", count: 64)])
    func `an id of 1 to 64 plain characters is one`(id: String) throws {
        let bytes = Array(#"{"do":"open","id":"\#(id)"}"#.utf8)
        #expect(try ReceivedFrame(bytes).meaning == .command(id: id, .open))
    }

    @Test func `a frame wrong elsewhere is still answered under its id`() {
        #expect(ClientFrame.id(in: Array(#"{"do":"write","id":"c-1","text":7}"#.utf8)) == "c-1")
        #expect(ClientFrame.id(in: Array(#"{"do":7,"id":"c-1"}"#.utf8)) == "c-1")
        #expect(ClientFrame.id(in: Array(#"{"id":"c 1"}"#.utf8)) == nil)
        #expect(ClientFrame.id(in: Array(#"{"id":7}"#.utf8)) == nil)
        #expect(ClientFrame.id(in: Array("nothing".utf8)) == nil)
    }

    @Test func `the same content in another order is the same content, other content is not`() throws {
        func content(_ text: String) throws -> [UInt8] { try ReceivedFrame(Array(text.utf8)).content }
        let one = try content(#"{"do":"write","id":"c","text":"x","language":"cy"}"#)
        #expect(try content(#"{ "language" : "cy", "text":"\u0078", "id":"c", "do":"write", "more":1 }"#) == one)
        #expect(try content(#"{"do":"write","id":"c","text":"y","language":"cy"}"#) != one)
        #expect(try content(#"{"do":"write","id":"c","text":"x"}"#) != one)
        #expect(throws: Problem.self) { try content("[]") }
    }

    @Test func `numbers out of every range are taken as they are and refused by the rules`() throws {
        for number in ["-1", "0", "9223372036854775807", "-9223372036854775808"] {
            #expect(throws: Never.self) {
                try ReceivedFrame(Array(#"{"do":"item-take-up","id":"c","number":\#(number)}"#.utf8)).meaning
            }
            #expect(throws: Never.self) {
                try ReceivedFrame(Array(#"{"do":"retract","id":"c","line":\#(number)}"#.utf8)).meaning
            }
        }
    }
}
