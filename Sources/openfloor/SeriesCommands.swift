import ArgumentParser
import Foundation
import HTTPTypes

/// `openfloor series create|list`.
struct SeriesCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series", abstract: "Creates and lists series of meetings.", subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Begins a series and prints its links, once.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its title.") var title: String
        @Option(help: "Its address, such as data-sharing; made from the title by itself.") var slug: String?
        @Option(help: "listed on the home page, unlisted (so it is where nothing is said) or invited.") var visibility:
            String?
        @Option(help: "Why people meet.") var purpose: String?
        @Option(help: "A strand's name; repeat for more.") var strand: [String] = []

        func run() async throws {
            let wish = SeriesWish(
                slug: slug, visibility: visibility,
                series: SeriesWish.Plan(
                    title: title, purpose: purpose, strands: strand.map { SeriesWish.Strand(name: $0) }))
            let body = [UInt8](try JSONEncoder().encode(wish))
            try await Office.open(folder, makesFolder: true) { office in
                let answer = try await office.ask(.post, "/api/v1/series", body)
                if folder.json { return Terminal.say(answer) }
                let founded = try JSONDecoder().decode(Founded.self, from: Data(answer))
                if let slug, slug != founded.slug {
                    Terminal.say("The address \(slug) was taken; this series is at \(founded.slug).")
                }
                Terminal.say("everyone     \(founded.address)")
                founded.sayLinks()
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists every series of the folder.")

        @OptionGroup var folder: Folder

        func run() async throws {
            struct Answer: Decodable {
                struct Listed: Decodable { let slug, title, visibility: String }
                let series: [Listed]
            }
            try await Office.open(folder) { office in
                let answer = try await office.ask(.get, "/api/v1/series")
                if folder.json { return Terminal.say(answer) }
                for series in try JSONDecoder().decode(Answer.self, from: Data(answer)).series {
                    Terminal.say("\(series.visibility)\t\(series.slug)\t\(series.title)")
                }
            }
        }
    }
}

/// The body of `POST /api/v1/series`.
struct SeriesWish: Encodable {
    let slug: String?
    let visibility: String?
    let series: Plan

    struct Plan: Encodable {
        let title: String
        var purpose: String?
        var strands: [Strand] = []
        var targets: [Target] = []
    }

    struct Strand: Encodable {
        let name: String
        var premise, endPoint: String?
        var milestones: [String]?
    }

    struct Target: Encodable {
        var sector, region: String?
        let share: Int
    }
}

/// A command frame of a series.
struct SeriesOrder: Encodable {
    let `do`: String
    var title: String?
    var number: Int?
    var startsAt: Int64?
    var minutes, proposal, meeting, line: Int?
    var place, setting, standing, slug: String?
    var strand, text: String?
    var options: [String]?
    var evidence, nextQuestion: String?
    var name, reason, state, outcome: String?
    var term, owner, review, address: String?
    var point: Int?
    var items: [Int]?
    let id = UUID().uuidString
}
