import Proceedings
import Recorder
import TestSupport
import Testing
import Wire

@testable import Relay

extension Submission {
    /// A frame as a client sends it, without its braces: `"do":"open","id":"c-1"`.
    static func saying(_ frame: String, by author: Participant = .scribe) throws -> Submission {
        let bytes = Array("{\(frame)}".utf8)
        return try Submission(try ReceivedFrame(bytes), from: author)
    }

    static func writing(_ text: String, id: String = "c-1", by author: Participant = .scribe) throws -> Submission {
        try saying(#""do":"write","id":"\#(id)","text":"\#(text)""#, by: author)
    }
}

extension Outcome {
    /// `4,5` where accepted; else the code.
    var word: String {
        switch self {
        case .accepted(_, let positions): positions.map { "\($0.number)" }.joined(separator: ",")
        case .refused(_, let problem): problem.code.rawValue
        }
    }
}

extension Floor {
    /// A meeting with these lines, a second apart.
    static func holding(
        _ bodies: Line.Body..., attribution: Attribution = .named, receipts: [RecordStore.Receipt] = []
    ) -> Floor {
        let plan = Line.Body.planned(Meeting(title: "Third open meeting", attribution: attribution))
        let entries = ([plan] + bodies).enumerated().map { place, body in
            Entry(
                Position(place + 1), at: Instant(milliseconds: Int64(place) * 1000),
                Line(body, by: .scribe, audience: Self.audience(of: body, under: attribution)))
        }
        return Floor(entries, receipts: receipts, epoch: 1)
    }

    private static func audience(of body: Line.Body, under policy: Attribution) -> Audience {
        if case .speakerAdded = body, policy != .named { .staff } else { .everyone }
    }

    /// The words of every entry readers are given, `-` where there are none.
    var words: [String] {
        entries.map { entry in
            if case .correction(_, let words, _) = entry.line?.body {
                words.plain
            } else {
                entry.line?.body.words?.plain ?? "-"
            }
        }
    }
}
