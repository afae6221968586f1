import Foundation
import Procedure
import Proceedings
import Testing
import Wire

@Suite struct `Frames of a series` {
    private static func frame(_ text: String) throws(Problem) -> SeriesFrame { try SeriesFrame(Array(text.utf8)) }

    private static func command(_ text: String) throws(Problem) -> SeriesCommand { try frame(text).command() }

    @Test func `the page shows each frame once, in the order of the code`() {
        #expect(
            Page.seriesFrames.compactMap { $0.word("do") } == SeriesCommand.Kind.allCases.map(\.rawValue))
        #expect(SeriesFrames.asked.map(\.kind) == SeriesCommand.Kind.allCases)
        #expect(
            Set(SeriesCommand.Kind.allCases.map(\.rawValue)).isDisjoint(with: Command.Kind.allCases.map(\.rawValue)))
    }

    @Test(arguments: zip(Page.seriesFrames, SeriesFrames.asked))
    func `a frame on the page is read as it is meant`(frame: Page.Frame, meaning: SeriesCommand) throws {
        let read = try SeriesFrame(frame.bytes)
        #expect(read.kind == meaning.kind)
        #expect(read.id == frame.word("id"))
        #expect(try read.command(votes: SeriesFrames.votes, record: SeriesFrames.held) == meaning)
    }

    @Test(arguments: SeriesCommand.Kind.allCases)
    func `who may say a frame is on the page and in the document`(kind: SeriesCommand.Kind) throws {
        let row = try #require(Page.table("Series").first { $0.first == kind.rawValue })
        #expect(Set(row[3].components(separatedBy: ", ")) == Set(kind.permitted.map(\.rawValue)))
        let roles = try #require(Page.roles(of: kind.rawValue, in: Page.openAPI))
        #expect(Set(roles) == Set(kind.permitted.map(\.rawValue)))
    }

    @Test(arguments: zip(Page.seriesFrames, SeriesFrames.asked))
    func `a frame without what it needs is refused, and says what is missing`(
        frame: Page.Frame, meaning: SeriesCommand
    ) throws {
        // Given what the page says the frame needs; whether an address is a file instead is for the rules to say, and
        // so is a missing line; a slug is looked up by the relay
        let row = try #require(Page.table("Series").first { $0.first == meaning.kind.rawValue })
        let needs = row[1].components(separatedBy: "`, `").filter { !["address", "line", "slug"].contains($0) }
        let whole = try #require(Page.object(frame.bytes) as? [String: Any])
        for key in needs {
            // When that key is left out
            var less = whole
            less[key] = nil
            let bytes = try [UInt8](JSONSerialization.data(withJSONObject: less))
            // Then it is refused by its name
            let answer = Result { () throws(Problem) in
                try SeriesFrame(bytes).command(votes: SeriesFrames.votes, record: SeriesFrames.held)
            }
            guard case .failure(let problem) = answer else {
                Issue.record("\(meaning.kind.rawValue) without \(key) is read as \(answer)")
                continue
            }
            #expect(problem.code == .badFrame && problem.detail.contains("“\(key)”"), "\(meaning.kind.rawValue) \(key)")
        }
    }

    @Test func `what may be left out is then as if it were never said`() throws {
        #expect(try Self.command(#"{"do":"series-plan","id":"s","title":"T"}"#) == .plan(Series(title: "T")))
        #expect(
            try Self.command(#"{"do":"meeting-schedule","id":"s","title":"T"}"#)
                == .schedule(nil, ScheduledMeeting(title: "T", standing: .provisional)))
        #expect(
            try Self.command(#"{"do":"point-propose","id":"s","number":3,"strand":"S","standing":"open","text":"x"}"#)
                == .propose(3, Point.Wording(strand: "S", standing: .open, text: "x"), from: nil))
        #expect(
            try Self.command(#"{"do":"point-confirm","id":"s","proposal":7}"#)
                == .confirm(Position(7), by: .facilitator))
        #expect(
            try Self.command(#"{"do":"point-reopen","id":"s","number":1,"name":"N","reason":"R","meeting":2}"#)
                == .reopen(1, by: "N", reason: "R", at: Series.Source(meeting: 2)))
        #expect(
            try Self.command(#"{"do":"comment-publish","id":"s","number":1}"#) == .publishComment(1, words: nil))
    }

    @Test func `a show of hands confirms only where it has been counted`() throws {
        // Given a frame that names one, of no meeting
        let frame = try Self.frame(#"{"do":"point-confirm","id":"s","proposal":7,"poll":1}"#)
        #expect(frame.poll == 1 && frame.source == nil)
        // And a frame of another kind with the same key, which means nothing there
        #expect(try Self.frame(#"{"do":"paper-drop","id":"s","number":7,"poll":1}"#).poll == nil)
    }

    @Test(
        arguments: [
            ("", .badFrame), ("null", .badFrame), ("[]", .badFrame), ("{}", .badFrame), ("{", .badFrame),
            (#"{"do":7,"id":"s"}"#, .badFrame), (#"{"id":"s"}"#, .badFrame), (#"{"do":"","id":"s"}"#, .unknownFrame),
            (#"{"do":"open","id":"s"}"#, .unknownFrame), (#"{"do":"Series-plan","id":"s"}"#, .unknownFrame),
            ("{\"do\":\"\(String(repeating: "x", count: 60_000))\",\"id\":\"s\"}", .unknownFrame),
            (#"{"do":"paper-drop"}"#, .badID), (#"{"do":"paper-drop","id":""}"#, .badID),
            (#"{"do":"paper-drop","id":"a b"}"#, .badID), (#"{"do":"paper-drop","id":"s\u0000"}"#, .badID),
            ("{\"do\":\"paper-drop\",\"id\":\"\(String(repeating: "x", count: 65))\"}", .badID),
            (#"{"do":"paper-drop","id":17}"#, .badFrame), (#"{"do":"paper-drop","id":"s","number":"1"}"#, .badFrame),
            (#"{"do":"paper-drop","id":"s","number":1.5}"#, .badFrame),
            (#"{"do":"paper-drop","id":"s","number":1e999}"#, .badFrame),
            (#"{"do":"paper-drop","id":"s","number":99999999999999999999}"#, .badFrame),
            (#"{"do":"series-plan","id":"s","title":["T"]}"#, .badFrame),
            (#"{"do":"series-plan","id":"s","title":"T","language":"!"}"#, .badValue),
            (#"{"do":"series-plan","id":"s","title":"T","strands":[{}]}"#, .badFrame),
            (#"{"do":"series-plan","id":"s","title":"T","strands":["S"]}"#, .badFrame),
            (#"{"do":"series-plan","id":"s","title":"T","targets":[{"sector":"lords","share":1}]}"#, .badValue),
            (#"{"do":"meeting-schedule","id":"s","title":"T","standing":"maybe"}"#, .badValue),
            (#"{"do":"meeting-schedule","id":"s","title":"T","setting":"moon"}"#, .badValue),
            (#"{"do":"meeting-schedule","id":"s","title":"T","startsAt":1e30}"#, .badFrame),
            (#"{"do":"meeting-hold","id":"s","number":1,"slug":"x"}"#, .badFrame),
            (#"{"do":"point-propose","id":"s","strand":"S","standing":"agreed","text":"x"}"#, .badValue),
            (#"{"do":"point-propose","id":"s","strand":"S","standing":"open","text":"x","options":"a"}"#, .badFrame),
            (#"{"do":"action-review","id":"s","meeting":1,"line":1,"state":"lost","outcome":"x"}"#, .badValue),
            (#"{"do":"paper-add","id":"s","meeting":1,"title":"T","items":[null]}"#, .badFrame),
            (#"{"do":"word-ask","id":"s","term":"\ud800"}"#, .badFrame),
        ] as [(String, Problem.Code)])
    func `what is no frame is refused by its code`(text: String, code: Problem.Code) {
        let answer = Result { () throws(Problem) in try Self.command(text) }
        guard case .failure(let problem) = answer else {
            Issue.record("read as \(answer)")
            return
        }
        #expect(problem.code == code)
        // And the answer is short, whatever came
        #expect(problem.detail.utf8.count < 300)
    }

    @Test func `numbers out of any range are read and trap nothing`() throws {
        for number in [Int.min, -1, 0, Int.max] {
            #expect(
                try Self.command(#"{"do":"point-confirm","id":"s","proposal":\#(number)}"#)
                    == .confirm(Position(number), by: .facilitator))
            #expect(
                try Self.frame(#"{"do":"paper-drop","id":"s","meeting":\#(number),"line":\#(number)}"#).source
                    == Series.Source(meeting: number, line: Position(number)))
        }
    }

    @Test(arguments: Page.seriesFrames)
    func `the same content in another order is the same content, other content is not`(frame: Page.Frame) throws {
        // Given the frame with its keys turned about, and a key nobody knows
        let whole = try #require(Page.object(frame.bytes) as? [String: Any])
        let turned = try whole.keys.sorted(by: >).map { key in
            let value = try JSONSerialization.data(withJSONObject: whole[key] as Any, options: .fragmentsAllowed)
            return "\"\(key)\" : \(String(decoding: value, as: UTF8.self))"
        }
        let other = "{ " + turned.joined(separator: ", ") + ", \"mood\" : [1] }"
        // Then it says the same
        let content = try SeriesFrame(frame.bytes).content
        #expect(try Self.frame(other).content == content)
        // And each key that is left out makes it another
        for key in whole.keys where !["do", "id"].contains(key) {
            var less = whole
            less[key] = nil
            let bytes = try [UInt8](JSONSerialization.data(withJSONObject: less))
            #expect(try SeriesFrame(bytes).content != content, "\(key)")
        }
    }

    @Test func `a plan made by the house is the plan a client would send`() throws {
        guard case .plan(let series) = SeriesFrames.asked[0] else {
            Issue.record("no plan")
            return
        }
        #expect(try SeriesPlan(series).series() == series)
    }
}
