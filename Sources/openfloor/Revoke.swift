import ArgumentParser
import Foundation
import HTTPTypes

/// `openfloor revoke LINK`.
struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes the power of a link to a role away and cuts off whoever uses it.")

    @OptionGroup var folder: Folder
    @Argument(help: "The link, or its secret alone.") var link: String

    func run() async throws {
        struct Revoked: Decodable { let role: String }
        let body = [UInt8](try JSONEncoder().encode(["link": link]))
        try await Office.open(folder) { office in
            let answer = try await office.ask(.post, "/api/v1/revocations", body)
            if folder.json { return Terminal.say(answer) }
            let role = try JSONDecoder().decode(Revoked.self, from: Data(answer)).role
            Terminal.say("the link to the role “\(role)” no longer works")
        }
    }
}
