import ArgumentParser
import Foundation
import Logging
import Transport

/// `openfloor demo`: a series whose fourth meeting plays itself, in a folder that is gone afterwards.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves a sample series, whose fourth meeting plays itself, and prints the links to it.")

    @Option(help: "Address and port to listen on; port 0 takes a free one.") var listen = "127.0.0.1:8080"
    @Option(help: "1 is the pace of a quick typist.") var speed = 2.0
    @Option(help: "Folder of pages; found beside the program by itself.") var web: String?

    func validate() throws {
        guard (0.1...1000).contains(speed) else { throw ValidationError("--speed takes 0.1 to 1000.") }
    }

    func run() async throws {
        let log = Logger(label: "openfloor") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .warning
            return handler
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "openfloor-" + String(UInt32.random(in: .min ... .max), radix: 36))
        defer { removeOrSay(folder) }
        var plan = House.Plan(folder: folder.path)
        (plan.host, plan.port) = try ListenAddress.parse(listen)
        plan.web = web
        let house = try await House.open(plan, log: log)
        let speed = speed
        try await Caretaker(
            house: house, log: log, greeting: { Terminal.say("listening on \(house.address)") },
            companion: {
                try await SampleSeries(caller: Caller(loop: house.loop, log: log), folder: folder.path)
                    .play(speed: speed)
            }
        ).run()
    }

    private func removeOrSay(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch CocoaError.fileNoSuchFile {
            // The demo was refused before it made one.
        } catch {
            Terminal.say("could not remove \(folder.path): \(error.localizedDescription)")
        }
    }
}

/// `ADDRESS:PORT`, the address of IPv6 in brackets.
enum ListenAddress {
    static func parse(_ text: String, for option: String = "--listen") throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { throw ValidationError("\(option) takes ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:0.") }
        return (text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }
}
