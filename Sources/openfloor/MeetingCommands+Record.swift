import ArgumentParser
import Foundation
import HTTPTypes

// What is said of a meeting once it has closed.
extension MeetingCommands {
    struct Circulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a closed meeting's record before those who were there, for corrections.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its address: the last part of its link.") var slug: String
        @Option(help: "The last day for corrections, such as 2026-06-12.") var until: String?

        func run() async throws {
            try await MeetingCommands.give(Order(do: "circulate", until: until), to: slug, in: folder)
        }
    }

    struct Finalise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a closed meeting's record is final; corrections are dated from then on.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its address: the last part of its link.") var slug: String

        func run() async throws {
            try await MeetingCommands.give(Order(do: "finalise"), to: slug, in: folder)
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a meeting another address; its old ones lead there.")

        @OptionGroup var folder: Folder
        @Argument(help: "Its address now.") var slug: String
        @Argument(help: "The new one, such as data-sharing-3.") var to: String

        func run() async throws {
            struct Moved: Decodable { let address: String }
            let body = [UInt8](try JSONEncoder().encode(["slug": to]))
            try await Office.open(folder) { office in
                let answer = try await office.ask(
                    .post, "/api/v1/meetings/\(slug.percentEncoded)/address?as=organiser", body)
                if folder.json { return Terminal.say(answer) }
                Terminal.say(try JSONDecoder().decode(Moved.self, from: Data(answer)).address)
            }
        }
    }
}
