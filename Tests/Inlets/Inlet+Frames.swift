import Procedure
import Proceedings
import Wire

extension Inlet {
    /// What clients say in JSON.
    static let frames = [
        Inlet("frame") { bytes in
            let id = ClientFrame.id(in: bytes)
            guard
                let frame = try unlessRefused({ () throws(Problem) in
                    try brief { () throws(Problem) in try ReceivedFrame(bytes) }
                })
            else { return false }
            if case .command(let own, _) = frame.meaning {
                try promise(own == id, "a frame that is taken is answered under its id")
            }
            try promise(try ReceivedFrame(bytes).content == frame.content, "the same bytes have the same content")
            let again = try ReceivedFrame(frame.content)
            try promise(again.meaning == frame.meaning, "its content means the same")
            try promise(again.content == frame.content, "its content has itself as content")
            return true
        },
        Inlet("series-frame") { bytes in
            guard
                let frame = try unlessRefused({ () throws(Problem) in
                    try brief { () throws(Problem) in try SeriesFrame(bytes) }
                }),
                let command = try unlessRefused({ () throws(Problem) in
                    try brief { () throws(Problem) in try frame.command(record: RecordID("r")) }
                })
            else { return false }
            let again = try SeriesFrame(frame.content)
            try promise(again.content == frame.content && again.id == frame.id, "its content has itself as content")
            try promise(try again.command(record: RecordID("r")) == command, "its content means the same")
            try promise(command.kind == frame.kind, "it asks for what it names")
            return true
        },
        Inlet("plan") { bytes in
            guard let plan = try unlessRefused({ () throws(Problem) in try JSON.read(Plan.self, bytes) }),
                let meeting = try unlessRefused({ () throws(Problem) in try plan.meeting() }),
                let breakouts = try unlessRefused({ () throws(Problem) in try plan.formedBreakouts() })
            else { return false }
            let again = try JSON.read(Plan.self, JSON.bytes(plan))
            try promise(try again.meeting() == meeting, "a plan written and read again is the same meeting")
            try promise(try again.formedBreakouts() == breakouts, "and has the same groups")
            try promise(again.namedSpeakers() == plan.namedSpeakers(), "and the same speakers")
            let own = Plan(
                meeting, speakers: plan.namedSpeakers(), breakouts: breakouts, watched: plan.watchedWords ?? [])
            try promise(try own.meeting() == meeting, "a meeting planned by the house is the same meeting")
            return true
        },
    ]

    /// Whatever came, the answer is short.
    private static func brief<Value>(_ decode: () throws(Problem) -> Value) throws(Problem) -> Value {
        do throws(Problem) { return try decode() } catch {
            precondition(error.detail.utf8.count < 400, "a refusal is short: \(error.detail)")
            throw error
        }
    }
}
