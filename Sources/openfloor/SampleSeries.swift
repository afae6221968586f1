import Foundation
import HTTPTypes
import Proceedings
import Publishing
import Transport
import Wire

/// The series the demo plays: open policy meetings of invented people, after the shape of real ones. Three are held
/// already and were written down; the fourth is live.
struct SampleSeries {
    let caller: Caller
    let control: Address

    init(caller: Caller, folder: String) {
        self.caller = caller
        control = .unix(path: folder + "/control.sock")
    }

    static let slug = "sharing-data"
    static let live = "open-meeting-4"
    static let week: Int64 = 7 * 86_400_000  // milliseconds

    /// Founds the series and its meetings, prints the links, and holds the live one as its scribe and its organiser.
    func play(speed: Double) async throws {
        let series: Founded = try await make(
            "/api/v1/series", SeriesWish(slug: Self.slug, visibility: "listed", series: Self.series))
        for (place, meeting) in Self.past.enumerated() { try await hold(meeting, as: place + 1) }
        let founded = try await schedule()
        try await furnish()
        try await greet(series, founded)
        try await perform(as: try secret(of: "scribe", in: founded).secret, speed: speed)
        Terminal.say("The meeting is closed. Its record: \(founded.address)/record")
    }

    private func greet(_ series: Founded, _ founded: Founded) async throws {
        Terminal.say(
            """

            Series       \(series.address)
            Attendee     \(founded.address)
            Groups       \(founded.address)/breakouts
            Screen       \(founded.address)/screen
            Scribe       \(try secret(of: "scribe", in: founded).link)
            Facilitator  \(try secret(of: "facilitator", in: founded).link)
            Voice        \(try secret(of: "voice", in: founded).link)
            Organiser    \(try secret(of: "organiser", in: founded).link)
            Series’ own  \(try secret(of: "organiser", in: series).link)
            Link person  \(try await linkPerson())

            The fourth meeting plays itself. Type along as scribe, or stop with Ctrl-C.
            """)
    }

    /// Holds the live meeting, from its opening to its close.
    ///
    /// - Parameters:
    ///   - secret: Of its scribe.
    ///   - speed: 1 is the pace of a quick typist.
    private func perform(as secret: String, speed: Double) async throws {
        func type(_ lines: [String], named name: String) async throws {
            let script = Script(typed: lines, named: name)
            _ = try await Rehearsal(
                caller: caller, address: control, slug: Self.live, secret: secret, script: script, speed: speed
            ).play()
        }
        try await order(Order(do: "open"))
        try await order(Order(do: "voice-name", name: "Huw Prosser"))
        for group in Self.groups {
            try await order(
                Order(do: "breakout-form", name: group.name, strand: group.strand, setting: group.setting))
        }
        try await type(Self.lines, named: "sample")
        try await report(speed)
        for (place, group) in Self.groups.enumerated() {
            try await order(Order(do: "breakout-call", number: place + 1))
            try await type(group.heard, named: "group-\(place + 1)")
        }
        try await type(Self.themes, named: "themes")
        try await order(Order(do: "poll-open", text: Self.asked.question, options: Self.asked.options))
        try await type(Self.ending, named: "ending")
        try await order(Order(do: "poll-count", number: 1, counts: [21, 9, 6]))
        try await order(Order(do: "poll-close", number: 1))
        try await propose()
        try await Task.sleep(for: .seconds(20 / speed))
        try await order(Order(do: "close", really: true))
    }

    /// The groups write at the same time, a line of each in turn, and sign off.
    private func report(_ speed: Double) async throws {
        for line in 0..<(Self.groups.map(\.report.count).max() ?? 0) {
            for (place, group) in Self.groups.enumerated() where group.report.indices.contains(line) {
                let (prompt, text) = group.report[line]
                try await Task.sleep(for: .seconds(3 / speed))
                try await order(Order(do: "breakout-report", text: text, number: place + 1, prompt: prompt))
            }
        }
        for number in 1...Self.groups.count { try await order(Order(do: "breakout-sign-off", number: number)) }
    }

    // MARK: The series

    /// Reads a meeting's note into a record, enters it on the schedule, and brings to the board what came of it.
    private func hold(_ past: Past, as number: Int) async throws {
        let begins = Self.tenOClock(weeks: -past.weeksAgo)
        let day = Date(timeIntervalSince1970: Double(begins) / 1000)
        let title = "\(Self.series.title): \(past.title.lowercased())"
        let words = day.formatted(.dateTime.day().month(.wide).year().locale(Locale(identifier: "en_GB")))
        let bytes = [UInt8]("\(title)\n\n\(words)\n\n\(past.note)\n".utf8)
        let note = try Importer.read(bytes, name: nil)
        let slug = "open-meeting-\(number)"
        _ = try await ask("/api/v1/imports?slug=\(slug)&visibility=listed", bytes)
        try await say(
            SeriesOrder(
                do: "meeting-schedule", title: past.title, startsAt: begins, minutes: 240, place: past.place,
                setting: "mixed", standing: "confirmed"))
        try await say(SeriesOrder(do: "meeting-hold", number: number, slug: slug))
        for point in past.points {
            if let reopened = point.reopened {
                try await say(
                    SeriesOrder(
                        do: "point-reopen", number: point.number, meeting: number, name: reopened.name,
                        reason: reopened.reason))
            }
            try await enter(point, from: number, line: try Self.position(of: point.line, in: note))
        }
        for review in past.reviews {
            try await say(
                SeriesOrder(
                    do: "action-review", meeting: number, line: try Self.position(of: review.line, in: note),
                    state: review.state, outcome: review.outcome))
        }
        for (line, answer) in past.answers {
            try await say(
                SeriesOrder(
                    do: "feedback-answer", meeting: number, line: try Self.position(of: line, in: note), text: answer))
        }
        try await publish(past, as: slug, from: note)
    }

    /// Proposes a point and confirms it, as the facilitator does at the close.
    private func enter(_ point: Entered, from meeting: Int, line: Int) async throws {
        struct Accepted: Decodable { let entries: [Int] }
        let answer = try await say(
            SeriesOrder(
                do: "point-propose", number: point.number, meeting: meeting, line: line, standing: point.standing,
                strand: point.strand, text: point.text, options: point.options, evidence: point.evidence,
                nextQuestion: point.nextQuestion))
        let proposal = try JSONDecoder().decode(Accepted.self, from: Data(answer)).entries.first
        try await say(SeriesOrder(do: "point-confirm", proposal: proposal))
    }

    /// The live meeting, the next one, which was moved, and one that was called off.
    private func schedule() async throws -> Founded {
        var plan = Self.plan
        plan.startsAt = House.now().milliseconds
        let founded: Founded = try await make(
            "/api/v1/meetings", Wish(slug: Self.live, visibility: "listed", meeting: plan))
        func enter(
            _ title: String, at startsAt: Int64, _ place: String, standing: String, number: Int? = nil
        ) async throws {
            try await say(
                SeriesOrder(
                    do: "meeting-schedule", title: title, number: number, startsAt: startsAt, minutes: 240,
                    place: place, setting: "mixed", standing: standing))
        }
        try await enter(
            "Fourth open meeting", at: House.now().milliseconds, "Town Hall, Cardiff", standing: "confirmed")
        try await say(SeriesOrder(do: "meeting-hold", number: 4, slug: founded.slug))
        let fifth = "Fifth open meeting: deep dive on pilots"
        try await enter(fifth, at: Self.tenOClock(weeks: 5), "Library of Birmingham", standing: "provisional")
        try await enter(
            fifth, at: Self.tenOClock(weeks: 6), "Library of Birmingham", standing: "confirmed", number: 5)
        try await enter("Evening for councils", at: Self.tenOClock(weeks: 3), "Online", standing: "provisional")
        try await enter(
            "Evening for councils", at: Self.tenOClock(weeks: 3), "Online", standing: "cancelled", number: 6)
        return founded
    }

    /// What the live meeting has for the board; one waits for the facilitator.
    private func propose() async throws {
        struct Answer: Decodable {
            struct Line: Decodable {
                let kind: String
                let position: Int
            }
            let lines: [Line]
        }
        let lines: Answer = try JSONDecoder().decode(
            Answer.self, from: Data(try await ask(.get, "/api/v1/meetings/\(Self.live)/lines?limit=100")))
        let strand = Self.series.strands[2].name
        let line = lines.lines.last { $0.kind == "report" }?.position
        try await say(
            SeriesOrder(
                do: "point-propose", meeting: 4, line: line, standing: "open", strand: strand,
                text: "Who hears people who have been refused a service.", nextQuestion: "Is there anybody today?"))
    }

    /// 10:00 UTC of a day some weeks from today.
    private static func tenOClock(weeks: Int64) -> Int64 {
        let today = House.now().milliseconds / 86_400_000 * 86_400_000
        return today + weeks * week + 10 * 3_600_000
    }

    /// Where a line will stand in the record: the plan comes first.
    static func position(of opening: String, in note: ImportedNote) throws -> Int {
        guard let place = note.lines.firstIndex(where: { $0.body.words?.plain.hasPrefix(opening) ?? false }) else {
            throw Office.Refused(words: "no line of the sample begins “\(opening)”")
        }
        return place + 2
    }
}
