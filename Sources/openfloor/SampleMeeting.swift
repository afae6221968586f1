import Foundation
import HTTPTypes
import Proceedings
import Transport
import Wire

/// The meeting the demo plays: an open policy meeting of invented people, after the shape of a real one.
struct SampleMeeting {
    let caller: Caller
    let control: Address

    init(caller: Caller, folder: String) {
        self.caller = caller
        control = .unix(path: folder + "/control.sock")
    }

    private static let threeWeeks: Int64 = 21 * 86_400_000  // milliseconds

    /// Founds the meetings, prints the links, types the script as its scribe, and closes.
    func play(speed: Double) async throws {
        let founded = try await found(Self.live, slug: "open-meeting-4")
        var next = Self.next
        next.startsAt = House.now().advanced(byMilliseconds: Self.threeWeeks).milliseconds
        _ = try await found(next, slug: "open-meeting-5")
        let (secret, link) = try secret(of: "scribe", in: founded)
        Terminal.say(
            """

            Attendee     \(founded.address)
            Groups       \(founded.address)/breakouts
            Screen       \(founded.address)/screen
            Scribe       \(link)
            Facilitator  \(try self.secret(of: "facilitator", in: founded).link)
            Voice        \(try self.secret(of: "voice", in: founded).link)
            Organiser    \(try self.secret(of: "organiser", in: founded).link)

            The meeting plays itself. Type along as scribe, or stop with Ctrl-C.
            """)
        func type(_ lines: [String], named name: String) async throws {
            let script = Script(typed: lines, named: name)
            _ = try await Rehearsal(
                caller: caller, address: control, slug: founded.slug, secret: secret, script: script, speed: speed
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
        try await Task.sleep(for: .seconds(20 / speed))
        try await order(Order(do: "close", really: true))
        Terminal.say("The meeting is closed. Its record: \(founded.address)/record")
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

    private func found(_ plan: Wish.Plan, slug: String) async throws -> Founded {
        let wish = Wish(slug: slug, visibility: "listed", meeting: plan)
        let body = try await ask("/api/v1/meetings", [UInt8](try JSONEncoder().encode(wish)))
        return try JSONDecoder().decode(Founded.self, from: Data(body))
    }

    private func order(_ order: Order) async throws {
        let body = [UInt8](try JSONEncoder().encode(order))
        _ = try await ask("/api/v1/meetings/open-meeting-4/commands?as=organiser", body)
    }

    private func ask(_ path: String, _ body: [UInt8]) async throws -> [UInt8] {
        let response = try await caller.send(.post, path, body: body, to: control)
        guard response.status.kind == .successful else { throw Office.Refused(response.body) }
        return response.body
    }

    private func secret(of role: String, in founded: Founded) throws -> (secret: String, link: String) {
        guard let link = founded.links[role], let secret = link.split(separator: "/").last else {
            throw Office.Refused(words: "no link for the \(role) was made")
        }
        return (String(secret), link)
    }
}
