import ArgumentParser
import Foundation
import Proceedings
import Publishing
import Relay

/// Who is told when the record of a meeting is out, as options of `openfloor serve`.
struct OutletOptions: ParsableArguments {
    @Option(help: "An address that is told by POST, signed (Standard Webhooks); repeat for more.")
    var webhook: [String] = []

    @Option(help: "File with the secret that webhooks are signed with: whsec_… or at least 16 characters.")
    var webhookSecret: String?

    @Option(help: "The program that mail is handed to, with its options, such as “/usr/sbin/sendmail -t -i”.")
    var sendmail: String?

    @Option(help: "Who is told by mail; repeat for more.")
    var mailTo: [String] = []

    @Option(help: "Whom mail is from. Default: openfloor at the server's name.")
    var mailFrom: String?

    @Option(help: "Which meetings are told of: listed; unlisted, and listed; or invited, and all others.")
    var announce = Meeting.Visibility.listed.rawValue

    /// - Throws: What to write instead.
    func plan() throws -> House.News {
        guard let audience = Meeting.Visibility(rawValue: announce) else {
            throw ValidationError("--announce takes listed, unlisted or invited.")
        }
        guard webhook.isEmpty == (webhookSecret == nil) else {
            throw ValidationError("--webhook and --webhook-secret go together.")
        }
        guard mailTo.isEmpty == (sendmail == nil) else {
            throw ValidationError("--sendmail and --mail-to go together.")
        }
        for address in mailTo + [mailFrom].compactMap(\.self) where !Letter.isAddress(address) {
            throw ValidationError("“\(address)” is no address for mail; write it as forum@example.org.")
        }
        var outlets: [Outlet] = []
        if let webhookSecret {
            guard let secret = Webhook.secret(from: try Terminal.read(webhookSecret)) else {
                throw ValidationError(
                    "\(webhookSecret) holds no secret: at least 16 characters, or whsec_ and base 64.")
            }
            outlets = try webhook.map { address in
                guard let hook = Webhook(address, secret: secret) else {
                    throw ValidationError("“\(address)” is no address for a webhook, such as https://example.org/hook.")
                }
                return Outlet(hook)
            }
        }
        return House.News(
            audience: audience, outlets: outlets, mail: mailTo, from: mailFrom,
            post: try sendmail.map { try Postman($0) })
    }
}
