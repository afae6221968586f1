import ArgumentParser
import Foundation
import Proceedings
import Relay
import Transport

/// `openfloor serve`: the server, until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serves meetings from one data folder.")

    @Option(help: "File with these options, as `openfloor config example` prints one; what stands here wins.")
    var config: String?

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
    @OptionGroup(title: "The log") var log: LogOptions
    @OptionGroup(title: "Who is told when a record is out") var outlets: OutletOptions

    func run() async throws {
        let log = try log.logger()
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

    func plan() throws -> House.Plan {
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("--certificate and --key go together.")
        }
        _ = try log.logger()
        var plan = House.Plan(folder: data)
        (plan.host, plan.port) = try ListenAddress.parse(listen)
        plan.web = web
        plan.publicURL = try publicURL.map(Self.address)
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

    private static func address(_ text: String) throws -> String {
        guard text.wholeMatch(of: #/https?:\/\/[^\s\/?#@]+\/?/#) != nil else {
            throw ValidationError("--public-url takes scheme and host, such as https://notes.example.org, and no path.")
        }
        return text
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

extension Serve {
    /// The words of a command line with those of the file that `--config` names before them.
    static func withFile(_ words: [String]) throws -> [String] {
        guard words.first == "serve", let path = file(words) else { return words }
        let file = try ConfigFile(path, keys: try ServeKeys())
        guard file.faults.isEmpty else {
            throw ValidationError(file.faults.map(file.sentence).joined(separator: "\n"))
        }
        return ["serve"] + file.arguments(beneath: words) + words.dropFirst()
    }

    private static func file(_ words: [String]) -> String? {
        for (word, next) in zip(words, words.dropFirst() + [""]) {
            if word == "--\(ConfigFile.option)", !next.isEmpty { return next }
            if word.hasPrefix("--\(ConfigFile.option)=") { return String(word.dropFirst(ConfigFile.option.count + 3)) }
        }
        return nil
    }
}
