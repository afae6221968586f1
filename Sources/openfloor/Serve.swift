import ArgumentParser
import Foundation
import Logging
import Proceedings
import Relay
import Transport

/// `openfloor serve`: the server, until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves meetings from one data folder.")

    @Option(help: "Address and port to listen on; port 0 takes a free one.")
    var listen = "127.0.0.1:8080"

    @Option(help: "Data folder; made where it is missing.")
    var data: String

    @Option(help: "The address people use, for links, QR codes and cookies. Default: where it listens.")
    var publicURL: String?

    @Option(help: "The name printed as publisher of records.")
    var name = "Open Floor"

    @Option(
        help:
            "A site whose pages may show ours in a frame, such as https://example.org; repeat for more. Default: none.")
    var embedOrigin: [String] = []

    @Option(help: "Folder of pages; found beside the program by itself.")
    var web: String?

    @Option(help: "PEM certificate chain; read again on SIGHUP.")
    var certificate: String?

    @Option(help: "PEM private key of the certificate.")
    var key: String?

    @Option(help: "Address and port for /metrics, plain HTTP for Prometheus; nowhere by default.")
    var metrics: String?

    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Who is told when a record is out") var outlets: OutletOptions

    func run() async throws {
        let log = Logger(label: "openfloor") { StreamLogHandler.standardError(label: $0) }
        let house = try await House.open(try plan(), log: log)
        let data = data
        try await Caretaker(
            house: house, log: log,
            greeting: {
                try RememberedURL.write(house.site.publicURL, in: data)
                Terminal.say("listening on \(house.address)")
                try await house.greet()
                if let figures = house.figures { Terminal.say("metrics at \(figures.address)") }
            }
        ).run()
    }

    private func plan() throws -> House.Plan {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together.")
        }
        var plan = House.Plan(folder: data)
        (plan.host, plan.port) = try ListenAddress.parse(listen)
        plan.web = web
        plan.publicURL = publicURL
        plan.name = name
        plan.embedOrigins = try embedOrigin.map(Self.origin)
        plan.certificate = certificate
        plan.key = key
        plan.limits = try limits.limits()
        plan.news = try outlets.plan()
        plan.metrics = try metrics.map { try ListenAddress.parse($0, for: "--metrics") }
        if let port = plan.metrics?.port, port > 0, port == plan.port {
            throw ValidationError("--metrics takes another port than --listen.")
        }
        return plan
    }

    /// As browsers write it. What else stood there would be part of a header.
    private static func origin(_ text: String) throws -> String {
        let pattern = #/https?:\/\/([a-z0-9]([a-z0-9.\-]*[a-z0-9])?|\[[0-9a-f:]+\])(:[0-9]{1,5})?/#
        guard text.wholeMatch(of: pattern) != nil else {
            throw ValidationError(
                "--embed-origin takes scheme, host and port only, in small letters, such as https://example.org.")
        }
        return text
    }
}
