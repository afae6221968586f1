import ArgumentParser
import Foundation
import HTTPTypes

/// `openfloor meeting create|list|open|close|circulate|finalise|move`.
struct MeetingCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Creates, lists, opens, closes and moves meetings, and says how final a record is.",
        subcommands: [Create.self, List.self, Open.self, Close.self, Circulate.self, Finalise.self, Move.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Creates a meeting and prints its links, once.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its title.") var title: String
        @Option(help: "Its address, such as data-sharing-3; made from the title by itself.") var slug: String?
        @Option(help: "listed, unlisted or invited.") var visibility: String?
        @Option(help: "Why people meet.") var objective: String?
        @Option(help: "What should exist at the end.") var output: String?
        @Option(help: "named, role, organisation or none.") var attribution: String?
        @Option(help: "How far the record says who was there: named, role, organisation or none.") var attendance:
            String?
        @Option(help: "before: a facilitator publishes each question; none: as they come.") var moderation: String?
        @Option(help: "A word or phrase that makes a question wait for a facilitator; repeat for more.")
        var watch: [String] = []
        @Option(help: "A meeting held before, from which the rest is taken.") var like: String?
        @Option(help: "An agenda item; repeat for more.") var item: [String] = []
        @Option(help: "A speaker as “Name, alias, alias”; repeat for more.") var speaker: [String] = []

        func run() async throws {
            let wish = Wish(
                slug: slug, visibility: visibility, like: like,
                meeting: Wish.Plan(
                    title: title, objective: objective, intendedOutput: output, attribution: attribution,
                    attendance: attendance,
                    moderation: moderation, watchedWords: watch.isEmpty ? nil : watch,
                    agenda: item.isEmpty ? nil : item.map { Wish.Item(title: $0) },
                    speakers: speaker.isEmpty ? nil : speaker.map(Wish.Speaker.init)))
            let body = [UInt8](try JSONEncoder().encode(wish))
            try await Office.open(folder, makesFolder: true) { office in
                let answer = try await office.ask(.post, "/api/v1/meetings", body)
                if folder.json { return Terminal.say(answer) }
                let founded = try JSONDecoder().decode(Founded.self, from: Data(answer))
                if let slug, slug != founded.slug {
                    Terminal.say("The address \(slug) was taken; this meeting is at \(founded.slug).")
                }
                Terminal.say("attendees    \(founded.address)")
                Terminal.say("screen       \(founded.address)/screen")
                founded.sayLinks()
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists every meeting of the folder.")

        @OptionGroup var folder: Folder

        func run() async throws {
            struct Answer: Decodable {
                let meetings: [Listed]
            }
            struct Listed: Decodable { let slug, title, phase, visibility, address: String }
            try await Office.open(folder) { office in
                let answer = try await office.ask(.get, "/api/v1/meetings")
                if folder.json { return Terminal.say(answer) }
                for meeting in try JSONDecoder().decode(Answer.self, from: Data(answer)).meetings {
                    Terminal.say("\(meeting.phase)\t\(meeting.visibility)\t\(meeting.slug)\t\(meeting.title)")
                }
            }
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a meeting.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its address: the last part of its link.") var slug: String

        func run() async throws {
            try await MeetingCommands.give(Order(do: "open"), to: slug, in: folder)
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a meeting; its record is there at once and takes no more lines.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its address: the last part of its link.") var slug: String
        @Flag(help: "Even where agenda items were not taken up.") var really = false

        func run() async throws {
            try await MeetingCommands.give(Order(do: "close", really: really), to: slug, in: folder)
        }
    }

    static func give(_ order: Order, to slug: String, in folder: Folder) async throws {
        let body = [UInt8](try JSONEncoder().encode(order))
        try await Office.open(folder) { office in
            let answer = try await office.ask(
                .post, "/api/v1/meetings/\(slug.percentEncoded)/commands?as=organiser", body)
            if folder.json { return Terminal.say(answer) }
            let said = [
                "close": "closed; `openfloor publish \(slug) --data \(folder.data)` writes its record", "open": "open",
                "circulate": "circulated; what is put right from now on stands beside the old words",
                "finalise": "final",
            ]
            Terminal.say(said[order.do] ?? order.do)
        }
    }
}

/// A command frame without content.
struct Order: Encodable {
    let `do`: String
    var really: Bool?
    var text, name, strand, setting, until, why: String?
    var number, prompt, line: Int?
    var options: [String]?
    var counts: [Int]?
    let id = UUID().uuidString
}

/// The body of `POST /api/v1/meetings`.
struct Wish: Encodable {
    let slug: String?
    let visibility: String?
    var like: String?
    let meeting: Plan

    struct Plan: Encodable {
        let title: String
        var objective: String?
        var intendedOutput: String?
        var attribution: String?
        var attendance: String?
        var startsAt: Int64?
        var place: String?
        var moderation: String?
        var watchedWords: [String]?
        var strands: [String]?
        var agenda: [Item]?
        var speakers: [Speaker]?
    }

    struct Item: Encodable {
        let title: String
        var purpose: String?
        var minutes: Int?
    }

    struct Speaker: Encodable {
        let name: String
        let aliases: [String]
        var role: String?
        var organisation: String?

        init(_ words: String) {
            let parts = words.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            name = parts.first ?? ""
            aliases = Array(parts.dropFirst())
        }
    }
}

struct Founded: Decodable {
    let slug: String
    let address: String
    let links: [String: String]

    /// One to a line, after its role.
    func sayLinks() {
        for (role, link) in links.sorted(by: { $0.key < $1.key }) {
            Terminal.say(role.padding(toLength: 12, withPad: " ", startingAt: 0) + " " + link)
        }
    }
}

extension String {
    /// As one segment of a path or one value of a query.
    var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? ""
    }
}
