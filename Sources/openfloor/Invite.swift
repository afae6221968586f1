import ArgumentParser
import Foundation
import HTTPTypes

/// `openfloor invite SLUG --role ROLE`, `--series SLUG --role ROLE`, or `--site-organiser`.
struct Invite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a link to a role. Who has the link has that power; it is printed this once.")

    @OptionGroup var folder: Folder
    @Argument(help: "The meeting's address.") var slug: String?
    @Option(help: "A series' address, for a link to the series.") var series: String?
    @Option(
        help:
            "attendee, screen, scribe, rapporteur, facilitator, voice or organiser; of a series organiser or link-person."
    )
    var role: String?
    @Option(help: "The number of the group a rapporteur reports for.") var breakout: Int?
    @Option(help: "For whom, as staff will see it.") var name: String?
    @Flag(help: "A link that may create meetings.") var siteOrganiser = false

    func validate() throws {
        guard [slug != nil, series != nil, siteOrganiser].count(where: \.self) == 1 else {
            throw ValidationError("Name a meeting, or give --series with its address, or --site-organiser.")
        }
        guard (role == "rapporteur") == (breakout != nil) else {
            throw ValidationError("A rapporteur's link is for one group: --role rapporteur --breakout 2.")
        }
    }

    func run() async throws {
        struct Wish: Encodable {
            let role: String
            let name: String?
            let breakout: Int?
        }
        struct Invitation: Decodable { let link: String }
        let body = [UInt8](
            try JSONEncoder().encode(
                Wish(role: role ?? (series == nil ? "scribe" : "organiser"), name: name, breakout: breakout)))
        let path =
            slug.map { "/api/v1/meetings/\($0.percentEncoded)/invitations?as=organiser" }
            ?? series.map { "/api/v1/series/\($0.percentEncoded)/invitations?as=organiser" } ?? "/api/v1/invitations"
        try await Office.open(folder, makesFolder: siteOrganiser) { office in
            let answer = try await office.ask(.post, path, body)
            if folder.json { return Terminal.say(answer) }
            Terminal.say(try JSONDecoder().decode(Invitation.self, from: Data(answer)).link)
        }
    }
}
