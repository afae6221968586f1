import Foundation
import Proceedings
import TestSupport
import Testing

@Suite struct `Lines as JSON` {
    /// Recorded for ever: lines may be added to this file, never changed or removed.
    private static let recorded: [String] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/lines-v1.jsonl")
        return (FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) } ?? "")
            .split(separator: "\n").map(String.init)
    }()

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func line(_ text: String) throws -> Line {
        try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    }

    @Test(arguments: recorded)
    func `what was recorded once is read for ever, and written the same`(text: String) throws {
        #expect(try Self.encoded(Self.line(text)) == text)
    }

    @Test func `every kind of line has been recorded once`() throws {
        let kinds = try Self.recorded.map { try Self.line($0).kind }
        #expect(Set(kinds) == Set(Line.Kind.allCases))
        #expect(kinds.count == 129)
    }

    @Test func `the words of headers, frames and style sheets stay what they are`() {
        #expect(
            Line.Kind.allCases.map(\.rawValue) == [
                "planned", "opened", "paused", "resumed", "closed", "attribution-changed", "speaker-added",
                "item-added", "item-changed",
                "item-dropped", "item-taken-up", "item-closed", "topic", "speech", "summary", "scene", "decision",
                "disagreement", "action", "report", "feedback",
                "key-moment", "correction", "retraction", "erasure", "restored", "circulated", "finalised",
                "suggestion-received",
                "suggestion-declined", "question-received", "question-amended",
                "question-published", "question-declined", "question-merged", "question-split",
                "question-unpublished", "question-withdrawn", "question-moved", "question-answered",
                "question-taken-away", "question-carried", "questions-paused", "questions-resumed",
                "moderation-changed", "participant-barred", "participant-unbarred", "words-watched", "turn-asked",
                "turn-queued", "turn-left", "turn-postponed", "turn-called",
                "turn-ended", "list-closed", "list-reopened", "turn-time-set", "budget-set", "poll-opened",
                "poll-counted",
                "poll-closed", "poll-named", "breakout-formed", "breakout-signed-off", "breakout-reopened",
                "breakout-called", "breakout-missing", "theme-gathered", "theme-released", "announced",
                "announcement-ended", "screen-turned",
                "voice-named",
                "followed", "series-planned", "meeting-scheduled", "point-proposed", "point-confirmed",
                "point-declined", "point-reopened", "action-reviewed", "feedback-answered", "paper-added",
                "paper-dropped", "comment-received", "comment-published", "comment-declined", "word-asked",
                "word-explained", "word-dropped", "invitee-suggested",
            ])
        #expect(
            Role.allCases.map(\.rawValue) == [
                "attendee", "screen", "scribe", "rapporteur", "facilitator", "voice", "organiser", "link-person",
                "site-organiser",
            ])
        #expect(Attribution.allCases.map(\.rawValue) == ["named", "role", "organisation", "none"])
        #expect(
            [Audience.everyone, .staff, .breakout(3)].map(\.rawValue) == ["everyone", "staff", "breakout-3"])
        #expect(Breakout.Hearing.allCases.map(\.rawValue) == ["as-written", "signed-off", "called"])
        #expect(Meeting.Phase.allCases.map(\.rawValue) == ["planned", "open", "paused", "closed"])
        #expect(Meeting.Visibility.allCases.map(\.rawValue) == ["listed", "unlisted", "invited"])
        #expect(Moderation.allCases.map(\.rawValue) == ["before", "none"])
        #expect(Question.Place.allCases.map(\.rawValue) == ["waiting", "next", "on-now"])
        #expect(
            Sector.allCases.map(\.rawValue) == [
                "public-sector", "private-sector", "civil-society", "academia", "media", "individual", "other",
            ])
        #expect(
            Display.allCases.map(\.rawValue) == ["auto", "notes", "questions", "speakers", "join", "blank"])
        #expect(AgendaItem.Purpose.allCases.map(\.rawValue) == ["inform", "discuss", "decide"])
        #expect(Point.Standing.allCases.map(\.rawValue) == ["settled", "disputed", "open"])
        #expect(
            ScheduledMeeting.Standing.allCases.map(\.rawValue) == ["provisional", "confirmed", "cancelled"])
        #expect(ActionReview.State.allCases.map(\.rawValue) == ["done", "ongoing", "dropped"])
        #expect(Paper.Kind.allCases.map(\.rawValue) == ["pdf", "odt", "md", "txt"])
    }

    @Test func `keys of a later release are passed over`() throws {
        let line = try Self.line(#"{"kind":"scene","text":["Lunch"],"mood":"good","speaker":7,"of":"x"}"#)
        #expect(line == Line(.scene("Lunch")))
    }

    @Test(arguments: [
        "", "null", "[]", "7", "{}", #"{"kind":"sung","text":["x"]}"#, #"{"kind":"speech"}"#,
        #"{"kind":"speech","text":"x"}"#,
        #"{"kind":"topic","text":["x"]}"#, #"{"kind":"topic","text":["x"],"level":1.5}"#, #"{"kind":"retraction"}"#,
        #"{"kind":"retraction","of":"1"}"#, #"{"kind":"item-closed","number":1e99}"#,
        #"{"kind":"item-added","item":{}}"#,
        #"{"kind":"scene","text":["x"],"language":"!"}"#, #"{"kind":"scene","text":["x"],"by":"king"}"#,
        #"{"kind":"scene","text":["x"],"audience":"nobody"}"#, #"{"kind":"planned","meeting":{"title":"x"}}"#,
        #"{"kind":"attribution-changed","attribution":"all"}"#, #"{"kind":"scene","text":[null]}"#,
        #"{"kind":"scene","text":[{}]}"#,
        #"{"kind":"scene","text":[["x"]]}"#, #"{"kind":"scene","text":[7]}"#,
        #"{"kind":"scene","text":[{"strong":"x"}]}"#,
        #"{"kind":"scene","text":[{"break":false}]}"#, #"{"kind":"scene","text":[{"link":["x"]}]}"#,
        #"{"kind":"scene","text":[{"link":["x"],"to":"javascript:alert(1)"}]}"#,
        #"{"kind":"scene","text":[{"link":["x"],"to":"//x"}]}"#,
        #"{"kind":"scene","text":[{"link":["x"],"to":"https://x\" onclick=\"y"}]}"#,
        #"{"kind":"scene","text":[{"link":["x"],"to":" https://x"}]}"#,
        #"{"kind":"scene","text":[{"link":["x"],"to":"https://x\u0000"}]}"#,
        #"{"kind":"participant-barred"}"#, #"{"kind":"words-watched"}"#, #"{"kind":"words-watched","words":"x"}"#,
        #"{"kind":"question-received","number":1,"question":{"words":"x"},"asker":"a","noticed":{"name":"king"}}"#,
        #"{"kind":"series-planned"}"#, #"{"kind":"series-planned","series":{"title":"x"}}"#,
        #"{"kind":"meeting-scheduled","number":1,"scheduled":{"title":"x","standing":"maybe"}}"#,
        #"{"kind":"meeting-scheduled","scheduled":{"title":"x","standing":"confirmed"}}"#,
        #"{"kind":"point-proposed","number":1,"point":{"strand":"x","text":"x","options":[]}}"#,
        #"{"kind":"point-confirmed"}"#, #"{"kind":"point-confirmed","of":1,"hands":{"meeting":1,"poll":1}}"#,
        #"{"kind":"point-declined","of":1}"#, #"{"kind":"point-reopened","number":1,"reason":"x"}"#,
        #"{"kind":"action-reviewed","source":{"meeting":1},"review":{"state":"lost","outcome":"x"}}"#,
        #"{"kind":"feedback-answered","source":{"line":1},"answer":"x"}"#,
        #"{"kind":"paper-added","number":1,"paper":{"meeting":1,"title":"x"}}"#,
        #"{"kind":"comment-received","number":1,"comment":{"text":"x"}}"#,
        #"{"kind":"word-explained","number":1,"explanation":{"term":"x"}}"#, #"{"kind":"invitee-suggested"}"#,
    ])
    func `what is no line is refused, whatever it is instead`(text: String) {
        #expect(throws: (any Error).self) { try Self.line(text) }
    }

    @Test(arguments: [10, 100, 1000, 10_000])
    func `marks nested however deep are read or refused, and never trap`(depth: Int) {
        for (open, close) in [(#"{"strong":["#, "]}"), (#"{"link":["#, #"],"to":"https://x"}"#), ("[", "]")] {
            let text =
                #"{"kind":"scene","text":["# + String(repeating: open, count: depth) + #""x""#
                + String(repeating: close, count: depth) + "]}"
            _ = Result { try Self.line(text) }
        }
    }

    @Test(arguments: [
        ("en", true), ("cy", true), ("zh-Hans", true), ("de-CH-1996", true), ("", false), ("e", false), ("engl", false),
        ("en-", false),
        ("-en", false), ("en--gb", false), ("en_GB", false), ("e1", false), ("en-toolongtag", false), ("en-a", false),
        ("en-aa-bb-cc-dd", false),
        ("éé", false), ("en\u{0}", false), ("en-GB\"", false),
    ])
    func `a language tag has the shape of one`(tag: String, isOne: Bool) {
        #expect((Language(tag) != nil) == isOne)
    }

    @Test(arguments: [
        ("https://x", true), ("HTTP://x", true), ("mailto:a@b", true), ("https://", false), ("mailto:", false),
        ("javascript:x", false),
        ("data:x", false), ("//x", false), ("x", false), ("", false), ("https://a b", false), ("https://a\"", false),
        ("https://a<b", false),
        ("https://a\\b", false), ("https://a\u{1}", false), ("https://a\u{7f}", false), ("https://a\nb", false),
        (" https://a", false),
    ])
    func `an address is one that cannot become a script or end an attribute`(words: String, isOne: Bool) {
        #expect(InlineText.isAddress(words) == isOne)
    }

    @Test func `what readers see of a text is its words`() {
        let text = InlineText([
            .text("a "), .strong([.emphasis([.text("b")])]), .lineBreak, .link([.text("c")], address: "https://x"),
        ])
        #expect(text.plain == "a b\nc")
        #expect(
            InlineText(plain: "").isEmpty && InlineText([.strong([.text(" ")]), .lineBreak]).isEmpty && !text.isEmpty)
    }
}
