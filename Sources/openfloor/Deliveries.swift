import ArgumentParser
import Foundation
import HTTPTypes
import Relay

/// `openfloor deliveries`.
struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what webhooks and mail were told, the newest first, and what is still to be delivered.")

    @OptionGroup var folder: Folder

    func run() async throws {
        struct Answer: Decodable { let deliveries: [DeliveryView] }
        try await Office.open(folder) { office in
            let answer = try await office.ask(.get, "/api/v1/deliveries")
            if folder.json { return Terminal.say(answer) }
            let deliveries = try JSONDecoder().decode(Answer.self, from: Data(answer)).deliveries
            if deliveries.isEmpty { Terminal.say("Nobody has been told of a record yet.") }
            for delivery in deliveries { Terminal.say(delivery.sentence) }
        }
    }
}
