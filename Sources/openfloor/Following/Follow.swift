import ArgumentParser
import Foundation
import Transport

/// `openfloor follow URL`: the lines of a live meeting, in a terminal or a pipe.
struct Follow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follows a meeting in a terminal: each line once, with its time, as soon as it is saved.",
        discussion: """
            Where the line breaks or the server restarts it comes back by itself and goes on after the last line it had. \
            It ends with 0 when the meeting closes, and with 1 where there is no such meeting or it may not be read. Lines \
            go to standard output, all else to standard error.
            """)

    @Argument(
        help: """
            A meeting's page, such as https://notes.example.org/m/third, or a link to a role. Without one it is read from \
            the environment, OPENFLOOR_LINK, where a secret is out of sight.
            """)
    var address: String?
    @Option(help: "start, now, or the number of the last line one has.") var from = Beginning.now
    @Flag(help: "One JSON object a line: entries as Protocol.md shows them, all that the role may read.")
    var json = false

    func run() async throws {
        guard let words = address ?? ProcessInfo.processInfo.environment["OPENFLOOR_LINK"], !words.isEmpty else {
            throw ValidationError("Name a meeting by the address of its page, or a link in OPENFLOOR_LINK.")
        }
        let loop = try EventLoop()
        do {
            let caller = Caller(loop: loop, log: Office.quiet)
            let door = try await MeetingDoor.found(at: words, by: caller)
            var pursuit = Pursuit(door: door, caller: caller, prints: json ? .json : .text)
            try await pursuit.run(from: from)
            await loop.stop()
        } catch {
            await loop.stop()
            throw error
        }
    }

    /// Where following begins.
    enum Beginning: Hashable, Sendable, ExpressibleByArgument {
        case start
        case now
        case after(Int)

        init?(argument: String) {
            switch argument {
            case "start": self = .start
            case "now": self = .now
            default:
                guard let number = Int(argument), (0...Int(Int32.max)).contains(number) else { return nil }
                self = .after(number)
            }
        }

        var defaultValueDescription: String { "now" }
    }
}
